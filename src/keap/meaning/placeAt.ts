import type { JsonPath } from '../request/body/jsonTree.ts';
import type { JsonWalk } from './jsonWalk.ts';
import { walkInSlices } from './walkInSlices.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text to walk through, whole or in pieces. */
export interface WalkedText {
  readonly length: number;
  walk(): JsonWalk;
  slice(start: number, end: number): string;
}

/** A value of an answer. */
export interface Place {
  readonly path: JsonPath;
  readonly kind: JsonWalk['kind'];
  readonly value: Span;
  /** Where its name stands, with quotation marks; undefined for items and the whole. */
  readonly name?: Span;
  /** The record it is in, or is: the item of the list that an answer is or holds, else all of the answer. */
  readonly record: AnsweredItem;
}

/** The list that an answer is, or holds as a property of this name. */
export interface AnswerList {
  readonly name: string | undefined;
}

/** A record as it stands in the text. */
export interface AnsweredItem extends Span {
  readonly path: JsonPath;
}

/**
 * The innermost value at an offset, where its name counts, too; undefined where there is none, or when `signal` ended
 * the search. Broken text is read as far as it goes.
 * @param list whose items are records; without one the answer is
 */
export async function placeAt(
  text: WalkedText,
  offset: number,
  list: AnswerList | undefined,
  signal: AbortSignal,
): Promise<Place | undefined> {
  let found: Omit<Place, 'record'> | undefined;
  let item: AnsweredItem | undefined;
  let [isWhole, isItemWhole] = [false, false];
  const visit = (walk: JsonWalk): boolean => {
    const { event, kind, start, end, nameStart, path } = walk;
    if (!found) {
      if (event === 'open' && list && kind === 'object' && isItemPath(path, list)) {
        item = { start, end: text.length, path: [...path] };
      }
      const from = event === 'close' ? start : nameStart;
      // Behind its last character a cursor still belongs to a scalar.
      if (offset >= from && offset < end + (event === 'scalar' ? 1 : 0)) found = placed(walk);
      isWhole = event === 'scalar';
    }
    if (event === 'close' && found?.value.start === start) {
      found = { ...found, value: { start, end } };
      isWhole = true;
    }
    if (event === 'close' && item?.start === start) {
      item = found && { ...item, end };
      isItemWhole = found !== undefined;
    }
    return !found || !isWhole || (item !== undefined && !isItemWhole);
  };
  const ended = await walkInSlices(text.walk(), visit, signal);
  return ended && found ? { ...found, record: item ?? { start: 0, end: text.length, path: [] } } : undefined;
}

/** Whether a path is that of a record in the list that an answer is or holds. */
export function isItemPath(path: JsonPath, list: AnswerList): boolean {
  if (typeof path.at(-1) !== 'number') return false;
  return list.name === undefined ? path.length === 1 : path.length === 2 && path[0] === list.name;
}

function placed({ path, kind, start, end, nameStart, nameEnd }: JsonWalk): Omit<Place, 'record'> {
  const name = nameEnd > nameStart ? { name: { start: nameStart, end: nameEnd } } : {};
  return { path: [...path], kind, value: { start, end }, ...name };
}
