import { asList, asObject, asString, asStrings } from '../json.ts';
import { DocumentError } from './documentError.ts';

const POINTER = '#/components/schemas/';

/**
 * Refuses a document with a schema that no value could ever fill, since it is made of itself: by its items, its parts
 * and alternatives, or the properties it requires. A property that may be left out ends such a circle, and is fine.
 * @throws DocumentError
 */
export function refuseEndlessSchemas(document: unknown): void {
  const schemas = asObject(asObject(asObject(document)?.['components'])?.['schemas']) ?? {};
  const ended = new Set<string>();
  const open = new Set<string>();
  const visit = (name: string): void => {
    if (ended.has(name) || !Object.hasOwn(schemas, name)) return;
    if (open.has(name)) throw new DocumentError('A schema in it is made of itself without end.');
    open.add(name);
    for (const next of madeOf(schemas[name])) visit(next);
    open.delete(name);
    ended.add(name);
  };
  for (const name of Object.keys(schemas)) visit(name);
}

/** The named schemas without which there is no value of this one. */
function madeOf(value: unknown): string[] {
  const schema = asObject(value);
  if (!schema) return [];
  const ref = asString(schema['$ref']);
  if (ref?.startsWith(POINTER)) return [ref.slice(POINTER.length)];
  const properties = asObject(schema['properties']) ?? {};
  const required = (asStrings(schema['required']) ?? []).filter((name) => Object.hasOwn(properties, name));
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => asList(schema[keyword]) ?? []);
  return [schema['items'], ...parts, ...required.map((name) => properties[name])].flatMap(madeOf);
}
