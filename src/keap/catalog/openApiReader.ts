import { asBoolean, asList, asNumber, asObject, asString, asStrings, type JsonObject } from '../json.ts';
import { effectOf } from './effects.ts';
import type {
  ApiVersion,
  Catalog,
  HttpMethod,
  MediaContent,
  Operation,
  Parameter,
  ParameterLocation,
  QueryFacts,
  RequestBody,
} from './operation.ts';
import { readQueryProse } from './queryProse.ts';
import { repairCatalog } from './repairs.ts';
import { SCHEMA_POINTER, type Schema, type Schemas } from './schema.ts';
import { titleOf } from './titles.ts';

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const DOCUMENT_POINTER = '#/components/schemas/';

/** Says which part of an OpenAPI document could not be read. */
export class OpenApiError extends Error {
  override readonly name = 'OpenApiError';
}

/**
 * Reads one of Keap's OpenAPI documents (3.0 or 3.1, already parsed) into our catalog: facts only. Descriptions,
 * summaries and examples stay behind; what they alone say about filters, sorting and pages becomes `query`.
 * Which API version it describes is seen from its paths (`/v1/…` or `/rest/v2/…`).
 * @throws OpenApiError where it is no such document.
 */
export function readOpenApi(document: unknown): Catalog {
  const root = asObject(document);
  const paths = asObject(root?.['paths']);
  if (!root || !paths || !asString(root['openapi'])?.startsWith('3.')) {
    throw new OpenApiError('This is not an OpenAPI 3 document: it has no "openapi" version 3 or no "paths".');
  }
  const version = versionOf(Object.keys(paths));
  const hoist = new SchemaHoist(asObject(asObject(root['components'])?.['schemas']) ?? {});
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const source = asObject(asObject(item)?.[method.toLowerCase()]);
      if (!source) continue;
      const operation = readOperation(version, method, path, source, asObject(item) ?? {}, hoist);
      if (operations.has(operation.key)) throw new OpenApiError(`The operationId of ${operation.key} stands twice.`);
      operations.set(operation.key, operation);
    }
  }
  const info = asObject(root['info']);
  const schemas = hoist.schemas();
  return repairCatalog({
    version,
    source: {
      title: asString(info?.['title']) ?? '',
      version: asString(info?.['version']) ?? '',
      license: asString(asObject(info?.['license'])?.['name']) ?? '',
    },
    operations: [...operations.values()].sort(inReadingOrder),
    schemas,
    ...(Object.hasOwn(schemas, 'Error') ? { errorSchema: 'Error' } : {}),
  });
}

function versionOf(paths: readonly string[]): ApiVersion {
  if (paths.length > 0 && paths.every((path) => path.startsWith('/v1/'))) return 'v1';
  if (paths.length > 0 && paths.every((path) => path.startsWith('/rest/v2/'))) return 'v2';
  throw new OpenApiError('Its paths start neither all with /v1/ nor all with /rest/v2/, so it is not one of Keap’s.');
}

/** v1's server ends at `/crm/rest`, v2's at `/crm`. */
function serverPath(version: ApiVersion, path: string): string {
  return version === 'v1' ? `/crm/rest${path}` : `/crm${path}`;
}

/** By tag, then by path, then in the order of a record's life. */
function inReadingOrder(a: Operation, b: Operation): number {
  return (
    compare(a.tag.toLowerCase(), b.tag.toLowerCase()) ||
    compare(a.path, b.path) ||
    METHODS.indexOf(a.method) - METHODS.indexOf(b.method)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readOperation(
  version: ApiVersion,
  method: HttpMethod,
  documentPath: string,
  source: JsonObject,
  item: JsonObject,
  hoist: SchemaHoist,
): Operation {
  const operationId = asString(source['operationId']);
  if (!operationId) throw new OpenApiError(`${method} ${documentPath} has no operationId.`);
  const key = `${version}:${operationId}`;
  const path = serverPath(version, documentPath);
  const parameters = [...(asList(item['parameters']) ?? []), ...(asList(source['parameters']) ?? [])]
    .map((parameter) => readParameter(asObject(parameter) ?? {}, key, hoist))
    .filter((parameter) => parameter !== undefined);
  const requestBody = readRequestBody(asObject(source['requestBody']), hoist);
  const responses: Record<string, MediaContent> = {};
  const errors: number[] = [];
  for (const [status, response] of Object.entries(asObject(source['responses']) ?? {})) {
    if (status.startsWith('2')) responses[status] = readContent(asObject(response), hoist) ?? {};
    else if (/^\d+$/.test(status)) errors.push(Number(status));
  }
  const query = readQuery(asList(source['parameters']) ?? [], asString(source['description']) ?? '');
  return {
    key,
    version,
    method,
    path,
    tag: asStrings(source['tags'])?.[0] ?? 'Other',
    title: titleOf(key, operationId),
    effect: effectOf(key, method, path),
    deprecated: asBoolean(source['deprecated']) ?? false,
    // These three are derived: `repairCatalog` may still add parameters and bodies, then settles them.
    needsInput: false,
    names: [],
    operationId,
    parameters,
    ...(requestBody ? { requestBody } : {}),
    responses,
    errors,
    ...(query ? { query } : {}),
  };
}

function readParameter(source: JsonObject, key: string, hoist: SchemaHoist): Parameter | undefined {
  const name = asString(source['name']);
  const place = asString(source['in']);
  if (!name || !place) throw new OpenApiError(`A parameter of ${key} has no name or no place.`);
  if (place === 'cookie') return undefined;
  const explode = asBoolean(source['explode']);
  return {
    name,
    in: place as ParameterLocation,
    required: place === 'path' || (asBoolean(source['required']) ?? false),
    schema: hoist.read(source['schema'] ?? { type: 'string' }),
    ...(explode === undefined ? {} : { explode }),
  };
}

function readRequestBody(source: JsonObject | undefined, hoist: SchemaHoist): RequestBody | undefined {
  const content = readContent(source, hoist);
  if (!content?.mediaType) return undefined;
  return {
    mediaType: content.mediaType,
    schema: content.schema ?? {},
    // Neither document marks bodies as required reliably; an operation that declares one needs one.
    required: asBoolean(source?.['required']) ?? true,
  };
}

function readContent(source: JsonObject | undefined, hoist: SchemaHoist): MediaContent | undefined {
  const [mediaType, media] = Object.entries(asObject(source?.['content']) ?? {})[0] ?? [];
  if (mediaType === undefined) return undefined;
  const schema = asObject(media)?.['schema'];
  return { mediaType, ...(schema === undefined ? {} : { schema: hoist.read(schema) }) };
}

function readQuery(parameters: readonly unknown[], description: string): QueryFacts | undefined {
  const facts: { -readonly [name in keyof QueryFacts]: QueryFacts[name] } = {};
  for (const parameter of parameters) {
    const source = asObject(parameter) ?? {};
    const name = asString(source['name']) ?? '';
    const schema = asObject(source['schema']);
    Object.assign(facts, readQueryProse(name, asString(source['description']) ?? '', description));
    const max = asNumber(schema?.['maximum']);
    if (name === 'page_size' && max !== undefined) facts.pageSizeMax = max;
    const values = asStrings(asObject(schema?.['items'])?.['enum']);
    if (name === 'fields' && values) facts.fields = values;
  }
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/**
 * Collects named schemas. The v1 document repeats its named schemas inline, word for word, under their `title`:
 * those become references again, which makes it a tenth of the size and gives every type its name.
 */
class SchemaHoist {
  private readonly sources: JsonObject;
  private readonly fingerprints = new Map<string, string>();

  constructor(sources: JsonObject) {
    this.sources = sources;
    for (const [name, schema] of Object.entries(sources)) this.fingerprints.set(name, fingerprint(schema));
  }

  /** A schema as it stands at its place: a reference where it has a name. */
  read(source: unknown): Schema {
    const title = asString(asObject(source)?.['title']);
    if (title !== undefined && this.fingerprints.get(title) === fingerprint(source)) {
      return { $ref: SCHEMA_POINTER + schemaName(title) };
    }
    return this.readBody(source);
  }

  /** Every named schema, each with its own body. */
  schemas(): Schemas {
    const entries = Object.entries(this.sources).map(([name, schema]) => [schemaName(name), this.readBody(schema)]);
    return Object.fromEntries(entries) as Schemas;
  }

  private readBody(source: unknown): Schema {
    const from = asObject(source);
    if (!from) return {};
    const ref = asString(from['$ref']);
    if (ref?.startsWith(DOCUMENT_POINTER)) {
      return { $ref: SCHEMA_POINTER + schemaName(decodeURIComponent(ref.slice(DOCUMENT_POINTER.length))) };
    }
    const schema: Record<string, unknown> = {};
    for (const keyword of FACT_KEYWORDS) if (from[keyword] !== undefined) schema[keyword] = from[keyword];
    const properties = asObject(from['properties']);
    if (properties) {
      schema['properties'] = Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, this.read(property)]),
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
}

/** The keywords that state facts; `description`, `title` and `example` are prose and stay behind. */
const FACT_KEYWORDS = [
  'type',
  'format',
  'enum',
  'default',
  'required',
  'uniqueItems',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'nullable',
  'deprecated',
  'readOnly',
  'writeOnly',
] as const;

/** Names safe in a JSON pointer: `Entry«long,string»` becomes `EntryLongString`. */
function schemaName(name: string): string {
  return /^[\w.-]+$/.test(name)
    ? name
    : name
        .split(/[^\w.-]+/)
        .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
        .join('');
}

function fingerprint(source: unknown): string {
  return JSON.stringify(source, (_key, value: unknown) => {
    const object = asObject(value);
    return object ? Object.fromEntries(Object.entries(object).sort(([a], [b]) => compare(a, b))) : value;
  });
}
