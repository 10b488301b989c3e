import * as vscode from 'vscode';
import type { HttpMethod, Operation, OperationSummary } from '../../keap/catalog/operation.ts';
import { describeType, type Schemas } from '../../keap/catalog/schema.ts';

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

/** What to know before using an operation: method and path, effect, parameters, body and answer, as Markdown. */
export function operationTooltip(operation: Operation, schemas: Schemas): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const row = (name: string, type: string, note: string) => text.appendMarkdown(`- \`${name}\` ${type}${note}\n`);
  text.appendMarkdown(`**${operation.title}**\n\n\`${operation.method} ${operation.path}\`\n\n`);
  text.appendMarkdown(`${operation.effect.charAt(0).toUpperCase()}${operation.effect.slice(1)}`);
  text.appendMarkdown(operation.deprecated ? ' · deprecated\n' : '\n');
  if (operation.parameters.length > 0) {
    text.appendMarkdown('\n*Parameters*\n');
    const shown = [...operation.parameters].sort((a, b) => Number(b.required) - Number(a.required));
    for (const parameter of shown) {
      const type = describeType(parameter.schema, schemas);
      row(parameter.name, type, `, ${parameter.in}${parameter.required ? ', required' : ''}`);
    }
  }
  if (operation.requestBody) {
    text.appendMarkdown(`\n*Body* ${describeType(operation.requestBody.schema, schemas)}\n`);
  }
  for (const [status, { schema, mediaType }] of Object.entries(operation.responses)) {
    const content = schema ? describeType(schema, schemas) : (mediaType ?? 'no body');
    text.appendMarkdown(`\n*Answer* ${status} ${content}\n`);
  }
  return text;
}
