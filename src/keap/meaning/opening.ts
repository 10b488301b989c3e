import { type Kind, oneOf } from '../account/kinds.ts';
import { listingOf, readingOf, type Within } from '../account/listing.ts';
import { idBeside, valueIn } from '../account/neighbours.ts';
import { referenceOf } from '../account/references.ts';
import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { pathNames } from '../edit/recordKinds.ts';
import { wholeRead } from '../edit/wholeRead.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import type { AnswerReference, AskedOperation } from './answerReferences.ts';

/** How the record of an id is opened: by reading it, or by the list that has it. */
export interface Opening {
  /** The operation's key. */
  readonly operation: string;
  /** The path's parameters by name, but for the record's own. */
  readonly within: Readonly<Record<string, string>>;
  /** The parameter that takes the id; undefined where only a list has the record. */
  readonly parameter?: string;
}

/** Where an id stands: what is around it may say what its record stands within. */
export interface Standing {
  readonly asked: AskedOperation;
  readonly path: JsonPath;
  /** The record of the answer that it is in, with its path. */
  readonly record: { readonly path: JsonPath; readonly value: unknown };
}

/** Whether the id of a kind is enough to open its record. */
export function isReadAlone(kind: Kind): boolean {
  return neededOf(kind).length === 0;
}

function neededOf(kind: Kind): readonly Within[] {
  const reading = readingOf(kind);
  return (reading ? reading.within : listingOf(kind).within) ?? [];
}

/** How to open what an id refers to, or the words for what would have to be known first: `contact`. */
export function openingOf(
  { kind }: Pick<AnswerReference, 'kind'>,
  standing: Standing,
): Opening | { readonly lacks: string } {
  const reading = readingOf(kind);
  const listing = listingOf(kind);
  const within: Record<string, string> = {};
  for (const { kind: outer, parameter } of neededOf(kind)) {
    const id = idAround(outer, standing);
    if (id === undefined) return { lacks: oneOf(outer) };
    within[parameter] = id;
  }
  return reading
    ? { operation: reading.operation, within, parameter: reading.parameter }
    : { operation: listing.operation, within };
}

/** The request that opens it. A list is asked for this record alone where its filter knows ids. */
export function openingDraft(
  { kind, id }: Pick<AnswerReference, 'kind' | 'id'>,
  { within, parameter }: Opening,
  operation: Operation,
  schemas: Schemas,
): RequestDraft {
  const ids = pathNames(operation.path).map((name) => within[name] ?? (name === parameter ? id : ''));
  const draft = wholeRead(operation, schemas, ids);
  const field = operation.query?.filter?.fields.find(({ name, operators }) => {
    const found = operators.includes('==') ? referenceOf(operation, { in: 'filter', path: [name] }) : undefined;
    return found?.kind === kind && (found.holds === 'one' || found.holds === 'list');
  });
  if (parameter !== undefined || !field || /[;,*]/.test(id)) return draft;
  const filter = parameterId({ in: 'query', name: 'filter' });
  return { ...draft, parameters: { ...draft.parameters, [filter]: `${field.name}==${id}` } };
}

/** The id of a kind of record beside a place of an answer, around it, or in the path that was asked for. */
function idAround(kind: Within['kind'], { asked, path, record }: Standing): string | undefined {
  const valueAtPath = (at: JsonPath) => {
    const isWithin = record.path.every((step, index) => step === at[index]);
    return isWithin ? valueIn(record.value, at.slice(record.path.length)) : undefined;
  };
  const beside = idBeside(kind, { in: 'answer', path }, asked, valueAtPath);
  if (beside !== undefined) return beside;
  const named = Object.keys(asked.inPath).find(
    (name) => referenceOf(asked, { in: 'path', path: [name] })?.kind === kind,
  );
  return named === undefined ? undefined : asked.inPath[named];
}
