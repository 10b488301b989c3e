import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseXmlRpcCatalog } from './catalog/xmlrpc/xmlRpcData.ts';
import type { XmlRpcCatalog } from './catalog/xmlrpc/xmlRpcMethod.ts';

/**
 * Reads the XML-RPC API's methods and tables.
 * @param folder holds `xmlrpc.json` and `xmlrpc-tables.json`, beside the files of the REST catalog
 * @throws Error where they cannot be read
 */
export async function readXmlRpcFiles(folder: string): Promise<XmlRpcCatalog> {
  const [methods, tables] = await Promise.all(
    ['xmlrpc.json', 'xmlrpc-tables.json'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  return parseXmlRpcCatalog(methods ?? '', tables ?? '');
}

export { catalogOfMethods } from './catalog/xmlrpc/xmlRpcOperation.ts';
