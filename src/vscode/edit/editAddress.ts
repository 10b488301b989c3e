import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { RecordKinds, RecordName } from '../../keap/edit/recordKinds.ts';
import { asObject, asString, asStrings, parseJson } from '../../keap/json.ts';
import { EDIT_SCHEME } from './editSchemes.ts';

/** `keap-edit:/Contact 7.json?{…}`: the query says which record of which connection it is. */
export function editUri(name: RecordName, { id, app = '' }: Pick<Connection, 'id' | 'app'>): vscode.Uri {
  const { kind, ids } = name;
  return vscode.Uri.from({
    scheme: EDIT_SCHEME,
    path: `/${fileName(name)}.json`,
    query: JSON.stringify({ connection: id, app, shape: kind.shape, ids }),
  });
}

/** The record that a document is of, and Keap's name of its account; undefined for an address that is none of ours. */
export function editedRecord(
  uri: vscode.Uri,
  kinds: RecordKinds,
): { readonly name: RecordName; readonly connectionId: string; readonly app: string } | undefined {
  const parsed = parseJson(uri.query);
  const source = 'value' in parsed ? asObject(parsed.value) : undefined;
  const connectionId = asString(source?.['connection']);
  const kind = kinds.get(asString(source?.['shape']) ?? '');
  const ids = asStrings(source?.['ids']);
  if (uri.scheme !== EDIT_SCHEME || !connectionId || !kind || !ids) return undefined;
  return { name: { kind, ids }, connectionId, app: asString(source?.['app']) ?? '' };
}

/** What a tab calls a record: `Contact 7`. */
export function fileName({ kind, ids }: RecordName): string {
  const { thing } = kind;
  const words = `${thing.charAt(0).toUpperCase()}${thing.slice(1)} ${ids.at(-1) ?? ''}`.trim();
  return words.replaceAll(/[\\/:*?"<>|]/g, '-');
}
