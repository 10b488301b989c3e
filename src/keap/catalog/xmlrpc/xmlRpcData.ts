import { asList, asObject } from '../../json.ts';
import { XML_RPC_PATH, type XmlRpcCatalog, type XmlRpcMethod, type XmlRpcTable } from './xmlRpcMethod.ts';

/** The format of our generated files; a file of another format is refused rather than misread. */
const FORMAT = 1;

/** The text of the file of methods, one a line. */
export function printMethods(methods: readonly XmlRpcMethod[]): string {
  return `{"format":${FORMAT},"methods":[\n${methods.map((method) => JSON.stringify(method)).join(',\n')}\n]}\n`;
}

/** The text of the file of tables, one a line; fields are `[name, type, access, table it refers to]`. */
export function printTables(tables: readonly XmlRpcTable[]): string {
  const lines = tables.map(({ name, access, fields }) =>
    JSON.stringify([name, access ?? null, fields.map((field) => printField(field))]),
  );
  return `{"format":${FORMAT},"tables":[\n${lines.join(',\n')}\n]}\n`;
}

function printField({ name, type, access, refersTo }: XmlRpcTable['fields'][number]): unknown[] {
  return [
    name,
    type,
    ...(access !== undefined || refersTo !== undefined ? [access ?? null] : []),
    ...[refersTo ?? []].flat(),
  ];
}

/** @throws Error where a text is no file of our format */
export function parseXmlRpcCatalog(methods: string, tables: string): XmlRpcCatalog {
  // Our own generator wrote the files, and a test reads all of them back.
  const read = asList(checkFormat(methods)['methods']) as readonly XmlRpcMethod[];
  const rows = asList(checkFormat(tables)['tables']) ?? [];
  return { path: XML_RPC_PATH, methods: read, tables: rows.map(parseTable) };
}

function parseTable(row: unknown): XmlRpcTable {
  const [name, access, fields] = row as [
    string,
    string | null,
    [string, XmlRpcTable['fields'][number]['type'], string?, string?][],
  ];
  return {
    name,
    ...(access === null ? {} : { access }),
    fields: fields.map(([field, type, allowed, refersTo]) => ({
      name: field,
      type,
      ...(allowed ? { access: allowed } : {}),
      ...(refersTo ? { refersTo } : {}),
    })),
  };
}

function checkFormat(text: string): Readonly<Record<string, unknown>> {
  const root = asObject(JSON.parse(text));
  if (root?.['format'] !== FORMAT)
    throw new Error(`The file of XML-RPC is not of format ${FORMAT}: run "npm run catalog" again.`);
  return root;
}
