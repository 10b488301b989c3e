import type { KnownNames } from '../../../src/keap/moving/use/findUses.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { tables } from './realTables.ts';

/** What is looked for in source code, from the catalogs as we ship them. */
export const known: KnownNames = {
  operations: catalogs.v1.operations,
  methods: new Set(catalogs.xmlrpc.operations.map(({ operationId }) => operationId)),
  tables: new Set(tables.map(({ name }) => name)),
};
