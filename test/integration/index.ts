/**
 * Runs every `*.test.cjs` beside this file inside the extension host, with Mocha. VS Code calls `run()`; the same
 * bundle serves the VS Code server (`npm test`) and the desktop VS Code (`npm run test:desktop`).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { LineReporter } from './lineReporter.ts';

/** Resolves when every test passed; rejects with the number of failures otherwise. */
export async function run(): Promise<void> {
  const here = __dirname;
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: LineReporter });
  const only = process.env['KEAP_TEST_ONLY'] ?? '';
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.cjs') && file.includes(only))
    .sort();
  for (const file of files) mocha.addFile(join(here, file));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} of the integration tests failed.`);
}
