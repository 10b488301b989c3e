import type { Operation } from '../catalog/operation.ts';
import { parseLossless } from '../exactJson.ts';
import { asObject } from '../json.ts';
import type { RequestDraft } from '../request/draft.ts';
import { parseFilter } from '../request/filter/parseFilter.ts';
import { inputTexts } from '../request/parameterValue.ts';
import type { Kind } from './kinds.ts';
import { type Place, type ReferringOperation, referenceOf } from './references.ts';

/**
 * The id of a record of some kind that a draft names near a place: a province's country stands beside it, a
 * sequence's campaign in the path. Of several, the nearest. Undefined where the draft names none.
 */
export function idNear(kind: Kind, place: Place, operation: Operation, draft: RequestDraft): string | undefined {
  if (place.in === 'body') {
    const found = idBeside(kind, place, operation, (path) => valueAt(draft.body, path));
    if (found !== undefined) return found;
  }
  if (place.in === 'argument') {
    const [name, ...within] = place.path;
    const [text = ''] = inputTexts(draft.parameters[`argument:${name}`]);
    const found =
      within.length > 0 ? idBeside(kind, place, operation, (path) => valueAt(text, path.slice(1))) : undefined;
    if (found !== undefined) return found;
  }
  if (place.in === 'filter') {
    const found = inFilter(kind, place, operation, draft);
    if (found !== undefined) return found;
  }
  return inParameters(kind, operation, draft);
}

/**
 * The id of a record of some kind that stands beside a place of a body or an answer, or around it.
 * @param valueIn what stands there at a path; undefined where nothing does
 */
export function idBeside(
  kind: Kind,
  place: Place,
  operation: ReferringOperation,
  valueIn: (path: Place['path']) => unknown,
): string | undefined {
  for (let depth = place.path.length - 1; depth >= 0; depth--) {
    const around = place.path.slice(0, depth);
    for (const [name, value] of Object.entries(asObject(valueIn(around)) ?? {})) {
      const id = idText(value) ?? idText(asObject(value)?.['id']);
      const path = idText(value) === undefined ? [...around, name, 'id'] : [...around, name];
      const itself = path.length === place.path.length && path.every((each, index) => each === place.path[index]);
      const found = itself || id === undefined ? undefined : referenceOf(operation, { in: place.in, path });
      if (found?.kind === kind && found.holds === 'one') return id;
    }
  }
  return undefined;
}

/** What a scalar of a body is as an id; empty texts and 0 name nothing. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' && value !== 0 ? String(value) : undefined;
}

/** The value of a JSON text at a path; undefined where there is none or the text is no JSON. */
export function valueAt(text: string, path: readonly (string | number)[]): unknown {
  try {
    return valueIn(parseLossless(text), path);
  } catch {
    return undefined;
  }
}

/** What a value holds at a path; undefined where there is nothing. */
export function valueIn(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(step, value);
}

function step(value: unknown, name: string | number): unknown {
  if (Array.isArray(value)) return typeof name === 'number' ? value[name] : undefined;
  const object = asObject(value);
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

function inFilter(kind: Kind, place: Place, operation: Operation, draft: RequestDraft): string | undefined {
  const facts = operation.query?.filter;
  const [text] = inputTexts(draft.parameters['query:filter']);
  if (!facts || text === undefined) return undefined;
  const own = String(place.path[0]);
  const named = parseFilter(text, facts).clauses.filter(
    ({ field, values }) =>
      field !== own && values.length === 1 && referenceOf(operation, { in: 'filter', path: [field] })?.kind === kind,
  );
  // Billing and shipping have a country each: the one that is written most alike is meant.
  const alike = named.toSorted((a, b) => commonStart(b.field, own) - commonStart(a.field, own));
  return idText(alike[0]?.values[0]);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

function inParameters(kind: Kind, operation: Operation, { parameters }: RequestDraft): string | undefined {
  for (const { in: where, name } of operation.parameters) {
    if (where === 'header') continue;
    const found = referenceOf(operation, { in: where, path: [name] });
    const [id] = found?.kind === kind && found.holds === 'one' ? inputTexts(parameters[`${where}:${name}`]) : [];
    if (id !== undefined) return id.trim() || undefined;
  }
  return undefined;
}
