import * as vscode from 'vscode';
import type { Effect, HttpMethod, OperationSummary } from '../../keap/catalog/operation.ts';
import { routeWords } from '../../keap/catalog/routeWords.ts';

const METHOD_ICONS: Readonly<Record<HttpMethod, vscode.ThemeIcon>> = {
  GET: new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('charts.blue')),
  POST: new vscode.ThemeIcon('add', new vscode.ThemeColor('charts.green')),
  PUT: new vscode.ThemeIcon('replace', new vscode.ThemeColor('charts.orange')),
  PATCH: new vscode.ThemeIcon('edit', new vscode.ThemeColor('charts.yellow')),
  DELETE: new vscode.ThemeIcon('trash', new vscode.ThemeColor('charts.red')),
};

/** Of XML-RPC, where every call is a POST. */
const EFFECT_ICONS: Readonly<Record<Effect, vscode.ThemeIcon>> = {
  reads: METHOD_ICONS.GET,
  creates: METHOD_ICONS.POST,
  changes: METHOD_ICONS.PATCH,
  deletes: METHOD_ICONS.DELETE,
  'sends mail': new vscode.ThemeIcon('mail', new vscode.ThemeColor('charts.yellow')),
  'moves money': new vscode.ThemeIcon('credit-card', new vscode.ThemeColor('charts.yellow')),
  'starts automation': new vscode.ThemeIcon('zap', new vscode.ThemeColor('charts.yellow')),
  'changes schema': new vscode.ThemeIcon('symbol-structure', new vscode.ThemeColor('charts.yellow')),
};

/** What kind of request it is, at a glance. */
export function operationIcon({
  version,
  method,
  effect,
}: Pick<OperationSummary, 'version' | 'method' | 'effect'>): vscode.ThemeIcon {
  return version === 'xmlrpc' ? EFFECT_ICONS[effect] : METHOD_ICONS[method];
}

/** Whether an operation is a list with pages, by what the tree knows of it. */
export function isPaged({ version, method, effect, names }: OperationSummary): boolean {
  if (version === 'xmlrpc') return effect === 'reads' && (names.includes('page') || names.includes('pageNumber'));
  return method === 'GET' && effect === 'reads' && (names.includes('page_token') || names.includes('offset'));
}

/** The marks that stand behind the path: the effect where it is not plain from the method, and what to beware of. */
export function operationMarks(operation: OperationSummary): string[] {
  const { version, effect, method } = operation;
  const isPlain = effect === (version === 'xmlrpc' ? 'reads' : METHOD_EFFECT[method]);
  return [...(isPlain ? [] : [effect]), ...warnings(operation)];
}

function warnings({ deprecated, undocumented }: OperationSummary): string[] {
  return [...(deprecated ? ['deprecated'] : []), ...(undocumented ? ['undocumented'] : [])];
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
  return [operation.title, routeWords(operation), operation.effect, ...warnings(operation)].join(', ');
}
