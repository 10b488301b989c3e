/** Runs files of node:test in processes of their own, prints what they say and counts. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Counts } from '../test/vscode/integration.ts';
import { PROJECT_ROOT } from '../test/vscode/serverInstall.ts';

/**
 * Runs every file that `pattern` finds, `concurrency` at a time; a file that takes longer than `timeout` ms is ended and
 * fails. A pattern that finds nothing is a failure: tests that do not run must not look like tests that pass.
 */
export async function runNodeTests(pattern: string, concurrency: number, timeout: number): Promise<Counts> {
  const files = globSync(pattern, { cwd: PROJECT_ROOT }).map((file) => join(PROJECT_ROOT, file));
  if (files.length === 0) {
    console.log(`No file matches ${pattern}.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const stream = run({ files: files.sort(), concurrency, timeout });
  let counts: Counts | undefined;
  stream.on('test:summary', ({ file, counts: total }) => {
    if (file !== undefined) return;
    counts = {
      passed: total.passed,
      failed: total.tests - total.passed - total.skipped - total.todo,
      skipped: total.skipped + total.todo,
    };
  });
  const lines = stream.compose(new spec());
  for await (const line of lines) process.stdout.write(String(line));
  return counts ?? { passed: 0, failed: 1, skipped: 0 };
}
