import { numberText } from '../exactJson.ts';
import { asList, asObject, asString, type JsonObject } from '../json.ts';
import {
  itemKind,
  pathNames,
  pathValues,
  type RecordKind,
  type RecordKinds,
  type RecordName,
  recordAt,
} from './recordKinds.ts';
import { recordIn, recordName } from './snapshot.ts';

/** A record that an answer shows, and what to call it. */
export interface AnsweredRecord {
  readonly name: RecordName;
  /** What the record calls itself; empty where it does not. */
  readonly label: string;
}

/**
 * The records in an answer that the API reads one by one: the one it is about, the one it made, or those of a list.
 * @param path of the operation
 * @param target path and query as they were sent
 * @param text the body
 */
export function answerRecords(
  kinds: RecordKinds,
  { method, path }: { readonly method: string; readonly path: string },
  target: string,
  text: string,
): readonly AnsweredRecord[] {
  const values = pathValues(path, target);
  const answer = recordIn(text);
  if (!values || method === 'DELETE') return [];
  const own = recordAt(kinds, path, values);
  if (own) return [{ name: own, label: answer ? recordName(answer) : '' }];
  const kind = itemKind(kinds, path);
  if (!kind) return [];
  if (method === 'POST') return answer ? named(kind, values, answer) : [];
  return itemsOf(text, answer).flatMap((item) => named(kind, values, item));
}

/** The objects of a list, which is the answer or a property of it. */
function itemsOf(text: string, answer: JsonObject | undefined): readonly JsonObject[] {
  const list = answer ? Object.values(answer).find((value) => asList(value)) : recordIn(`{"items":${text}}`)?.['items'];
  return (asList(list) ?? []).map(asObject).filter((item) => item !== undefined);
}

function named(kind: RecordKind, parents: readonly string[], record: JsonObject): readonly AnsweredRecord[] {
  const id = asString(record['id']) ?? numberText(record['id']) ?? asString(record['key']);
  const ids = [...parents, id ?? ''];
  const isWhole = id !== undefined && ids.length === pathNames(kind.shape).length;
  return isWhole ? [{ name: { kind, ids }, label: recordName(record) }] : [];
}
