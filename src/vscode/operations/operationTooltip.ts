import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import { describeType, type Schemas } from '../../keap/catalog/schema.ts';

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
