import { asList, asNumber, asObject, asString } from '../json.ts';
import type { ApiVersion, Catalog, Effect, HttpMethod, Operation, OperationSummary, RestVersion } from './operation.ts';

/** The format of our generated files; a file of another format is refused rather than misread. */
const FORMAT = 1;

/** The API versions, in the order the tree shows them: the one to use first. */
export const API_VERSIONS: readonly ApiVersion[] = ['v2', 'v1', 'xmlrpc'];

/** Those of REST, in the same order. */
export const REST_VERSIONS: readonly RestVersion[] = ['v2', 'v1'];

/** What people call the versions. */
export const API_LABELS: Readonly<Record<ApiVersion, string>> = { v2: 'REST v2', v1: 'REST v1', xmlrpc: 'XML-RPC' };

/**
 * The text of the index file: all operations of all versions with what tree and search need, one a line. Names
 * stand once in a table and are referred to by number, which makes it a quarter of the size.
 */
export function printIndex(catalogs: readonly Catalog[]): string {
  const table = [...new Set(catalogs.flatMap(({ operations }) => operations.flatMap(({ names }) => names)))].sort();
  const number = new Map(table.map((name, index) => [name, index]));
  const lines = catalogs.flatMap(({ operations }) =>
    operations.map(({ key, method, path, tag, title, effect, deprecated, needsInput, undocumented, names }) =>
      JSON.stringify([
        key,
        method,
        path,
        tag,
        title,
        effect,
        (deprecated ? 1 : 0) + (needsInput ? 2 : 0) + (undocumented ? 4 : 0),
        names.map((name) => number.get(name)),
      ]),
    ),
  );
  return `{"format":${FORMAT},"names":${JSON.stringify(table)},"operations":[\n${lines.join(',\n')}\n]}\n`;
}

/** The text of a version's file: everything, an operation or a schema a line. */
export function printCatalog(catalog: Catalog): string {
  const operations = catalog.operations.map(({ names: _derived, ...operation }) => JSON.stringify(operation));
  const schemas = Object.entries(catalog.schemas).map(
    ([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`,
  );
  const { operations: _operations, schemas: _schemas, ...head } = catalog;
  const opening = JSON.stringify({ format: FORMAT, ...head }).slice(0, -1);
  return `${opening},"operations":[\n${operations.join(',\n')}\n],"schemas":{\n${schemas.join(',\n')}\n}}\n`;
}

/** @throws Error where the text is not an index file of our format. */
export function parseIndex(text: string): OperationSummary[] {
  const root = checkFormat(text);
  const table = asList(root['names']) ?? [];
  return (asList(root['operations']) ?? []).map((entry) => {
    const [key, method, path, tag, title, effect, flags, names] = asList(entry) ?? [];
    const bits = asNumber(flags) ?? 0;
    return {
      key: String(key),
      version: String(key).split(':')[0] as ApiVersion,
      method: method as HttpMethod,
      path: String(path),
      tag: String(tag),
      title: String(title),
      effect: effect as Effect,
      deprecated: (bits & 1) !== 0,
      needsInput: (bits & 2) !== 0,
      ...((bits & 4) !== 0 ? { undocumented: true } : {}),
      names: (asList(names) ?? []).map((name) => asString(table[asNumber(name) ?? -1]) ?? ''),
    };
  });
}

/** @throws Error where the text is not a catalog file of our format. */
export function parseCatalog(text: string): Catalog {
  const root = checkFormat(text);
  const operations = (asList(root['operations']) ?? []).map((operation) => ({ names: [], ...asObject(operation) }));
  // Our own generator wrote the rest, and a test reads every operation of it back.
  return { ...root, operations: operations as unknown as Operation[] } as unknown as Catalog;
}

function checkFormat(text: string): Readonly<Record<string, unknown>> {
  const root = asObject(JSON.parse(text));
  if (root?.['format'] !== FORMAT)
    throw new Error(`The catalog file is not of format ${FORMAT}: run "npm run catalog" again.`);
  return root;
}
