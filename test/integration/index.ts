/**
 * Runs every `*.test.cjs` beside this file inside the extension host, with Mocha. VS Code calls `run()`; the same
 * bundle serves the VS Code server (`npm test`) and the desktop VS Code (`npm run test:desktop`).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { describeError, LineReporter } from './lineReporter.ts';

async function runFiles(): Promise<number> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: LineReporter });
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.cjs'),
  );
  for (const file of files.sort()) mocha.addFile(join(__dirname, file));
  await mocha.loadFilesAsync();
  return new Promise((resolve) => mocha.run(resolve));
}

/** Resolves when every test passed; rejects with the number of failures otherwise. */
export async function run(): Promise<void> {
  const failures = await runFiles().catch((error: unknown) => {
    // VS Code would say no more than that the suite failed.
    console.log(`not ok - loading the tests\n${describeError(error)}`);
    throw error;
  });
  if (failures > 0) throw new Error(`${failures} of the integration tests failed.`);
}
