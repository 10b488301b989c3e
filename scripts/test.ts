/**
 * npm test [-- STEP...]: every check and test of the project, in steps. A failing step does not hide later ones.
 * The last line is `N passed, M failed`, over all steps; a step without tests of its own counts as one. The step `long`
 * runs only when it is named.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureChromium } from '../test/vscode/chromium.ts';
import { bundleIntegration, type Counts, runIntegration } from '../test/vscode/integration.ts';
import { startGroup } from '../test/vscode/processes.ts';
import { installServer, PROJECT_ROOT } from '../test/vscode/serverInstall.ts';
import { type NodeTestOptions, runNodeTests } from './nodeTests.ts';

interface Step {
  readonly name: string;
  readonly needsVsCode?: boolean;
  /** Runs only where it is named: too long for every change. */
  readonly onRequest?: boolean;
  run(): Promise<Counts>;
}

/** Runs a package's own command line on our Node; passing counts as one test. */
async function tool(script: string, ...args: string[]): Promise<Counts> {
  const group = startGroup(process.execPath, [script, ...args], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const code = await group.exited;
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

const require = createRequire(import.meta.url);
const binary = (name: string, path: string): string => join(require.resolve(`${name}/package.json`), '..', path);

const PLAIN: NodeTestOptions = { concurrency: 2, testTimeout: 60_000, timeout: 240_000 };
/** A window waits a third of its time: two at a time keep two cores busy. */
const WINDOWS: NodeTestOptions = {
  concurrency: 2,
  testTimeout: 480_000,
  timeout: 1_200_000,
  again: true,
  first: ['answers', 'knowingBuilder', 'account', 'wholeApi', 'newcomer'],
};

const STEPS: readonly Step[] = [
  { name: 'lint', run: () => tool(binary('@biomejs/biome', 'bin/biome'), 'check', '--error-on-warnings', '.') },
  { name: 'types', run: () => tool(binary('typescript', 'bin/tsc'), '-b') },
  { name: 'build', run: () => tool('esbuild.mjs') },
  { name: 'unit', run: () => runNodeTests('test/unit/**/*.test.ts', PLAIN) },
  { name: 'contract', run: () => runNodeTests('test/contract/**/*.test.ts', PLAIN) },
  { name: 'integration', needsVsCode: true, run: async () => runIntegration(await bundleIntegration()) },
  { name: 'e2e', needsVsCode: true, run: () => runNodeTests('test/e2e/*.test.ts', WINDOWS) },
  {
    name: 'long',
    needsVsCode: true,
    onRequest: true,
    run: () => runNodeTests('test/e2e/long/*.test.ts', WINDOWS),
  },
];

function chosenSteps(): readonly Step[] {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no step ${unknown.join(', ')}. The steps are ${STEPS.map((step) => step.name).join(', ')}.`,
    );
    process.exit(2);
  }
  return STEPS.filter((step) => (names.length === 0 ? !step.onRequest : names.includes(step.name)));
}

const steps = chosenSteps();
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const started = performance.now();

// VS Code and a browser are fetched while the early steps run; a failure shows in the first step that needs them.
const vscode = steps.some((step) => step.needsVsCode)
  ? Promise.all([installServer(), ensureChromium()])
  : Promise.resolve([]);
vscode.catch(() => undefined);

const results: { name: string; counts: Counts; took: string }[] = [];
const broken = (name: string): boolean => results.some((step) => step.name === name && step.counts.failed > 0);
for (const step of steps) {
  console.log(`\n== ${step.name}`);
  const begun = performance.now();
  let counts: Counts;
  try {
    if (step.needsVsCode && broken('build')) throw new Error('Not run: the build failed.');
    if (step.needsVsCode) await vscode;
    counts = await step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  results.push({ name: step.name, counts, took: seconds(begun) });
  console.log(`${step.name}: ${counts.passed} passed, ${counts.failed} failed, ${seconds(begun)}`);
}

console.log(`\n== all, ${seconds(started)}`);
for (const { name, counts, took } of results) {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`${name.padEnd(12)} ${took.padStart(8)}  ${counts.passed} passed, ${counts.failed} failed${skipped}`);
}
const sum = (key: keyof Counts): number => results.reduce((total, { counts }) => total + counts[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
