import { parseCatalog, printCatalog, printIndex } from '../catalog/catalogData.ts';
import { OpenApiError } from '../catalog/openApiError.ts';
import { readOpenApi } from '../catalog/openApiReader.ts';
import type { RestVersion } from '../catalog/operation.ts';
import type { ApiChanges } from './change.ts';
import { compareCatalogs } from './compareCatalogs.ts';
import { DocumentError } from './documentError.ts';
import { readDocumentText } from './documentText.ts';
import { refuseEndlessSchemas } from './endlessSchemas.ts';
import { proseOf } from './prose.ts';

/** A document to be looked at, beside the catalogs that are known. */
export interface DocumentToReview {
  readonly bytes: Uint8Array;
  readonly yaml: boolean;
  /** The day it was fetched, as `2026-11-30`. */
  readonly date: string;
  /** What it must describe; undefined takes either. */
  readonly expected?: RestVersion;
  /** The text of the built-in catalog by version, whose titles and effects were reviewed. */
  readonly builtIn: Readonly<Record<RestVersion, string>>;
  /** The text of the catalog in use, where it is another. */
  readonly inUse: Readonly<Partial<Record<RestVersion, string>>>;
}

/** A document that can be used, and what it changes. */
export interface ReviewedDocument {
  readonly version: RestVersion;
  /** The catalog and its index as texts of our own format. */
  readonly catalog: string;
  readonly index: string;
  readonly operations: number;
  /** How many operations the catalog in use has. */
  readonly operationsInUse: number;
  readonly changes: ApiChanges;
}

/**
 * Reads a document of anyone's as a catalog, and compares it with the one in use.
 * @throws DocumentError with a sentence about what is wrong with it
 */
export function reviewDocument({ bytes, yaml, date, expected, builtIn, inUse }: DocumentToReview): ReviewedDocument {
  const document = readDocumentText(bytes, yaml);
  refuseEndlessSchemas(document);
  try {
    const { version } = readOpenApi(document);
    if (expected && version !== expected) {
      throw new DocumentError(`It describes ${version} of the API, where ${expected} was asked for.`);
    }
    const known = parseCatalog(builtIn[version]);
    const catalog = readOpenApi(document, { known, date, prose: proseOf });
    if (catalog.operations.length === 0) throw new DocumentError('It describes no operation.');
    const current = inUse[version];
    const before = current === undefined ? known : parseCatalog(current);
    return {
      version,
      catalog: printCatalog(catalog),
      index: printIndex([catalog]),
      operations: catalog.operations.length,
      operationsInUse: before.operations.length,
      changes: compareCatalogs(version, before, catalog),
    };
  } catch (error) {
    if (error instanceof OpenApiError) throw new DocumentError(error.message, { cause: error });
    throw error;
  }
}
