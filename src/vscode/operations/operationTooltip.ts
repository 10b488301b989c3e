import * as vscode from 'vscode';
import type { MethodCall, Operation, Parameter } from '../../keap/catalog/operation.ts';
import { describeType, type Schemas } from '../../keap/catalog/schema.ts';
import { typeWords } from '../../keap/catalog/xmlrpc/typeWords.ts';
import { retirementWords } from '../../keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { counterpartWords } from '../../keap/moving/counterpartWords.ts';
import { markdownText } from '../../keap/safety/markdownText.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/**
 * What shows when the mouse rests on an operation; undefined for a key that no version has.
 * @param news what a newer description says of it, as words of ours
 */
export async function tooltipOf(
  catalog: CatalogFiles,
  key: string,
  news?: string,
): Promise<vscode.MarkdownString | undefined> {
  const found = await catalog.operation(key);
  if (!found) return undefined;
  const { operation } = found;
  const moving = operation.version === 'v2' ? undefined : counterpartWords(operation, await catalog.version('v2'));
  return operationTooltip(operation, found.catalog.schemas, moving, news);
}

/** What to know before using an operation: method and path, effect, parameters, body and answer, as Markdown. */
function operationTooltip(
  operation: Operation,
  schemas: Schemas,
  moving: string | undefined,
  news: string | undefined,
): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const row = (name: string, type: string, note: string) => text.appendMarkdown(`- \`${name}\` ${type}${note}\n`);
  const route = operation.call ? operation.operationId : `${operation.method} ${operation.path}`;
  text.appendMarkdown(`**${operation.title}**\n\n\`${route}\`\n\n`);
  text.appendMarkdown(`${operation.effect.charAt(0).toUpperCase()}${operation.effect.slice(1)}`);
  text.appendMarkdown(operation.undocumented ? ' · not in Keap’s documents' : '');
  text.appendMarkdown(operation.deprecated ? ' · deprecated\n' : '\n');
  if (news !== undefined) text.appendMarkdown(`\n${news}.\n`);
  if (operation.description !== undefined) {
    text.appendMarkdown(`\n*Keap’s description* ${markdownText(plainText(operation.description, 500))}\n`);
  }
  if (operation.parameters.length > 0) {
    text.appendMarkdown(operation.call ? '\n*Arguments*\n' : '\n*Parameters*\n');
    for (const parameter of inOrder(operation)) {
      const { name, argument, required } = parameter;
      const type = argument ? typeWords(argument.types) : describeType(parameter.schema, schemas);
      const place = argument ? '' : `, ${parameter.in}`;
      row(name, type, `${place}${required ? ', required' : ''}`);
    }
  }
  if (operation.requestBody) {
    text.appendMarkdown(`\n*Body* ${describeType(operation.requestBody.schema, schemas)}\n`);
  }
  if (operation.call) {
    text.appendMarkdown(`\n*Answer* ${typeWords(operation.call.returns)}\n${endOf(operation.call, moving)}`);
    return text;
  }
  for (const [status, { schema, mediaType }] of Object.entries(operation.responses)) {
    const content = schema ? describeType(schema, schemas) : (mediaType ?? 'no body');
    text.appendMarkdown(`\n*Answer* ${status} ${content}\n`);
  }
  if (moving !== undefined) text.appendMarkdown(`\n${moving}\n`);
  return text;
}

/** What is required first; arguments have their places. */
function inOrder({ parameters, call }: Operation): readonly Parameter[] {
  return call ? parameters : [...parameters].sort((a, b) => Number(b.required) - Number(a.required));
}

function endOf({ documentation }: MethodCall, moving: string | undefined): string {
  const documents = documentation === undefined ? '' : `\n\n[Keap’s documentation](${documentation})`;
  return `\n${moving ?? ''}\n\n${retirementWords(Date.now())}${documents}\n`;
}
