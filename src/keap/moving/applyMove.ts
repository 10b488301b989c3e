import { asList, asObject, type JsonObject } from '../json.ts';
import { convertFields, convertValues } from './convertTable.ts';
import { cents } from './fitValue.ts';
import { type Move, type Place, type Target, targetOf } from './move.ts';
import { plainText } from './plainValue.ts';
import type { TableMove } from './tables/tableMove.ts';
import { TABLE_MOVES } from './tables/tableMoves.ts';
import type { V2Draft } from './v2Draft.ts';

/**
 * Fills in what an operation was given, by the names that its move has for it.
 * @param zero what an id of 0 says in a body: in XML-RPC, which cannot leave an argument out, that there is none
 */
export function applyMove(move: Move, values: JsonObject, now: V2Draft, zero: 'id' | 'none'): void {
  for (const text of move.notes ?? []) now.note('', 'differs', text);
  for (const [place, value] of Object.entries(move.sets ?? {}))
    now.put(place as Place, value, place.replace(/^\w+:/, ''));
  for (const [name, value] of Object.entries(values)) {
    const entry = Object.hasOwn(move.takes, name) ? move.takes[name] : undefined;
    const about = name.replace(/^body\./, '');
    if (entry === undefined && name.startsWith('body.')) now.putBody(about, value, about);
    else if (entry === undefined) now.note(about, 'lost', `REST v2 does not take ${about} here.`);
    else if (zero === 'none' && isBodyId(targetOf(entry)) && plainText(value) === '0')
      now.note(about, 'differs', `0 says that there is none: ${about} was left out.`);
    else applyTarget(targetOf(entry), value, about, values, now);
  }
}

function isBodyId({ to }: Target): boolean {
  return to !== undefined && /^body:.*_id$/.test(to);
}

function applyTarget(target: Target, value: unknown, about: string, values: JsonObject, now: V2Draft): void {
  const { to, note, fill, fieldsOf, valuesOf, onlyIf } = target;
  if (fieldsOf !== undefined) convertFields(value, tableOf(fieldsOf), now);
  if (valuesOf !== undefined) convertValues(about, value, tableOf(valuesOf), now);
  if (onlyIf && plainText(values[onlyIf.says]).toLowerCase() !== 'true') {
    now.note(about, 'fill', onlyIf.note);
    return;
  }
  if (note !== undefined) now.note(about, fill ? 'fill' : to === undefined ? 'lost' : 'differs', note);
  for (const place of to === undefined ? [] : [to, ...(target.and ?? [])])
    now.put(place, changed(value, target), about);
}

function changed(value: unknown, { words, base64, cents: inCents, inverted, each, split }: Target): unknown {
  const text = plainText(value);
  if (words) return words.find(([old]) => old.toLowerCase() === text.toLowerCase())?.[1] ?? value;
  if (base64) return inBase64(text);
  if (inCents) return cents(value);
  if (inverted) return !(text === 'true' || text === '1');
  if (split) return text.split(',').map((part) => part.trim());
  return each ? (asList(value)?.map((item) => renamed(item, each)) ?? value) : value;
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
