/** npm run -s sandbox:coverage: how many operations of the sandbox have a memory behind them, and which. */
import { join } from 'node:path';
import { CatalogFiles } from '../src/keap/catalogFiles.ts';
import { statefulOperations } from '../src/sandbox/coverage.ts';
import { PROJECT_ROOT } from '../test/vscode/serverInstall.ts';

const index = await new CatalogFiles(join(PROJECT_ROOT, 'src/keap/catalog/data')).index();
const stateful = new Set(statefulOperations());
console.log(`${stateful.size} of ${index.length} operations are stateful; the others answer from their schema.\n`);
for (const { key, method, path } of index) {
  console.log(`${stateful.has(key) ? 'stateful' : 'schema  '}  ${key.padEnd(64)} ${method.padEnd(6)} ${path}`);
}
