import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TakenCatalogs } from './apiChanges/takenReader.ts';
import { API_VERSIONS, parseCatalog, parseIndex } from './catalog/catalogData.ts';
import type { ApiVersion, Catalog, Operation, OperationSummary, RestVersion } from './catalog/operation.ts';
import type { XmlRpcCatalog } from './catalog/xmlrpc/xmlRpcMethod.ts';

/** Gives the text of the built-in catalog of a version. */
type BuiltIn = (version: RestVersion) => Promise<string>;

/**
 * The catalog's files, each read when first asked for: the index for tree and search, a version for the rest. Where a
 * person chose a newer description of a version (`apiChanges/takenStore.ts`), that one counts.
 */
export class CatalogFiles {
  private readonly folder: string;
  private readonly readTaken: (builtIn: BuiltIn) => Promise<TakenCatalogs | undefined>;
  private readonly listeners = new Set<() => void>();
  private takenOnce: Promise<TakenCatalogs | undefined> | undefined;
  private indexOnce: Promise<readonly OperationSummary[]> | undefined;
  private xmlRpcOnce: Promise<XmlRpcCatalog> | undefined;
  private readonly versions = new Map<ApiVersion, Promise<Catalog>>();

  /**
   * @param folder holds `index.json`, `v2.json`, `v1.json`, and the two files of XML-RPC
   * @param readTaken reads what a person chose, where anything was; without it the built-in descriptions count
   */
  constructor(
    folder: string,
    readTaken: (builtIn: BuiltIn) => Promise<TakenCatalogs | undefined> = async () => undefined,
  ) {
    this.folder = folder;
    this.readTaken = readTaken;
  }

  index(): Promise<readonly OperationSummary[]> {
    this.indexOnce ??= this.readIndex();
    return this.indexOnce;
  }

  version(version: ApiVersion): Promise<Catalog> {
    let catalog = this.versions.get(version);
    if (!catalog) {
      catalog = version === 'xmlrpc' ? this.readMethods() : this.readVersion(version).then(parseCatalog);
      this.versions.set(version, catalog);
    }
    return catalog;
  }

  /** XML-RPC as its facts have it: methods with their forms, and the tables. */
  xmlRpc(): Promise<XmlRpcCatalog> {
    this.xmlRpcOnce ??= import('./xmlRpcFiles.ts').then((files) => files.readXmlRpcFiles(this.folder));
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

  /** The text of the built-in catalog of a version. */
  readonly builtIn: BuiltIn = (version) => readFile(join(this.folder, `${version}.json`), 'utf8');

  /** What a person chose, and what of it counts; undefined where nothing was chosen. */
  taken(): Promise<TakenCatalogs | undefined> {
    this.takenOnce ??= this.readTaken(this.builtIn);
    return this.takenOnce;
  }

  /** Tells when another description is in use. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  /** Reads everything anew: another description was chosen, here or in another window. */
  refresh(): void {
    this.takenOnce = undefined;
    this.indexOnce = undefined;
    this.versions.clear();
    for (const listener of this.listeners) listener();
  }

  private async readIndex(): Promise<readonly OperationSummary[]> {
    const text = readFile(join(this.folder, 'index.json'), 'utf8');
    const used = (await this.taken())?.used;
    const builtIn = parseIndex(await text);
    if (!used?.size) return builtIn;
    return API_VERSIONS.flatMap((version) => {
      const chosen = version === 'xmlrpc' ? undefined : used.get(version);
      return chosen?.index ?? builtIn.filter((operation) => operation.version === version);
    });
  }

  /** What is about XML-RPC has a bundle of its own, since the tree needs the index alone. */
  private async readMethods(): Promise<Catalog> {
    const { catalogOfMethods } = await import('./xmlRpcFiles.ts');
    return catalogOfMethods(await this.xmlRpc());
  }

  private async readVersion(version: RestVersion): Promise<string> {
    return (await this.taken())?.used.get(version)?.catalog ?? this.builtIn(version);
  }
}
