import { TAKEN_IN_DOLLARS } from '../edit/shownAs.ts';
import { asList, asObject, asString, type JsonObject } from '../json.ts';
import { convertCondition } from './convertCondition.ts';
import { cents } from './fitValue.ts';
import { TABLE_METHODS } from './methodsWithoutMove.ts';
import { plainText } from './plainValue.ts';
import { type FieldMove, fieldMove, lookUp, type TableMove, worded } from './tables/tableMove.ts';
import { TABLE_MOVES, TABLES_WITHOUT_MOVE } from './tables/tableMoves.ts';
import type { V2Draft } from './v2Draft.ts';

export type TableMethod = keyof typeof TABLE_METHODS;

export function isTableMethod(name: string): name is TableMethod {
  return Object.hasOwn(TABLE_METHODS, name);
}

/** v2's operation for a call on a table, and the move it belongs to; or why there is none. */
export type TableCounterpart = { readonly to: string; readonly move: TableMove } | { readonly none: string };

/**
 * @param args of the call, by name, as far as they are filled in
 */
export function tableCounterpart(method: TableMethod, args: JsonObject): TableCounterpart {
  const table = asString(args['table']) ?? '';
  const without = Object.hasOwn(TABLES_WITHOUT_MOVE, table) ? TABLES_WITHOUT_MOVE[table] : undefined;
  if (without !== undefined) return { none: without };
  const moves = Object.hasOwn(TABLE_MOVES, table) ? (TABLE_MOVES[table] ?? []) : [];
  if (moves.length === 0)
    return {
      none:
        table === ''
          ? 'Choose a table first: each has a counterpart of its own in REST v2.'
          : `REST v2 has nothing for the table ${table}.`,
    };
  const named = asObject(args['queryData']) ?? asObject(args['values']) ?? { [String(args['fieldName'])]: true };
  const move = moves.find(({ within }) => within && Object.hasOwn(named, within.field)) ?? moves[0];
  const action = TABLE_METHODS[method];
  // What v2 does not read by itself is found in its list.
  const to = move?.[action] ?? (action === 'read' ? move?.list : undefined);
  return move && to !== undefined
    ? { to, move }
    : { none: `REST v2 does not ${ACTION_WORDS[action]} records of ${table}.` };
}

const ACTION_WORDS = { list: 'list', read: 'read', create: 'add', change: 'change', remove: 'delete' } as const;

/** Fills in what a call on a table said. */
export function convertTableCall(method: TableMethod, args: JsonObject, move: TableMove, draft: V2Draft): void {
  const action = TABLE_METHODS[method];
  for (const text of move.notes ?? []) draft.note('', 'differs', text);
  if (action === 'list') {
    const conditions = Object.entries(membersOf('queryData', args['queryData'], draft));
    for (const [field, value] of conditions) convertCondition(field, value, move, draft);
    const field = plainText(args['fieldName']);
    if (field !== '') convertCondition(field, args['fieldValue'], move, draft);
    convertPaging(args, move, draft);
  } else if (action === 'create' || action === 'change') {
    convertValues('values', args['values'], move, draft);
  }
  const id = args['recordId'] ?? args['Id'];
  if (id !== undefined) putId(id, move, draft, action === 'read' && move.read === undefined);
  const wanted = args['selectedFields'] ?? args['wantedFields'] ?? args['returnFields'];
  if (wanted !== undefined) convertFields(wanted, move, draft);
  if (method === 'DataService.count') {
    draft.note('', 'differs', 'REST v2 counts nothing: list the records and count them, all pages of them.');
  }
}

/** The members of an argument; a note where it has none to convert. */
function membersOf(name: string, value: unknown, draft: V2Draft): JsonObject {
  const members = asObject(value);
  if (!members && value !== undefined && !draft.tells(name))
    draft.note(name, 'lost', `${name} names no fields, so nothing of it was converted.`);
  return members ?? {};
}

function putId(id: unknown, move: TableMove, draft: V2Draft, inList: boolean): void {
  const filter = fieldMove(move.fields['Id'] ?? {}).filter;
  if (inList && filter !== undefined) draft.filter(filter, '==', id, 'Id');
  else {
    const place = draft.operation.parameters.find((each) => each.in === 'path' && each.name !== move.within?.path);
    if (place) draft.put(`path:${place.name}`, id, 'Id');
    else draft.note('Id', 'lost', 'REST v2 does not read one of these by its id: filter the list.');
  }
}

function convertPaging(args: JsonObject, move: TableMove, draft: V2Draft): void {
  const limit = args['limit'];
  const takesSize = draft.operation.parameters.some(({ name }) => name === 'page_size');
  if (limit !== undefined && !takesSize) draft.note('limit', 'differs', 'REST v2 lists all of them at once.');
  else if (limit !== undefined) {
    if (plainText(limit) !== '0') draft.put('query:page_size', limit, 'limit');
  }
  if (args['page'] !== undefined && plainText(args['page']) !== '0') {
    draft.note('page', 'lost', 'REST v2 has no page numbers: follow next_page_token from the first page on.');
  }
  const by = plainText(args['orderBy']);
  if (by === '') return;
  const ordered = lookUp(by, move);
  const order = ordered?.order ?? ordered?.at;
  if (order === undefined || !draft.operation.query?.orderBy?.includes(order)) {
    draft.note('orderBy', 'lost', `REST v2 does not order this list by ${by}.`);
  } else
    draft.put('query:order_by', `${order} ${plainText(args['ascending']) === 'false' ? 'desc' : 'asc'}`, 'orderBy');
}

/** Puts the values of a record into the body. @param name of the argument that holds them */
export function convertValues(name: string, values: unknown, move: TableMove, draft: V2Draft): void {
  for (const [field, value] of Object.entries(membersOf(name, values, draft))) {
    const found = lookUp(field, move);
    if (move.within?.field === field) draft.put(`path:${move.within.path}`, value, field);
    else if (field.startsWith('_') && !found) {
      draft.note(
        field,
        'lost',
        `REST v2 takes the custom field ${field} by its id: add {"id", "content"} to custom_fields.`,
      );
    } else if (!found) draft.note(field, 'lost', `REST v2 does not take ${field}.`);
    else putField(field, value, found, draft);
  }
}

function putField(field: string, value: unknown, found: FieldMove, draft: V2Draft): void {
  const way = bodyWay(found, draft);
  if (way === undefined) {
    draft.note(field, 'lost', found.note ?? `REST v2 does not take ${field}.`);
    return;
  }
  if (found.note !== undefined) draft.note(field, 'differs', found.note);
  const money = found.cents && !TAKEN_IN_DOLLARS[draft.operation.key]?.includes(way) ? cents(value) : value;
  draft.putBody(way, worded(money, found), field);
}

/** Where the body takes a field: some operations take without its group what records show in one. */
function bodyWay({ at, body }: FieldMove, draft: V2Draft): string | undefined {
  const ways = body === false ? [] : [body, at, at?.split('.').at(-1)];
  return ways.find((way): way is string => way !== undefined && draft.bodySchema(way) !== undefined);
}

/** Asks for the fields, and tells which ones v2 does not show. @param wanted a list of their names, or one */
export function convertFields(wanted: unknown, move: TableMove, draft: V2Draft): void {
  const ways: string[] = [];
  for (const field of (asList(wanted) ?? [wanted]).map(plainText)) {
    const at = lookUp(field, move)?.at;
    if (at !== undefined) ways.push(at);
    else if (field.startsWith('_')) ways.push('custom_fields');
    else if (move.within?.field !== field)
      draft.note(field, 'lost', lookUp(field, move)?.note ?? `REST v2 does not show ${field}.`);
  }
  draft.wantFields(ways);
}
