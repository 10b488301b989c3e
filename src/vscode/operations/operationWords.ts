import * as vscode from 'vscode';
import type { HttpMethod, OperationSummary } from '../../keap/catalog/operation.ts';

const METHOD_ICONS: Readonly<Record<HttpMethod, vscode.ThemeIcon>> = {
  GET: new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('charts.blue')),
  POST: new vscode.ThemeIcon('add', new vscode.ThemeColor('charts.green')),
  PUT: new vscode.ThemeIcon('replace', new vscode.ThemeColor('charts.orange')),
  PATCH: new vscode.ThemeIcon('edit', new vscode.ThemeColor('charts.yellow')),
  DELETE: new vscode.ThemeIcon('trash', new vscode.ThemeColor('charts.red')),
};

export function methodIcon(method: HttpMethod): vscode.ThemeIcon {
  return METHOD_ICONS[method];
}

/** The path as people quote it, with its version: `/v2/contacts/{contact_id}`. */
export function shortPath(operation: Pick<OperationSummary, 'path'>): string {
  return operation.path.replace(/^\/crm\/rest/, '');
}

/** Whether an operation is a list with pages, by what the tree knows of it. */
export function isPaged({ method, effect, names }: OperationSummary): boolean {
  return method === 'GET' && effect === 'reads' && (names.includes('page_token') || names.includes('offset'));
}

/** The marks that stand behind the path: the effect where it is not plain from the method, and deprecation. */
export function operationMarks(operation: OperationSummary): string[] {
  const plain = operation.effect === METHOD_EFFECT[operation.method];
  return [...(plain ? [] : [operation.effect]), ...(operation.deprecated ? ['deprecated'] : [])];
}

const METHOD_EFFECT: Readonly<Partial<Record<HttpMethod, OperationSummary['effect']>>> = {
  GET: 'reads',
  POST: 'creates',
  PUT: 'changes',
  PATCH: 'changes',
  DELETE: 'deletes',
};

/** What a screen reader says of an operation. */
export function operationLabel(operation: OperationSummary): string {
  const marks = operation.deprecated ? ', deprecated' : '';
  return `${operation.title}, ${operation.method} ${shortPath(operation)}, ${operation.effect}${marks}`;
}
