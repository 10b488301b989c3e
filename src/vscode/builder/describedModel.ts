import type { Catalog, Operation } from '../../keap/catalog/operation.ts';
import { reachableSchemas } from '../../keap/catalog/schema.ts';
import { isAboutTable, tablesFor } from '../../keap/catalog/xmlrpc/onTable.ts';
import { bodyTemplate } from '../../keap/request/bodyTemplate.ts';
import type { BuilderModel } from '../../protocol/builder.ts';

/** What a request builder's page is told of its operation: no more of the catalog than it needs. */
export function describedModel(
  operation: Operation,
  catalog: Catalog,
): Pick<BuilderModel, 'operation' | 'schemas' | 'tables' | 'bodyTemplate'> {
  const body = operation.requestBody?.schema;
  const tables = isAboutTable(operation) ? tablesFor(operation, catalog.tables ?? []) : [];
  return {
    operation,
    schemas: reachableSchemas([...operation.parameters.map(({ schema }) => schema), body], catalog.schemas),
    ...(tables.length > 0 ? { tables } : {}),
    bodyTemplate: body ? bodyTemplate(body, catalog.schemas) : '',
  };
}
