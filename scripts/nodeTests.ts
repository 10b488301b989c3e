/** Runs files of node:test in processes of their own, prints what they say and counts. */
import { globSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
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
  /** Whether a file that fails is run once more, alone, and said to have been: for windows on a busy machine. */
  readonly again?: boolean;
  /** Files that begin, by their names without `.test.ts`: those that take long, so that all end at the same time. */
  readonly first?: readonly string[];
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
  const { first = [] } = options;
  const place = (file: string) => first.indexOf(basename(file, '.test.ts')) + 1 || first.length + 1;
  const counts = await runFiles(
    files.sort().toSorted((a, b) => place(a) - place(b)),
    options,
  );
  const failed = files.filter((file) => (counts.get(file)?.failed ?? 1) > 0);
  if (options.again && failed.length > 0) {
    const names = failed.map((file) => relative(PROJECT_ROOT, file)).join(', ');
    console.log(`\nRun once more, alone, since it failed beside others: ${names}`);
    const second = await runFiles(failed, { ...options, concurrency: 1 });
    for (const file of failed) counts.set(file, second.get(file) ?? { passed: 0, failed: 1, skipped: 0 });
    const mended = failed.filter((file) => counts.get(file)?.failed === 0).length;
    console.log(`${mended} of ${failed.length} passed when run once more.`);
  }
  const all = files.map((file) => counts.get(file) ?? { passed: 0, failed: 1, skipped: 0 });
  const sum = (key: keyof Counts): number => all.reduce((total, each) => total + each[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** What came of each file; one that is missing did not get to its end. */
async function runFiles(files: readonly string[], options: NodeTestOptions): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  const stream = run({
    files: [...files],
    concurrency: options.concurrency,
    timeout: options.testTimeout,
    signal: AbortSignal.timeout(options.timeout),
  });
  stream.on('test:summary', ({ file, counts: { passed, tests, skipped, todo } }) => {
    if (file === undefined) return;
    counts.set(file, { passed, failed: tests - passed - skipped - todo, skipped: skipped + todo });
  });
  for await (const line of stream.compose(new spec())) process.stdout.write(String(line));
  return counts;
}
