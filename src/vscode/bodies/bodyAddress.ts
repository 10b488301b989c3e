import * as vscode from 'vscode';
import type { OperationSummary } from '../../keap/catalog/operation.ts';
import { BODY_SCHEME } from './bodyScheme.ts';

export const SCHEMA_SCHEME = 'keap-schema';

/**
 * How many bodies can have a schema at once. VS Code learns from the manifest alone which documents have which schema
 * (`jsonValidation`), so a document's address begins with a number, and its schema's address is that number.
 */
export const MOST_SCHEMAS = 20;

/** What an address says. */
export interface BodyAddress {
  /** 0 where all numbers were taken: a document without a schema. */
  readonly number: number;
  readonly operationKey: string;
}

/** `keap-body://3/v2/createContact/Create contact body.json` */
export function bodyUri({ key, title }: Pick<OperationSummary, 'key' | 'title'>, number: number): vscode.Uri {
  const name = title.replaceAll(/[\\/:*?"<>|]/g, '-');
  const path = `/${key.replace(':', '/')}/${name} body.json`;
  return vscode.Uri.from({ scheme: BODY_SCHEME, authority: String(number), path });
}

/** Undefined for an address that is no body's. */
export function readBodyUri({ scheme, authority, path }: vscode.Uri): BodyAddress | undefined {
  const [, version, operationId] = /^\/(v\d)\/(\w+)\/[^/]+$/.exec(path) ?? [];
  if (scheme !== BODY_SCHEME || !/^\d{1,2}$/.test(authority) || !version) return undefined;
  return { number: Number(authority), operationKey: `${version}:${operationId}` };
}

/** `keap-schema://3/body.json`, as the manifest has it. */
export function schemaUri(number: number): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEMA_SCHEME, authority: String(number), path: '/body.json' });
}

/** A document of a body where a tab shows it. */
export interface BodyTab extends BodyAddress {
  readonly uri: vscode.Uri;
  readonly column: vscode.ViewColumn;
  /** Whether it is the one in view in its column. */
  readonly active: boolean;
}

/** The tabs with bodies, also those that VS Code has not loaded since it started. */
export function bodyTabs(): readonly BodyTab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs, viewColumn }) =>
    tabs.flatMap(({ input, isActive }) => {
      const uri = input instanceof vscode.TabInputText ? input.uri : undefined;
      const address = uri && readBodyUri(uri);
      return address ? [{ ...address, uri, column: viewColumn, active: isActive }] : [];
    }),
  );
}

/**
 * The number of an operation's document: the one it has or had, else one that was nobody's yet, since closed documents
 * can be opened again, else one that no tab has.
 *
 * @param assigned the operations by number, as far as this window has seen them
 */
export function numberFor(
  operationKey: string,
  tabs: readonly BodyAddress[],
  assigned: ReadonlyMap<number, string>,
): number {
  const taken = new Set(tabs.map(({ number }) => number));
  const free = Array.from({ length: MOST_SCHEMAS }, (_, at) => at + 1).filter((number) => !taken.has(number));
  return (
    tabs.find((tab) => tab.operationKey === operationKey)?.number ??
    free.find((number) => assigned.get(number) === operationKey) ??
    free.find((number) => !assigned.has(number)) ??
    free[0] ??
    0
  );
}
