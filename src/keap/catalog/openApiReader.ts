import { asBoolean, asList, asNumber, asObject, asString, asStrings, type JsonObject } from '../json.ts';
import { effectByRule, effectOf } from './effects.ts';
import { OpenApiError } from './openApiError.ts';
import type {
  Catalog,
  HttpMethod,
  MediaContent,
  Operation,
  Parameter,
  ParameterLocation,
  QueryFacts,
  RequestBody,
  RestVersion,
} from './operation.ts';
import { readQueryProse } from './queryProse.ts';
import { repairCatalog } from './repairs.ts';
import { routeOf } from './routeWords.ts';
import { type Prose, SchemaHoist } from './schemaReader.ts';
import { titleByRule, titleOf } from './titles.ts';

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Keap's largest API has 399; all of them are rows of a tree. */
const MOST_OPERATIONS = 3_000;
const MOST_PARAMETERS = 200;

const PLACES: ReadonlySet<string> = new Set<ParameterLocation>(['path', 'query', 'header']);

/** How a document that nobody has reviewed is read. */
export interface ReadOptions {
  /**
   * The reviewed catalog of the version. What has method and path of one of its operations does what that does, by
   * whatever name, and has its title and effect; anything else has those of the rules. Default: the reviewed tables
   * count for every operation by its key.
   */
  readonly known?: Pick<Catalog, 'operations'>;
  /** The day the document was published or fetched, as `2026-11-30`. */
  readonly date?: string;
  /** Keeps descriptions, as the words this makes of them. Default: they stay behind. */
  readonly prose?: Prose;
}

/** A catalog of one of the versions that OpenAPI describes. */
export type RestCatalog = Catalog & { readonly version: RestVersion };

interface Reading {
  readonly version: RestVersion;
  readonly hoist: SchemaHoist;
  /** Reviewed operations by method and path. */
  readonly known: ReadonlyMap<string, Operation> | undefined;
  readonly options: ReadOptions;
}

/**
 * Reads one of Keap's OpenAPI documents (3.0 or 3.1, already parsed) into our catalog: facts only. Summaries and
 * examples stay behind, and descriptions unless they are asked for; what they alone say about filters, sorting and
 * pages becomes `query`. Which API version it describes is seen from its paths (`/v1/…` or `/rest/v2/…`). Servers and
 * security of a document are not looked at: it says what to ask, not whom.
 * @throws OpenApiError where it is no such document, or has what none of Keap's has.
 */
export function readOpenApi(document: unknown, options: ReadOptions = {}): RestCatalog {
  const root = asObject(document);
  const paths = asObject(root?.['paths']);
  if (!root || !paths || !asString(root['openapi'])?.startsWith('3.')) {
    throw new OpenApiError('This is not an OpenAPI 3 document: it has no "openapi" version 3 or no "paths".');
  }
  const version = versionOf(Object.keys(paths));
  const hoist = new SchemaHoist(asObject(asObject(root['components'])?.['schemas']) ?? {}, options.prose);
  const known = options.known && new Map(options.known.operations.map((each) => [routeOf(each), each]));
  const reading = { version, hoist, known, options };
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS) {
      const source = asObject(asObject(item)?.[method.toLowerCase()]);
      if (!source) continue;
      const operation = readOperation(reading, method, path, source, asObject(item) ?? {});
      if (operations.has(operation.key)) throw new OpenApiError(`The operationId of ${operation.key} stands twice.`);
      operations.set(operation.key, operation);
      if (operations.size > MOST_OPERATIONS) throw new OpenApiError('It has more operations than any API of Keap’s.');
    }
  }
  const info = asObject(root['info']);
  const schemas = hoist.schemas();
  const read = repairCatalog({
    version,
    source: {
      title: asString(info?.['title'])?.slice(0, 200) ?? '',
      version: asString(info?.['version'])?.slice(0, 200) ?? '',
      license: asString(asObject(info?.['license'])?.['name'])?.slice(0, 200) ?? '',
      ...(options.date === undefined ? {} : { date: options.date }),
    },
    operations: [...operations.values()].sort(inReadingOrder),
    schemas,
    ...(Object.hasOwn(schemas, 'Error') ? { errorSchema: 'Error' } : {}),
  });
  return { ...read, version };
}

function versionOf(paths: readonly string[]): RestVersion {
  if (paths.length > 0 && paths.every((path) => path.startsWith('/v1/'))) return 'v1';
  if (paths.length > 0 && paths.every((path) => path.startsWith('/rest/v2/'))) return 'v2';
  throw new OpenApiError('Its paths start neither all with /v1/ nor all with /rest/v2/, so it is not one of Keap’s.');
}

/** v1's server ends at `/crm/rest`, v2's at `/crm`. */
function serverPath(version: RestVersion, path: string): string {
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
  { version, hoist, known, options: { prose } }: Reading,
  method: HttpMethod,
  documentPath: string,
  source: JsonObject,
  item: JsonObject,
): Operation {
  if (!PATH.test(documentPath) || documentPath.length > 300) {
    throw new OpenApiError('A path in it is not one that an API has.');
  }
  const operationId = asString(source['operationId']);
  if (!operationId) throw new OpenApiError(`${method} ${documentPath} has no operationId.`);
  if (!/^[A-Za-z]\w{0,150}$/.test(operationId)) {
    throw new OpenApiError(`The operationId of ${method} ${documentPath} is not a name.`);
  }
  const key = `${version}:${operationId}`;
  const path = serverPath(version, documentPath);
  const reviewed = known?.get(routeOf({ method, path }));
  // What an operation says of a parameter counts before what its path says.
  const parameters = new Map<string, Parameter>();
  for (const each of [...(asList(item['parameters']) ?? []), ...(asList(source['parameters']) ?? [])]) {
    const parameter = readParameter(asObject(each) ?? {}, key, hoist, prose);
    if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  if (parameters.size > MOST_PARAMETERS) throw new OpenApiError(`${key} has more parameters than any operation.`);
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
    tag: tagOf(source),
    title: reviewed?.title ?? (known ? titleByRule(operationId) : titleOf(key, operationId)),
    effect: reviewed?.effect ?? (known ? effectByRule(method, path) : effectOf(key, method, path)),
    deprecated: asBoolean(source['deprecated']) ?? false,
    // These three are derived: `repairCatalog` may still add parameters and bodies, then settles them.
    needsInput: false,
    names: [],
    operationId,
    parameters: [...parameters.values()],
    ...(requestBody ? { requestBody } : {}),
    responses,
    errors,
    ...(query ? { query } : {}),
    ...described(source, prose, 'description', 'summary'),
  };
}

/** Segments of letters, digits, `_ . - :` and parameters; none that climbs. */
const PATH = /^(\/(?!\.)[\w.:{}-]+)+$/;

function tagOf(source: JsonObject): string {
  const tag = asStrings(source['tags'])?.[0] ?? 'Other';
  if (/^[\p{L}\p{N}][\p{L}\p{N} _&,'-]{0,59}$/u.test(tag)) return tag;
  throw new OpenApiError('A group of operations has a name that none of an API has.');
}

function described(
  source: JsonObject,
  prose: Prose | undefined,
  ...places: readonly string[]
): { readonly description?: string } {
  for (const place of prose ? places : []) {
    const words = prose?.(asString(source[place]) ?? '');
    if (words !== undefined) return { description: words };
  }
  return {};
}

/**
 * Whether a header means something to the operation alone: by OpenAPI `Accept`, `Content-Type` and `Authorization` are
 * none of its parameters, and no document has a say in keys, hosts and the connection.
 */
function isOwnHeader(name: string): boolean {
  return (
    /^x-[\w-]+$/i.test(name) && !/^x-keap-api-key$|^x-forwarded-|^x-original-|^x-rewrite-|^x-http-method/i.test(name)
  );
}

function readParameter(
  source: JsonObject,
  key: string,
  hoist: SchemaHoist,
  prose: Prose | undefined,
): Parameter | undefined {
  const name = asString(source['name']);
  const place = asString(source['in']);
  if (!name || !place) throw new OpenApiError(`A parameter of ${key} has no name or no place.`);
  if (place === 'cookie' || (place === 'header' && !isOwnHeader(name))) return undefined;
  if (!PLACES.has(place) || name === '__proto__' || !/^[\w.[\]-]{1,100}$/.test(name)) {
    throw new OpenApiError(`A parameter of ${key} has a name or a place that none of an API has.`);
  }
  const explode = asBoolean(source['explode']);
  return {
    name,
    in: place as ParameterLocation,
    required: place === 'path' || (asBoolean(source['required']) ?? false),
    schema: hoist.read(source['schema'] ?? { type: 'string' }),
    ...(explode === undefined ? {} : { explode }),
    ...described(source, prose, 'description'),
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
  if (!/^[\w.+*-]{1,60}\/[\w.+*-]{1,60}(; ?[\w-]+=[\w-]+)?$/.test(mediaType)) {
    throw new OpenApiError('A body in it has a type that no body has.');
  }
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
