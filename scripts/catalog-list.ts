/** npm run -s catalog:list : a JSON line for every operation. */
import { join } from 'node:path';
import { CatalogFiles } from '../src/keap/catalogFiles.ts';

const index = await new CatalogFiles(join(import.meta.dirname, '../src/keap/catalog/data')).index();
for (const { key, method, path, tag, title, effect } of index) {
  console.log(JSON.stringify({ key, method, path, tag, title, effect }));
}
