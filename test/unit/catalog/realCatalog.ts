import { join } from 'node:path';
import type { ApiVersion, Catalog, Operation } from '../../../src/keap/catalog/operation.ts';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';

const files = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));

/** The catalog as we ship it. */
export const index = await files.index();
export const catalogs: Readonly<Record<ApiVersion, Catalog>> = {
  v2: await files.version('v2'),
  v1: await files.version('v1'),
  xmlrpc: await files.version('xmlrpc'),
};
/** Those of REST. */
export const operations: readonly Operation[] = [...catalogs.v2.operations, ...catalogs.v1.operations];

/** An operation of any version. @throws Error where none has it */
export function operation(key: string): Operation {
  const found = [...operations, ...catalogs.xmlrpc.operations].find((candidate) => candidate.key === key);
  if (!found) throw new Error(`There is no operation ${key}.`);
  return found;
}
