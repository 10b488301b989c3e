/**
 * npm run catalog -- [--date=YYYY-MM-DD] FILE|URL... : reads Keap's OpenAPI documents (3.0 or 3.1, JSON or YAML), and
 * the lists of methods and tables of XML-RPC, and writes the facts in them to src/keap/catalog/data/. What is not given
 * keeps its file. The date is the documents', today where none is given.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseCatalog, printCatalog, printIndex, REST_VERSIONS } from '../src/keap/catalog/catalogData.ts';
import { readOpenApi } from '../src/keap/catalog/openApiReader.ts';
import type { ApiVersion, Catalog } from '../src/keap/catalog/operation.ts';
import { settleOperation } from '../src/keap/catalog/settle.ts';
import { printMethods, printTables } from '../src/keap/catalog/xmlrpc/xmlRpcData.ts';
import { catalogOfMethods } from '../src/keap/catalog/xmlrpc/xmlRpcOperation.ts';
import { readMethods, readTables } from '../src/keap/catalog/xmlrpc/xmlRpcReader.ts';
import { asObject } from '../src/keap/json.ts';
import { readXmlRpcFiles } from '../src/keap/xmlRpcFiles.ts';

const folder = join(import.meta.dirname, '../src/keap/catalog/data');
const dated = /^--date=(\d{4}-\d\d-\d\d)$/;
const sources = process.argv.slice(2).filter((argument) => !dated.test(argument));
const date =
  process.argv.flatMap((argument) => dated.exec(argument)?.[1] ?? [])[0] ?? new Date().toISOString().slice(0, 10);
if (sources.length === 0) {
  console.error(
    'Usage: npm run catalog -- [--date=YYYY-MM-DD] FILE|URL...   (OpenAPI documents of v1 and v2, as JSON or YAML; lists of XML-RPC)',
  );
  process.exit(2);
}

const catalogs = new Map<ApiVersion, Catalog>();
for (const version of REST_VERSIONS) {
  const file = join(folder, `${version}.json`);
  if (!existsSync(file)) continue;
  const catalog = parseCatalog(await readFile(file, 'utf8'));
  catalogs.set(version, {
    ...catalog,
    operations: catalog.operations.map((operation) => settleOperation(operation, catalog.schemas)),
  });
}
for (const source of sources) {
  try {
    const text = /^https?:\/\//.test(source) ? await download(source) : await readFile(source, 'utf8');
    const document = /^\s*\{/.test(text) ? (JSON.parse(text) as unknown) : (parse(text) as unknown);
    if (await wroteXmlRpc(document)) continue;
    const catalog = readOpenApi(document, { date });
    catalogs.set(catalog.version, catalog);
    await writeFile(join(folder, `${catalog.version}.json`), printCatalog(catalog));
    const { operations, schemas, version } = catalog;
    console.log(`${version}: ${operations.length} operations, ${Object.keys(schemas).length} schemas`);
  } catch (error) {
    console.error(`${source} was not read: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
const rest = REST_VERSIONS.flatMap((version) => catalogs.get(version) ?? []);
const xmlRpc = existsSync(join(folder, 'xmlrpc.json')) ? [catalogOfMethods(await readXmlRpcFiles(folder))] : [];
await writeFile(join(folder, 'index.json'), printIndex([...rest, ...xmlRpc]));

/** Whether a document lists what XML-RPC has, which was written then. */
async function wroteXmlRpc(document: unknown): Promise<boolean> {
  const { methods, tables } = asObject(document) ?? {};
  if (methods) {
    const read = readMethods(document, catalogs.get('v2')?.operations ?? []);
    await writeFile(join(folder, 'xmlrpc.json'), printMethods(read));
    console.log(`XML-RPC: ${read.length} methods`);
  } else if (tables) {
    const read = readTables(document);
    await writeFile(join(folder, 'xmlrpc-tables.json'), printTables(read));
    console.log(`XML-RPC: ${read.length} tables`);
  }
  return Boolean(methods ?? tables);
}

async function download(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}
