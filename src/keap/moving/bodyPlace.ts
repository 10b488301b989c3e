import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { asList, asObject, type JsonObject } from '../json.ts';

/** A step of a way into a body: a property, and which entry of the list it holds. */
interface Step {
  readonly name: string;
  /** The `field` of the entry, or empty for one that is added; undefined where the property is no list of objects. */
  readonly entry: string | undefined;
}

/** `email_addresses[EMAIL1].email` taken apart. */
export function stepsOf(way: string): readonly Step[] {
  return way.split('.').map((part) => {
    const [, name = part, entry] = /^([^[]+)(?:\[(\w*)\])?$/.exec(part) ?? [];
    return { name, entry };
  });
}

/** The schema at a way into another; undefined where it has no such place. */
export function schemaAtWay(way: string, schema: Schema | undefined, schemas: Schemas): Schema | undefined {
  let current = resolveSchema(schema, schemas);
  for (const { name, entry } of stepsOf(way)) {
    const property =
      current.properties && Object.hasOwn(current.properties, name) ? current.properties[name] : undefined;
    if (!property) return undefined;
    current = resolveSchema(property, schemas);
    if (entry === undefined) continue;
    if (schemaType(current) !== 'array') return undefined;
    current = resolveSchema(current.items, schemas);
    const fields = resolveSchema(current.properties?.['field'], schemas).enum;
    if (entry !== '' && !fields?.includes(entry)) return undefined;
  }
  return current;
}

/** A copy of a body with a value at a way: entries of lists are found by their `field`, or added. */
export function withValue(body: JsonObject, way: string, value: unknown): JsonObject {
  return put(body, stepsOf(way), value);
}

function put(body: JsonObject, steps: readonly Step[], value: unknown): JsonObject {
  const [step, ...rest] = steps;
  if (!step) return body;
  const { name, entry } = step;
  const before = body[name];
  if (entry === undefined) {
    const member = rest.length === 0 ? value : put(asObject(before) ?? {}, rest, value);
    return { ...body, [name]: member };
  }
  const list = asList(before) ?? [];
  if (entry === '') {
    const added = (item: unknown) => (rest.length === 0 ? item : put({}, rest, item));
    const values = asList(value) ?? [value];
    return { ...body, [name]: [...list, ...values.map(added)] };
  }
  const at = list.findIndex((item) => asObject(item)?.['field'] === entry);
  const item = put(asObject(list[at]) ?? { field: entry }, rest, value);
  return { ...body, [name]: at < 0 ? [...list, item] : list.toSpliced(at, 1, item) };
}

/** What stands at a way in a record; undefined where nothing does. */
export function valueAtWay(record: unknown, way: string): unknown {
  let current = record;
  for (const { name, entry } of stepsOf(way)) {
    current = asObject(current)?.[name];
    if (entry !== undefined)
      current = asList(current)?.find((item) => entry === '' || asObject(item)?.['field'] === entry);
  }
  return current;
}
