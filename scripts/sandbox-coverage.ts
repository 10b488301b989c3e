/** npm run -s sandbox:coverage: how many operations of the sandbox have a memory behind them or tell what is fixed, and which. */
import { join } from 'node:path';
import { CatalogFiles } from '../src/keap/catalogFiles.ts';
import { fixedOperations, statefulOperations } from '../src/sandbox/coverage.ts';
import { PROJECT_ROOT } from '../test/vscode/serverInstall.ts';

const all = await new CatalogFiles(join(PROJECT_ROOT, 'src/keap/catalog/data')).index();
const index = all.filter(({ version }) => version !== 'xmlrpc');
const stateful = new Set(statefulOperations());
const fixed = new Set(fixedOperations());
console.log(
  `${stateful.size} of ${index.length} operations of REST are stateful, ${fixed.size} tell what is fixed; the others answer from their schema.\n`,
);
for (const { key, method, path } of index) {
  const kind = stateful.has(key) ? 'stateful' : fixed.has(key) ? 'fixed' : 'schema';
  console.log(`${kind.padEnd(8)}  ${key.padEnd(64)} ${method.padEnd(6)} ${path}`);
}
