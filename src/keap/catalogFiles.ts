import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCatalog, parseIndex } from './catalog/catalogData.ts';
import type { ApiVersion, Catalog, Operation, OperationSummary } from './catalog/operation.ts';

/** The catalog's files, each read when first asked for: the index for tree and search, a version for the rest. */
export class CatalogFiles {
  private readonly folder: string;
  private indexOnce: Promise<readonly OperationSummary[]> | undefined;
  private readonly versions = new Map<ApiVersion, Promise<Catalog>>();

  /** @param folder holds `index.json`, `v2.json` and `v1.json` */
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
      catalog = readFile(join(this.folder, `${version}.json`), 'utf8').then(parseCatalog);
      this.versions.set(version, catalog);
    }
    return catalog;
  }

  /** An operation with the catalog it stands in; undefined for a key that no version has. */
  async operation(key: string): Promise<{ operation: Operation; catalog: Catalog } | undefined> {
    const version = key.split(':')[0];
    if (version !== 'v2' && version !== 'v1') return undefined;
    const catalog = await this.version(version);
    const operation = catalog.operations.find((candidate) => candidate.key === key);
    return operation && { operation, catalog };
  }
}
