import type { Catalog, Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { isIdName } from '../compare/comparable.ts';
import { numberText } from '../exactJson.ts';
import { asList, asObject, type JsonObject } from '../json.ts';
import type { RequestDraft } from '../request/draft.ts';
import { schemaAtWay, valueAtWay } from './bodyPlace.ts';
import { isTableMethod, tableCounterpart } from './convertTable.ts';
import { argumentsOf } from './counterpart.ts';
import { cents, fitValue, isoMoment } from './fitValue.ts';
import { METHOD_MOVES } from './methodMoves.ts';
import { targetOf } from './move.ts';
import { plainText } from './plainValue.ts';
import { fieldMove, type TableMove } from './tables/tableMove.ts';
import { TABLE_MOVES } from './tables/tableMoves.ts';

/** Two answers about the same records, with what both show under v2's names and as v2 writes it. */
export interface Aligned {
  readonly older: unknown;
  readonly newer: unknown;
}

/**
 * The answer of a call on a table beside v2's, brought under the same names; undefined where names of the two APIs
 * cannot be told from each other, so that only the answers as they are can be compared.
 * @param asked what the older answer is the answer to
 */
export function alignAnswers(
  { operation, draft }: { readonly operation: Operation; readonly draft: RequestDraft },
  older: unknown,
  newer: unknown,
  now: Operation,
  v2: Catalog,
): Aligned | undefined {
  if (operation.version === 'v1') return alignRest(older, newer);
  const move = shownMove(operation, draft);
  if (!move) return undefined;
  const rows = asList(older) ?? (asObject(older) ? [older] : undefined);
  if (!rows) return undefined;
  const records = recordsIn(newer, move);
  const schema = recordSchema(now, move, v2.schemas);
  const fields = [...new Set(rows.flatMap((row) => Object.keys(asObject(row) ?? {})))];
  const ways = wanted(operation, draft, fields).flatMap((field) => {
    const entry = Object.hasOwn(move.fields, field) ? move.fields[field] : undefined;
    const found = entry === undefined ? undefined : fieldMove(entry);
    return found?.at === undefined ? [] : [{ field, ...found, at: found.at }];
  });
  const taken = ways.map(({ at }) => at);
  const rowAligned = (row: unknown) =>
    record(
      ways.map(({ field, at, words, cents: inCents }) => {
        const value = asObject(row)?.[field];
        const text = plainText(value).toLowerCase();
        const worded = words?.find(([old]) => old.toLowerCase() === text)?.[1] ?? value;
        return [at, inCents ? cents(worded) : worded];
      }),
      schema,
      v2.schemas,
    );
  const newAligned = (each: unknown) =>
    record(
      taken.map((at) => [at, valueAtWay(each, at)]),
      schema,
      v2.schemas,
    );
  return { older: rows.map(rowAligned), newer: records.map(newAligned) };
}

/** What v1 calls otherwise than v2, wherever it stands in a record. */
const V1_NAMES: Readonly<Record<string, string>> = {
  date_created: 'create_time',
  last_updated: 'update_time',
  creation_date: 'create_time',
  modification_date: 'modification_time',
  completion_date: 'completion_time',
  due_date: 'due_time',
  order_date: 'order_time',
  date_applied: 'applied_time',
  lead_source_id: 'leadsource_id',
  anniversary: 'anniversary_date',
  birthday: 'birth_date',
  product_name: 'name',
  product_desc: 'description',
  product_short_desc: 'short_description',
};

/** Both versions show most of a record alike, but for the type of ids, some names, and how pages go on. */
function alignRest(older: unknown, newer: unknown): Aligned | undefined {
  if (!asObject(older) || !asObject(newer)) return undefined;
  return { older: restRecords(older), newer: restRecords(newer) };
}

function restRecords(answer: unknown): unknown {
  const lists = Object.values(asObject(answer) ?? {}).filter((value) => asList(value));
  const isPage = ['count', 'next', 'next_page_token'].some((name) => Object.hasOwn(asObject(answer) ?? {}, name));
  return plainRecord(isPage && lists.length === 1 ? lists[0] : answer);
}

function plainRecord(value: unknown, name = ''): unknown {
  const list = asList(value);
  if (list) return list.map((item) => plainRecord(item, name));
  const members = asObject(value);
  const digits = numberText(value);
  if (digits !== undefined) return isIdName(name) ? digits : tidy(value);
  if (!members) return typeof value === 'string' ? tidy(isoMoment(value) ?? value) : value;
  return Object.fromEntries(
    Object.entries(members)
      .map(([member, inner]) => [V1_NAMES[member] ?? member, plainRecord(inner, member)] as const)
      .filter(([, inner]) => inner !== null && inner !== '' && asList(inner)?.length !== 0),
  );
}

/** The table whose rows a method answers with; undefined for other answers. */
function shownMove(operation: Operation, draft: RequestDraft): TableMove | undefined {
  const { operationId } = operation;
  if (isTableMethod(operationId)) {
    const found =
      operationId === 'DataService.count' ? undefined : tableCounterpart(operationId, argumentsOf(operation, draft));
    return found && 'move' in found ? found.move : undefined;
  }
  const targets = Object.values(METHOD_MOVES[operationId]?.takes ?? {}).map(targetOf);
  const table = targets.find(({ fieldsOf }) => fieldsOf !== undefined)?.fieldsOf;
  return table === undefined ? undefined : TABLE_MOVES[table]?.[0];
}

/** The fields that were asked for: what is empty is in no row. */
function wanted(operation: Operation, draft: RequestDraft, shown: readonly string[]): readonly string[] {
  const args = argumentsOf(operation, draft);
  const asked = asList(args['selectedFields'] ?? args['wantedFields'] ?? args['returnFields']);
  return [...new Set([...(asked ?? []).map(plainText), ...shown])];
}

/** The records of a list's answer; a record that was read is the only one. */
function recordsIn(answer: unknown, { records }: Pick<TableMove, 'records'>): readonly unknown[] {
  const members = asObject(answer) ?? {};
  const named = records === undefined ? undefined : asList(members[records]);
  const lists = Object.entries(members).filter(([, value]) => asList(value));
  const isList = 'next_page_token' in members || Object.keys(members).length === 1;
  return named ?? (isList && lists.length > 0 ? (asList(lists[0]?.[1]) ?? []) : [answer]);
}

function recordSchema(now: Operation, { records }: TableMove, schemas: Schemas): Schema {
  const answer = resolveSchema(Object.values(now.responses)[0]?.schema, schemas);
  const lists = Object.entries(answer.properties ?? {}).filter(
    ([, property]) => schemaType(resolveSchema(property, schemas)) === 'array',
  );
  const named = lists.find(([name]) => name === records);
  const list = named ?? ('next_page_token' in (answer.properties ?? {}) ? lists[0] : undefined);
  return list ? resolveSchema(resolveSchema(list[1], schemas).items, schemas) : answer;
}

/** A flat record, the id first, without what is empty: XML-RPC leaves that out, v2 sometimes shows it. */
function record(
  entries: readonly (readonly [way: string, value: unknown])[],
  schema: Schema,
  schemas: Schemas,
): JsonObject {
  const members = entries.flatMap(([way, value]) => {
    if (value === undefined || value === null || value === '') return [];
    const at = schemaAtWay(way, schema, schemas);
    return [[way, at ? tidy(fitValue(value, at, schemas, '', way).value) : value] as const];
  });
  return Object.fromEntries(members.toSorted(([a], [b]) => Number(b === 'id') - Number(a === 'id')));
}

/** XML-RPC's moments end with the second, and its doubles with a zero. */
function tidy(value: unknown): unknown {
  const digits = numberText(value);
  if (digits !== undefined) return digits.includes('.') ? Number(digits) : value;
  return typeof value === 'string' ? value.replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\.\d+Z$/, '$1Z') : value;
}
