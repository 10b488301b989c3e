import { settleOperation } from './openApiReader.ts';
import type { Catalog } from './operation.ts';
export function repairCatalog(catalog: Catalog): Catalog {
  return { ...catalog, operations: catalog.operations.map((o) => settleOperation(o, catalog.schemas)) };
}
