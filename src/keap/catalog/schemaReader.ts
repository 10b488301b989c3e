import { asList, asObject, asString, type JsonObject } from '../json.ts';
import { OpenApiError } from './openApiError.ts';
import { SCHEMA_POINTER, type Schema, type Schemas } from './schema.ts';

const DOCUMENT_POINTER = '#/components/schemas/';

/** Makes words of a description; undefined where nothing is left of it. */
export type Prose = (text: string) => string | undefined;

/**
 * Collects named schemas. The v1 document repeats its named schemas inline, word for word, under their `title`:
 * those become references again, which makes it a tenth of the size and gives every type its name.
 */
export class SchemaHoist {
  private readonly sources: JsonObject;
  private readonly prose: Prose | undefined;
  private readonly fingerprints = new Map<string, string>();

  /** @param prose keeps descriptions; without it they stay behind */
  constructor(sources: JsonObject, prose?: Prose) {
    this.sources = sources;
    this.prose = prose;
    for (const [name, schema] of Object.entries(sources)) this.fingerprints.set(name, fingerprint(schema));
  }

  /** A schema as it stands at its place: a reference where it has a name. @throws OpenApiError */
  read(source: unknown): Schema {
    const title = asString(asObject(source)?.['title']);
    const named = title === undefined ? undefined : this.fingerprints.get(title);
    if (title !== undefined && named !== undefined && named === fingerprint(source)) {
      return { $ref: SCHEMA_POINTER + schemaName(title) };
    }
    return this.readBody(source);
  }

  /** Every named schema, each with its own body. @throws OpenApiError */
  schemas(): Schemas {
    const entries = Object.entries(this.sources).map(([name, schema]) => [schemaName(name), this.readBody(schema)]);
    return Object.fromEntries(entries) as Schemas;
  }

  private readBody(source: unknown): Schema {
    const from = asObject(source);
    if (!from) return {};
    const ref = from['$ref'];
    if (ref !== undefined) return { $ref: SCHEMA_POINTER + this.target(ref), ...this.described(from) };
    const schema: Record<string, unknown> = {};
    for (const [keyword, read] of FACTS) {
      const fact = read(from[keyword]);
      if (fact !== undefined) schema[keyword] = fact;
    }
    Object.assign(schema, this.described(from));
    const properties = asObject(from['properties']);
    if ((asList(from['enum'])?.length ?? 0) > MOST_VALUES || Object.keys(properties ?? {}).length > MOST_PROPERTIES) {
      throw new OpenApiError('A schema in it has more values or properties than any of an API.');
    }
    if (properties) {
      schema['properties'] = Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [propertyName(name), this.read(property)]),
      );
    }
    if (from['items'] !== undefined) schema['items'] = this.read(from['items']);
    const additional = from['additionalProperties'];
    if (additional !== undefined) {
      schema['additionalProperties'] = typeof additional === 'boolean' ? additional : this.read(additional);
    }
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const parts = asList(from[keyword]);
      if (parts) schema[keyword] = parts.map((part) => this.read(part));
    }
    return schema;
  }

  private target(ref: unknown): string {
    const pointer = asString(ref) ?? '';
    const encoded = pointer.startsWith(DOCUMENT_POINTER) ? pointer.slice(DOCUMENT_POINTER.length) : undefined;
    const name = encoded === undefined ? undefined : decoded(encoded);
    if (name !== undefined && Object.hasOwn(this.sources, name)) return schemaName(name);
    throw new OpenApiError('It refers to something outside its own schemas, and nothing else is fetched.');
  }

  private described(from: JsonObject): { readonly description?: string } {
    const description = this.prose && asString(from['description']);
    const words = description === undefined ? undefined : this.prose?.(description);
    return words === undefined ? {} : { description: words };
  }
}

function decoded(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** Of one schema, and all of them are shown somewhere. The most that Keap's documents have are some hundred. */
const MOST_VALUES = 2_000;
const MOST_PROPERTIES = 1_000;
const MOST_CHARACTERS = 500;

const TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

const scalar = (value: unknown) =>
  typeof value === 'string'
    ? value.length <= MOST_CHARACTERS
    : value === null || /^(number|boolean)$/.test(typeof value);
const flag = (value: unknown) => (typeof value === 'boolean' ? value : undefined);
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const listOf = (fits: (value: unknown) => boolean) => (value: unknown) =>
  asList(value)?.every(fits) ? value : undefined;

/**
 * The keywords that state facts, and what each may say; anything else of theirs is no fact. `description`, `title` and
 * `example` are prose. A `pattern` would be run against what someone types, so none is taken from a document.
 */
const FACTS: readonly (readonly [keyword: string, read: (value: unknown) => unknown])[] = [
  ['type', (value) => (TYPES.has(value) ? value : listOf((each) => TYPES.has(each))(value))],
  ['format', (value) => (typeof value === 'string' && /^[\w.-]{1,40}$/.test(value) ? value : undefined)],
  ['enum', listOf(scalar)],
  ['default', (value) => (scalar(value) ? value : listOf(scalar)(value))],
  ['required', listOf((value) => typeof value === 'string')],
  ['uniqueItems', flag],
  ['minItems', number],
  ['maxItems', number],
  ['minLength', number],
  ['maxLength', number],
  ['minimum', number],
  ['maximum', number],
  ['nullable', flag],
  ['deprecated', flag],
  ['readOnly', flag],
  ['writeOnly', flag],
];

/** Keap's own names are words; a longer or an invisible one is none. */
function propertyName(name: string): string {
  if (name === '__proto__' || !/^[^\p{C}\p{Zl}\p{Zp}`]{1,100}$/u.test(name)) {
    throw new OpenApiError('A property has a name that no property of an API has.');
  }
  return name;
}

/** Names safe in a JSON pointer: `Entry«long,string»` becomes `EntryLongString`. */
function schemaName(name: string): string {
  const safe = /^[\w.-]+$/.test(name)
    ? name
    : name
        .split(/[^\w.-]+/)
        .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
        .join('');
  if (safe === '' || safe === '__proto__' || safe.length > 150) {
    throw new OpenApiError('A schema has a name that no schema of an API has.');
  }
  return safe;
}

function fingerprint(source: unknown): string {
  return JSON.stringify(source, (_key, value: unknown) => {
    const object = asObject(value);
    if (!object) return value;
    const sorted = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return Object.fromEntries(sorted);
  });
}
