/**
 * npm run -s bench:start [-- --json] : how long activation, the tree and a keystroke of search take, in a real VS
 * Code, and how large the package is. Medians over fresh windows; the machine's noise is in them.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { packageExtension } from '../../scripts/package.ts';
import { OperationSearch } from '../../src/keap/catalog/search.ts';
import { CatalogFiles } from '../../src/keap/catalogFiles.ts';
import { launchChromium } from '../vscode/chromium.ts';
import { startServer, type VsCodeServer } from '../vscode/server.ts';
import { openWorkbench } from '../vscode/workbench.ts';

const root = join(import.meta.dirname, '../..');
const WINDOWS = 3;
const SETTLED_MS = 5000;

const vsix = await packageExtension(join(mkdtempSync(join(tmpdir(), 'keap-bench-')), 'keap.vsix'));
const tests = join(root, 'dist/test/bench/activation.cjs');
await build({
  entryPoints: [join(import.meta.dirname, 'activation.ts')],
  outfile: tests,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
});

const server = await startServer();
const browser = await launchChromium();
const activations: number[] = [];
const trees: number[] = [];
// The first window of each kind also warms the caches of disk and browser: it does not count.
for (let i = 0; i <= WINDOWS; i++) {
  activations.push(await measureActivation(server, browser));
  trees.push(await measureTree(server, browser));
}
await browser.close();
await server.stop();

const figures = {
  activateMs: round(median(activations.slice(1))),
  treeVisibleMs: round(median(trees.slice(1))),
  searchMs: round(await measureSearch()),
  vsixBytes: vsix.bytes,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(`activate()            ${figures.activateMs} ms, median of ${list(activations.slice(1))}`);
  console.log(
    `tree visible          ${figures.treeVisibleMs} ms after its view opens, median of ${list(trees.slice(1))}`,
  );
  console.log(`a keystroke of search ${figures.searchMs} ms at the 99th percentile`);
  console.log(`.vsix                 ${figures.vsixBytes} bytes`);
}

async function measureActivation(on: VsCodeServer, by: Browser): Promise<number> {
  const measured = Promise.withResolvers<number>();
  const lines: string[] = [];
  const workbench = await openWorkbench({
    server: on,
    browser: by,
    extension: root,
    workspace: mkdtempSync(join(tmpdir(), 'keap-bench-')),
    tests,
    prepare: async (page) => {
      await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
        const said = args.join(' ');
        lines.push(said);
        const found = /activateMs=([\d.]+)/.exec(said)?.[1];
        if (found) measured.resolve(Number(found));
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => {
        if (code !== 0) measured.reject(new Error(`The extension did not activate: ${lines.join(' ')}`));
      });
    },
  });
  const ms = await measured.promise;
  await workbench.close();
  return ms;
}

/** From the first frame with the view's header to the first with its rows; activation lies in between. */
async function measureTree(on: VsCodeServer, by: Browser): Promise<number> {
  const workspace = mkdtempSync(join(tmpdir(), 'keap-bench-'));
  const workbench = await openWorkbench({ server: on, browser: by, extension: root, workspace });
  const icon = workbench.activity('Keap');
  await icon.waitFor();
  // A window that still starts has no time for anyone: people open views in windows that have settled.
  await workbench.page.waitForTimeout(SETTLED_MS);
  const measuring = workbench.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let opened = 0;
        const look = () => {
          const panes = [...document.querySelectorAll('.part.sidebar .pane-header')];
          if (opened === 0 && panes.some((pane) => pane.textContent?.includes('API'))) opened = performance.now();
          const row = document.querySelector('.part.sidebar .tree-explorer-viewlet-tree-view .monaco-list-row');
          if (opened > 0 && row?.textContent?.includes('REST v2')) resolve(performance.now() - opened);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await icon.click();
  const ms = await measuring;
  await workbench.close();
  return ms;
}

/** Queries typed letter by letter, as *Go to operation* asks them. */
async function measureSearch(): Promise<number> {
  const operations = await new CatalogFiles(join(root, 'src/keap/catalog/data')).index();
  const search = new OperationSearch(operations);
  search.find('warm');
  const queries = [
    'list contacts',
    'create order payment',
    'email_addresses',
    'tags/{tag_id}/contacts',
    'v1 hooks',
    'send email template',
  ];
  const times: number[] = [];
  for (let round = 0; round < 20; round++) {
    for (const query of queries) {
      for (let length = 1; length <= query.length; length++) {
        const started = performance.now();
        search.find(query.slice(0, length), 60);
        times.push(performance.now() - started);
      }
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function list(values: readonly number[]): string {
  return values.map((value) => Math.round(value)).join(', ');
}
