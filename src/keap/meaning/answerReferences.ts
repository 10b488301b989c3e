import { type Kind, oneOf } from '../account/kinds.ts';
import { readingOf } from '../account/listing.ts';
import { type Reference, type ReferringOperation, referenceOf } from '../account/references.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import { plainText } from '../safety/plainText.ts';
import { stringOf } from './jsonWalk.ts';
import type { Span } from './placeAt.ts';

/** An id in an answer that leads to a record. */
export interface AnswerReference extends Span {
  readonly kind: Kind;
  readonly id: string;
}

/** No id of Keap's is as long. */
const LONGEST = 128;

/** The request an answer is of, as far as its references depend on it. */
export interface AskedOperation extends ReferringOperation {
  /** Values of the path's parameters, by name. */
  readonly inPath: Readonly<Record<string, string>>;
}

/** Tells the references of one answer; what it found out of a place counts for all records. */
export class AnswerReferences {
  private readonly asked: AskedOperation;
  private readonly isSuccess: boolean;
  private readonly known = new Map<string, Reference | undefined>();
  private readonly own: { readonly kind: Kind; readonly id: string } | undefined;

  /** @param isSuccess whether the answer is what the operation promises: a refusal refers to nothing */
  constructor(asked: AskedOperation, isSuccess = true) {
    this.asked = asked;
    this.isSuccess = isSuccess;
    this.own = ownRecord(asked);
  }

  /** What a value at a path refers to; names and places alone, whatever the value is. */
  at(path: JsonPath): Reference | undefined {
    if (!this.isSuccess) return undefined;
    const names = path.filter((step) => typeof step === 'string').join('\n');
    if (!this.known.has(names)) this.known.set(names, referenceOf(this.asked, { in: 'answer', path }));
    return this.known.get(names);
  }

  /** The references of a scalar: several where ids are joined by commas, none for 0, empty texts and its own id. */
  of(path: JsonPath, source: string, start: number): readonly AnswerReference[] {
    if (source.length > LONGEST && !source.includes(',')) return [];
    const reference = this.at(path);
    if (!reference) return [];
    const { kind, holds } = reference;
    const inList = typeof path.at(-1) === 'number';
    if (holds === 'joined' && !inList) return joinedIds(kind, source, start);
    if (holds !== (inList ? 'list' : 'one') && !(inList && holds === 'joined')) return [];
    const id = idIn(source);
    if (id === undefined || (this.own?.kind === kind && this.own.id === id && path.length <= 2)) return [];
    return [{ kind, id, start, end: start + source.length }];
  }
}

/** What a link says before it is pressed. */
export function openWords(kind: Kind, id: string): string {
  const one = `${oneOf(kind)} ${plainText(id, 40)}`;
  return readingOf(kind) ? `Open ${one} (one call)` : `Open the list with ${one} (one call)`;
}

/** The record that a reading operation was asked for: a link to it would lead nowhere else. */
function ownRecord({ inPath, ...asked }: AskedOperation): { readonly kind: Kind; readonly id: string } | undefined {
  const name = /\{(\w+)\}$/.exec(asked.path)?.[1];
  const id = name === undefined ? undefined : inPath[name];
  if (asked.method !== 'GET' || name === undefined || id === undefined) return undefined;
  const kind = referenceOf(asked, { in: 'path', path: [name] })?.kind;
  return kind && { kind, id };
}

/** The id that a scalar is, as it is written in a request. */
export function idIn(source: string): string | undefined {
  if (source.startsWith('"')) {
    const text = stringOf(source).trim();
    return text === '' || text === '0' || text.length > LONGEST ? undefined : text;
  }
  return /^[1-9]\d*$/.test(source) ? source : undefined;
}

function joinedIds(kind: Kind, source: string, start: number): readonly AnswerReference[] {
  if (!/^"[\d, ]*"$/.test(source)) return [];
  return [...source.matchAll(/\d+/g)].flatMap(({ 0: id, index }) =>
    /^0+$/.test(id) ? [] : [{ kind, id, start: start + index, end: start + index + id.length }],
  );
}
