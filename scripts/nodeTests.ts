/** Runs files of node:test in processes of their own, prints what they say and counts. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import type { Counts } from '../test/vscode/integration.ts';
import { PROJECT_ROOT } from '../test/vscode/serverInstall.ts';

/** How to run the files of one room. */
export interface NodeTestOptions {
  /** How many files at a time. */
  readonly concurrency: number;
  /** How long one test may take, in milliseconds. */
  readonly testTimeout: number;
  /** How long all files together may take, in milliseconds: then they are ended, also one that no test keeps busy. */
  readonly timeout: number;
}

/**
 * Runs every file that `pattern` finds. A pattern that finds nothing is a failure: tests that do not run must not look
 * like tests that pass.
 */
export async function runNodeTests(pattern: string, options: NodeTestOptions): Promise<Counts> {
  const files = globSync(pattern, { cwd: PROJECT_ROOT }).map((file) => join(PROJECT_ROOT, file));
  if (files.length === 0) {
    console.log(`No file matches ${pattern}.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // Each file has a process of its own, and most of them read the same sources: compiling those once saves a third.
  process.env['NODE_COMPILE_CACHE'] ??= join(PROJECT_ROOT, '.vscode-test', 'compile-cache');
  const stream = run({
    files: files.sort(),
    concurrency: options.concurrency,
    timeout: options.testTimeout,
    signal: AbortSignal.timeout(options.timeout),
  });
  let counts: Counts | undefined;
  stream.on('test:summary', ({ file, counts: total }) => {
    if (file !== undefined) return;
    counts = {
      passed: total.passed,
      failed: total.tests - total.passed - total.skipped - total.todo,
      skipped: total.skipped + total.todo,
    };
  });
  for await (const line of stream.compose(new spec())) process.stdout.write(String(line));
  return counts ?? { passed: 0, failed: 1, skipped: 0 };
}
