import type { Catalog, Operation } from '../catalog/operation.ts';
import { parseExact } from '../exactJson.ts';
import { asList, asObject, type JsonObject } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { argumentProblems } from '../request/methodCall.ts';
import type { MoveNote } from '../request/moveNote.ts';
import { inputTexts } from '../request/parameterValue.ts';
import { convertFields, convertTableCall, convertValues, isTableMethod, tableCounterpart } from './convertTable.ts';
import { argumentsOf, counterpartOf } from './counterpart.ts';
import { cents } from './fitValue.ts';
import { METHOD_MOVES } from './methodMoves.ts';
import { type Move, type Place, type Target, targetOf } from './move.ts';
import type { TableMove } from './tables/tableMove.ts';
import { TABLE_MOVES } from './tables/tableMoves.ts';
import { orderField, v1Move } from './v1/v1Rules.ts';
import { plainText, V2Draft } from './v2Draft.ts';

/** A request of v2 with what else to know of it, or why there is none. */
export type Converted =
  | { readonly operation: Operation; readonly draft: RequestDraft; readonly notes: readonly MoveNote[] }
  | { readonly none: string };

/**
 * A draft of v1 or XML-RPC as one of v2. Whatever of it v2 has no place for is told in a note, and so is what v2 needs
 * besides.
 */
export function convertDraft(operation: Operation, draft: RequestDraft, v2: Catalog): Converted {
  const counterpart = counterpartOf(operation, v2, draft);
  if ('none' in counterpart) return counterpart;
  const now = new V2Draft(counterpart.operation, v2.schemas);
  if (operation.version === 'v1') convertV1(operation, draft, counterpart.operation, now);
  else {
    for (const { parameter, words } of argumentProblems(operation, draft)) {
      if (words.startsWith('is not JSON')) {
        now.note(parameter.name, 'lost', `${parameter.name} is not JSON, so nothing of it was converted.`);
      }
    }
    convertCall(operation, argumentsOf(operation, draft), now);
  }
  return { operation: counterpart.operation, ...now.finish() };
}

function convertCall(operation: Operation, args: JsonObject, now: V2Draft): void {
  const { operationId } = operation;
  if (JSON.stringify(args).includes('"$dateTime"')) {
    now.note('', 'differs', 'XML-RPC names no time zone: its dates and times are taken for UTC.');
  }
  if (isTableMethod(operationId)) {
    const table = tableCounterpart(operationId, args);
    if ('move' in table) convertTableCall(operationId, args, table.move, now);
    return;
  }
  const move = METHOD_MOVES[operationId];
  if (move) applyMove(move, args, now);
}

function convertV1(operation: Operation, draft: RequestDraft, next: Operation, now: V2Draft): void {
  const move = v1Move(operation, next);
  const values: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const texts = inputTexts(draft.parameters[parameterId(parameter)]);
    if (texts.length > 0) values[parameter.name] = texts.length === 1 ? texts[0] : texts;
  }
  const order = values['order'];
  if (order !== undefined) {
    const field = orderField(plainText(order), next);
    const isDown = values['order_direction'] === 'DESCENDING' || values['order_direction'] === 'descending';
    if (field === undefined) now.note('order', 'lost', `REST v2 does not order this list by ${plainText(order)}.`);
    else now.put('query:order_by', `${field} ${isDown ? 'desc' : 'asc'}`, 'order');
  }
  delete values['order'];
  delete values['order_direction'];
  if (plainText(values['offset']) === '0') delete values['offset'];
  applyMove(move, { ...values, ...bodyValues(draft.body, move, now) }, now);
}

/** The properties of v1's body by the names that its move has for them. */
function bodyValues(text: string, move: Move, now: V2Draft): JsonObject {
  if (text.trim() === '') return {};
  let body: JsonObject | undefined;
  try {
    body = asObject(parseExact(text));
  } catch {
    now.note('body', 'lost', 'The body is not JSON, so nothing of it was converted.');
    return {};
  }
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body ?? {})) {
    const inner = Object.keys(move.takes).filter((each) => each.startsWith(`body.${name}.`));
    if (inner.length === 0) values[`body.${name}`] = value;
    for (const key of inner) {
      const member = asObject(value)?.[key.split('.')[2] ?? ''];
      if (member !== undefined) values[key] = member;
    }
  }
  return values;
}

function applyMove(move: Move, values: JsonObject, now: V2Draft): void {
  for (const text of move.notes ?? []) now.note('', 'differs', text);
  for (const [place, value] of Object.entries(move.sets ?? {}))
    now.put(place as Place, value, place.replace(/^\w+:/, ''));
  for (const [name, value] of Object.entries(values)) {
    const entry = Object.hasOwn(move.takes, name) ? move.takes[name] : undefined;
    const about = name.replace(/^body\./, '');
    if (entry !== undefined) applyTarget(targetOf(entry), value, about, now);
    else if (name.startsWith('body.')) now.putBody(about, value, about);
    else now.note(about, 'lost', `REST v2 does not take ${about} here.`);
  }
}

function applyTarget(target: Target, value: unknown, about: string, now: V2Draft): void {
  const { to, note, fieldsOf, valuesOf } = target;
  if (fieldsOf !== undefined) convertFields((asList(value) ?? []).map(plainText), tableOf(fieldsOf), now);
  if (valuesOf !== undefined) convertValues(asObject(value) ?? {}, tableOf(valuesOf), now);
  if (isUnset(value, about)) return;
  if (note !== undefined) now.note(about, to === undefined ? 'lost' : 'differs', note);
  for (const place of to === undefined ? [] : [to, ...(target.and ?? [])])
    now.put(place, changed(value, target), about);
}

/** XML-RPC has no way to leave out an id but 0. */
function isUnset(value: unknown, about: string): boolean {
  return /id$/i.test(about) && plainText(value) === '0';
}

function changed(value: unknown, { words, base64, cents: inCents, inverted, each }: Target): unknown {
  const text = plainText(value);
  if (words) return words.find(([old]) => old.toLowerCase() === text.toLowerCase())?.[1] ?? value;
  if (base64) return inBase64(text);
  if (inCents) return cents(value);
  if (inverted) return !(text === 'true' || text === '1');
  return each ? asList(value)?.map((item) => renamed(item, each)) : value;
}

function renamed(item: unknown, names: Readonly<Record<string, string>>): unknown {
  const members = asObject(item);
  return members
    ? Object.fromEntries(Object.entries(members).map(([name, value]) => [names[name] ?? name, value]))
    : item;
}

function inBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function tableOf(name: string): TableMove {
  return TABLE_MOVES[name]?.[0] ?? { fields: {} };
}
