import type { Operation } from '../catalog/operation.ts';
import { isNullable, resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { printExact, sameJson } from '../exactJson.ts';
import { asList, type JsonObject } from '../json.ts';
import { emptyDraft, type ParameterInput, parameterId, type RequestDraft } from '../request/draft.ts';
import { suggestion } from '../request/suggestion.ts';
import { pathNames } from './recordKinds.ts';

/** What becomes of a record when it is given another state. */
export interface Change {
  /** The properties that change, with their new values; null and [] clear. */
  readonly values: JsonObject;
  /** What was asked for and cannot be done, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * What an operation has to be told to lead from one state of a record to another.
 * @param before as `recordView` shows it for the operation
 * @param wanted the same, as someone wants it
 */
export function changeOf(before: JsonObject, wanted: JsonObject, operation: Operation, schemas: Schemas): Change {
  const properties = resolveSchema(operation.requestBody?.schema, schemas).properties ?? {};
  const known = Object.keys(properties).filter((name) => !resolveSchema(properties[name], schemas).readOnly);
  const { renamed, notes } = unknownNames(wanted, known, operation);
  const values: Record<string, unknown> = {};
  for (const name of known) {
    const [old, value] = [before[name], wanted[name]];
    if (value !== undefined) {
      if (!sameJson(old, value)) values[name] = value;
    } else if (old !== undefined && !renamed.has(name)) {
      const nothing = emptied(properties[name] ?? {}, operation, schemas, name);
      if (nothing === undefined) notes.push(`${name} stays: ${operation.title} has no way to remove it.`);
      else values[name] = nothing;
    }
  }
  return { values, notes };
}

/** A name that Keap does not know takes none away: it was probably meant to be that of the property that is missing. */
function unknownNames(
  wanted: JsonObject,
  known: readonly string[],
  operation: Operation,
): { readonly renamed: ReadonlySet<string>; readonly notes: string[] } {
  const renamed = new Set<string>();
  const notes: string[] = [];
  for (const name of Object.keys(wanted).filter((each) => !known.includes(each))) {
    const meant = known.find((candidate) => suggestion(name, [candidate]) !== '');
    if (meant === undefined) notes.push(`${name} is left out: ${operation.title} does not change it.`);
    else notes.push(`${name} is left out: Keap does not know it; did you mean ${meant}?`);
    if (meant !== undefined && !Object.hasOwn(wanted, meant)) renamed.add(meant);
  }
  return { renamed, notes };
}

/** A record's view with a change made to it. */
export function changed(before: JsonObject, { values }: Pick<Change, 'values'>): JsonObject {
  const members = Object.entries({ ...before, ...values });
  return Object.fromEntries(members.filter(([, value]) => value !== null && asList(value)?.length !== 0));
}

/** The draft that makes a change of a record. A PUT is given the record whole. */
export function changeDraft(
  operation: Operation,
  schemas: Schemas,
  ids: readonly string[],
  before: JsonObject,
  change: Pick<Change, 'values'>,
): RequestDraft {
  const { values } = change;
  const mask = maskOf(operation, schemas);
  const names = Object.keys(values);
  const usable = mask !== undefined && names.every((name) => mask.length === 0 || mask.includes(name));
  const required = resolveSchema(operation.requestBody?.schema, schemas).required ?? [];
  const needed = required.filter((name) => Object.hasOwn(before, name));
  const rest = operation.method === 'PUT' ? before : Object.fromEntries(needed.map((name) => [name, before[name]]));
  return {
    ...emptyDraft(operation.key),
    parameters: { ...pathInputs(operation, ids), ...(usable ? { [MASK]: names } : {}) },
    body: printExact({ ...rest, ...values }),
  };
}

/** The id of the parameter that says which properties of a body count. */
export const MASK = parameterId({ in: 'query', name: 'update_mask' });

/** The inputs of an operation's path, outermost first. */
export function pathInputs({ path }: Pick<Operation, 'path'>, ids: readonly string[]): Record<string, ParameterInput> {
  const names = pathNames(path);
  return Object.fromEntries(names.map((name, index) => [parameterId({ in: 'path', name }), ids[index] ?? '']));
}

/** The properties that an operation's mask may name, empty for any; undefined where it has no mask. */
function maskOf(operation: Operation, schemas: Schemas): readonly string[] | undefined {
  const mask = operation.parameters.find((parameter) => parameterId(parameter) === MASK);
  return mask && (resolveSchema(resolveSchema(mask.schema, schemas).items, schemas).enum ?? []).map(String);
}

/** What clears a property: [] a list; null where a mask says that it is meant, or the schema takes it. */
function emptied(declared: Schema, operation: Operation, schemas: Schemas, name: string): unknown {
  const schema = resolveSchema(declared, schemas);
  if (schemaType(schema) === 'array') return [];
  const mask = maskOf(operation, schemas);
  const masked = mask !== undefined && (mask.length === 0 || mask.includes(name));
  return masked || isNullable(schema) ? null : undefined;
}
