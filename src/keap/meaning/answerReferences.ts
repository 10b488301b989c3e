import { type Kind, oneOf } from '../account/kinds.ts';
import { readingOf } from '../account/listing.ts';
import { type Reference, type ReferringOperation, referenceOf } from '../account/references.ts';
import type { Schema, Schemas } from '../catalog/schema.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import { plainText } from '../safety/plainText.ts';
import { shapeOfSchema } from './answerShape.ts';
import { stringOf } from './jsonWalk.ts';
import { isReadAlone, openingOf, type Standing } from './opening.ts';
import type { Span } from './placeAt.ts';

/** An id in an answer that leads to a record. */
export interface AnswerReference extends Span {
  readonly kind: Kind;
  readonly id: string;
}

/** No id of Keap's is as long. */
const LONGEST = 128;
/** Of ids joined in one text. */
const LONGEST_LIST = 100_000;
/** An answer with so many different places has names of its own making; they are found out again. */
const MOST_PLACES = 5_000;

/** The request an answer is of, as far as its references depend on it. */
export interface AskedOperation extends ReferringOperation {
  /** Values of the path's parameters, by name. */
  readonly inPath: Readonly<Record<string, string>>;
}

/** What an answer is like, as far as its references depend on it. */
export interface ReferringAnswer {
  /** Undefined for a refusal, and where Keap's documents say nothing. */
  readonly schema: Schema | undefined;
  readonly schemas: Schemas;
}

/** Tells the references of one answer; what it found out of a place counts for all records. */
export class AnswerReferences {
  private readonly asked: AskedOperation;
  private readonly answer: ReferringAnswer;
  private readonly known = new Map<string, Reference | undefined>();
  private readonly own: { readonly kind: Kind; readonly id: string } | undefined;
  private shape: { readonly value: unknown } | undefined;

  constructor(asked: AskedOperation, answer: ReferringAnswer) {
    this.asked = asked;
    this.answer = answer;
    this.own = ownRecord(asked);
  }

  /** The table of XML-RPC whose rows it shows. */
  get table(): ReferringOperation['table'] {
    return this.asked.table;
  }

  /** The kind of the custom fields that its rows have under their names. */
  get customFields(): Kind | undefined {
    return this.asked.table && referenceOf(this.asked, { in: 'filterField', path: [''] })?.kind;
  }

  /** What a value at a path refers to; names and places alone, whatever the value is. */
  at(path: JsonPath): Reference | undefined {
    const names = path.filter((step) => typeof step === 'string').join('\n');
    if (this.known.size >= MOST_PLACES) this.known.clear();
    if (!this.known.has(names)) this.known.set(names, this.find(path));
    return this.known.get(names);
  }

  /** The references of a scalar: several where ids are joined by commas, none for 0, empty texts and its own id. */
  of(path: JsonPath, source: string, start: number): readonly AnswerReference[] {
    if (source.length > LONGEST_LIST) return [];
    const reference = this.at(path);
    if (!reference) return [];
    const { kind, holds } = reference;
    const inList = typeof path.at(-1) === 'number';
    if (holds === 'joined' && !inList) return joinedIds(kind, source, start);
    if (holds !== (inList ? 'list' : 'one') && !(inList && holds === 'joined')) return [];
    const id = idIn(source);
    if (id === undefined || (this.own?.kind === kind && this.own.id === id && path.length <= 2)) return [];
    // Quotation marks are none of the id.
    const mark = source.startsWith('"') ? 1 : 0;
    return [{ kind, id, start: start + mark, end: start + source.length - mark }];
  }

  /** Whether what stands around an id says all that opening its record takes. */
  canOpen({ kind }: AnswerReference, path: JsonPath, record: Standing['record']): boolean {
    return isReadAlone(kind) || !('lacks' in openingOf({ kind }, { asked: this.asked, path, record }));
  }

  /** Where nothing around an id says what its record stands within, it cannot be followed: it is none. */
  private find(path: JsonPath): Reference | undefined {
    const { schema, schemas } = this.answer;
    const reference = schema && referenceOf(this.asked, { in: 'answer', path });
    if (!reference || isReadAlone(reference.kind)) return reference;
    this.shape ??= { value: shapeOfSchema(schema, schemas) };
    const first = path.map((step) => (typeof step === 'number' ? 0 : step));
    const standing = { asked: this.asked, path: first, record: { path: [], value: this.shape.value } };
    return 'lacks' in openingOf(reference, standing) ? undefined : reference;
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
