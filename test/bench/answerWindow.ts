/** A VS Code window with a builder of *List contacts*, whose extension host tells what answers cost it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Builder, openBuilder } from '../e2e/builder.ts';
import { addConnection, type Keap, startKeap } from '../e2e/keap.ts';
import { launchChromium } from '../vscode/chromium.ts';
import { runOrThrow } from '../vscode/processes.ts';
import { startServer } from '../vscode/server.ts';
import { openWorkbench, type Workbench } from '../vscode/workbench.ts';
import type { Cost } from './documents/host.ts';

const root = join(import.meta.dirname, '../..');

export interface AnswerWindow {
  readonly workbench: Workbench;
  readonly keap: Keap;
  readonly builder: Builder;
  /** The folder that it has open. */
  readonly folder: string;
  /** Asks the extension host: `/begin`, `/end`. */
  readonly host: (path: string) => Promise<Cost>;
}

export interface AnswerWindowOptions {
  readonly settings: Readonly<Record<string, unknown>>;
  /** How long one wait may take, in milliseconds. */
  readonly timeout: number;
  /** Takes what is to be done in the end, the last of it first. */
  readonly after: (end: () => Promise<void>) => void;
}

/** Builds the extension and opens the window. */
export async function openAnswerWindow({ settings, timeout, after }: AnswerWindowOptions): Promise<AnswerWindow> {
  await runOrThrow(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
  const port = await freePort();
  const tests = join(root, 'dist/test/bench/documents.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'documents/host.ts')],
    outfile: tests,
    ...{ bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] },
  });
  const keap = await startKeap({ after });
  const server = await startServer({
    env: { ...keap.env, KEAP_BENCH_PORT: String(port) },
    settings: { 'editor.minimap.enabled': false, ...settings },
  });
  after(() => server.stop());
  const browser = await launchChromium();
  after(() => browser.close());
  const folder = mkdtempSync(join(tmpdir(), 'keap-bench-'));
  after(async () => rmSync(folder, { recursive: true }));
  const workbench = await openWorkbench({
    ...{ server, browser, extension: root, workspace: folder, tests, timeout },
    viewport: { width: 1500, height: 900 },
    prepare: async (page) => {
      page.setDefaultTimeout(timeout);
      await page.exposeFunction('codeAutomationLog', () => undefined);
      await page.exposeFunction('codeAutomationExit', () => undefined);
    },
  });
  after(() => workbench.close());
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Mine' });
  const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  const host = async (path: string): Promise<Cost> => (await fetch(`http://127.0.0.1:${port}${path}`)).json() as never;
  return { workbench, keap, builder, folder, host };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
