import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { API_VERSIONS, parseCatalog, parseIndex } from './catalog/catalogData.ts';
import type { ApiVersion, Catalog, Operation, OperationSummary } from './catalog/operation.ts';
import type { XmlRpcCatalog } from './catalog/xmlrpc/xmlRpcMethod.ts';
import { catalogOfMethods } from './catalog/xmlrpc/xmlRpcOperation.ts';
import { readXmlRpcFiles } from './xmlRpcFiles.ts';

/** The catalog's files, each read when first asked for: the index for tree and search, a version for the rest. */
export class CatalogFiles {
  private readonly folder: string;
  private indexOnce: Promise<readonly OperationSummary[]> | undefined;
  private xmlRpcOnce: Promise<XmlRpcCatalog> | undefined;
  private readonly versions = new Map<ApiVersion, Promise<Catalog>>();

  /** @param folder holds `index.json`, `v2.json`, `v1.json`, and the two files of XML-RPC */
  constructor(folder: string) {
    this.folder = folder;
  }

  index(): Promise<readonly OperationSummary[]> {
    this.indexOnce ??= readFile(join(this.folder, 'index.json'), 'utf8').then(parseIndex);
    return this.indexOnce;
  }

  version(version: ApiVersion): Promise<Catalog> {
    let catalog = this.versions.get(version);
    if (!catalog) {
      catalog =
        version === 'xmlrpc'
          ? this.xmlRpc().then(catalogOfMethods)
          : readFile(join(this.folder, `${version}.json`), 'utf8').then(parseCatalog);
      this.versions.set(version, catalog);
    }
    return catalog;
  }

  /** XML-RPC as its facts have it: methods with their forms, and the tables. */
  xmlRpc(): Promise<XmlRpcCatalog> {
    this.xmlRpcOnce ??= readXmlRpcFiles(this.folder);
    return this.xmlRpcOnce;
  }

  /** An operation with the catalog it stands in; undefined for a key that no version has. */
  async operation(key: string): Promise<{ operation: Operation; catalog: Catalog } | undefined> {
    const version = API_VERSIONS.find((each) => key.startsWith(`${each}:`));
    if (!version) return undefined;
    const catalog = await this.version(version);
    const operation = catalog.operations.find((candidate) => candidate.key === key);
    return operation && { operation, catalog };
  }
}
