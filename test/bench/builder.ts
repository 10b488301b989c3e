/**
 * npm run -s bench:builder [-- --json] : from the key that opens a request builder to a form that can be filled in, in a
 * real VS Code, for the operations with the smallest, a middling and the largest schema of a body. Medians over
 * rounds in which all of them take turns; the machine's noise is in them.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Operation } from '../../src/keap/catalog/operation.ts';
import { reachableSchemas } from '../../src/keap/catalog/schema.ts';
import { CatalogFiles } from '../../src/keap/catalogFiles.ts';
import { pickOperation } from '../e2e/pickOperation.ts';
import { launchChromium } from '../vscode/chromium.ts';
import { runOrThrow } from '../vscode/processes.ts';
import { startServer } from '../vscode/server.ts';
import { openWorkbench, type Workbench } from '../vscode/workbench.ts';

const root = join(import.meta.dirname, '../..');
const ROUNDS = 5;
const TIMEOUT = 120_000;

interface Candidate {
  readonly operation: Operation;
  /** Characters of the schemas that its body reaches, as JSON. */
  readonly size: number;
}

await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
const chosen = await candidates();
const server = await startServer();
const browser = await launchChromium();
const workbench = await openWorkbench({
  server,
  browser,
  extension: root,
  workspace: mkdtempSync(join(tmpdir(), 'keap-bench-')),
  timeout: TIMEOUT,
  prepare: async (_page, context) => {
    // When Enter was pressed last.
    await context.addInitScript(() => {
      const onKey = ({ key }: KeyboardEvent) => {
        if (key === 'Enter') Reflect.set(globalThis, 'chosenAt', Date.now());
      };
      window.addEventListener('keydown', onKey, true);
    });
  },
});
await workbench.activity('Keap').waitFor();
const times = new Map(chosen.map(({ operation }) => [operation.key, [] as number[]]));
// The first round also warms the caches of disk and browser: it does not count.
for (let round = 0; round <= ROUNDS; round++) {
  for (const { operation } of round % 2 === 0 ? chosen : chosen.toReversed()) {
    const ms = await timeToForm(workbench, operation);
    if (round > 0) times.get(operation.key)?.push(ms);
  }
}
await workbench.close();
await browser.close();
await server.stop();

const figures = chosen.map(({ operation, size }) => ({
  operation: operation.key,
  schemaCharacters: size,
  ms: Math.round(median(times.get(operation.key) ?? [])),
}));
const ratio = (figures.at(-1)?.ms ?? 0) / (figures[0]?.ms ?? 1);
if (process.argv.includes('--json')) console.log(JSON.stringify({ figures, ratio: Math.round(ratio * 100) / 100 }));
else {
  for (const { operation, schemaCharacters, ms } of figures) {
    const all = (times.get(operation) ?? []).map(Math.round).join(', ');
    console.log(
      `${operation.padEnd(40)} ${String(schemaCharacters).padStart(6)} characters of schema  ${ms} ms, median of ${all}`,
    );
  }
  console.log(`the largest takes ${ratio.toFixed(2)} times as long as the smallest`);
}

/** The operations with the smallest, the middling and the largest schema. */
async function candidates(): Promise<readonly Candidate[]> {
  const files = new CatalogFiles(join(root, 'src/keap/catalog/data'));
  const all: Candidate[] = [];
  for (const version of ['v2', 'v1'] as const) {
    const { operations, schemas } = await files.version(version);
    for (const operation of operations) {
      if (operation.requestBody?.mediaType !== 'application/json') continue;
      const { schema } = operation.requestBody;
      all.push({ operation, size: JSON.stringify([schema, reachableSchemas([schema], schemas)]).length });
    }
  }
  all.sort((a, b) => a.size - b.size);
  return [0, 0.5, 1].flatMap((part) => all[Math.round(part * (all.length - 1))] ?? []);
}

async function timeToForm(window: Workbench, operation: Operation): Promise<number> {
  const { title, method, path } = operation;
  await pickOperation(window, 'Keap: Go to operation', `${method} ${path.replace('/crm/rest', '')}`, title);
  const frame = await window.editors.webview(title);
  await frame.locator('keap-body-form [id="body"] :is(input, button)').first().waitFor({ timeout: TIMEOUT });
  const usableAt = await frame.evaluate(lastPaint);
  const chosenAt = await window.page.evaluate(() => Number(Reflect.get(globalThis, 'chosenAt')));
  await window.runCommand('View: Close All Editors');
  return usableAt - chosenAt;
}

/** Runs in the webview: when it painted the largest of what it shows, in milliseconds since 1970. */
function lastPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      resolve(performance.timeOrigin + (list.getEntries().at(-1)?.startTime ?? Number.NaN));
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
