/** Runs the integration suite inside the real extension host of the VS Code server. */
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { TOTAL_MARK } from '../integration/lineReporter.ts';
import { launchChromium } from './chromium.ts';
import { startServer } from './server.ts';
import { PROJECT_ROOT } from './serverInstall.ts';
import { openWorkbench } from './workbench.ts';

/** How many tests of a suite passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Bundles every `test/integration/**\/*.test.ts`, found by name, and returns the path of the module with `run()`. */
export async function bundleIntegration(): Promise<string> {
  const outdir = join(PROJECT_ROOT, 'dist', 'test', 'integration');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: ['test/integration/index.ts', ...globSync('test/integration/**/*.test.ts', { cwd: PROJECT_ROOT })],
    outbase: 'test/integration',
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'index.cjs');
}

/** The text of a console call as it arrives from the extension host: an array of arguments, or text already. */
function consoleText(args: readonly unknown[]): string {
  return args.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ');
}

function readTotal(lines: readonly string[]): Counts | undefined {
  const line = lines.find((one) => one.includes(TOTAL_MARK));
  if (line === undefined) return undefined;
  const total: unknown = JSON.parse(line.slice(line.indexOf(TOTAL_MARK) + TOTAL_MARK.length));
  return total as Counts;
}

/** What may be chosen for a run of the suite. */
export interface IntegrationOptions {
  /** The extension's folder; default: this project. */
  readonly extension?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the lines go; default: the console. */
  readonly print?: (line: string) => void;
  /** How long the whole suite may take, in milliseconds; default 180,000. */
  readonly timeout?: number;
}

/**
 * Opens a window on an empty folder, runs the bundled suite in its extension host and prints a line for each test.
 * A suite that never reports its end counts as one failure.
 */
export async function runIntegration(tests: string, options: IntegrationOptions = {}): Promise<Counts> {
  const { print = console.log, timeout = 180_000 } = options;
  const lines: string[] = [];
  const server = await startServer({ ...(options.env === undefined ? {} : { env: options.env }) });
  const workspace = mkdtempSync(join(tmpdir(), 'keap-integration-'));
  const browser = await launchChromium();
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`it did not end within ${timeout / 1000} s.`)), timeout);
      const finish = (): void => {
        clearTimeout(late);
        resolve();
      };
      openWorkbench({
        server,
        browser,
        extension: options.extension ?? PROJECT_ROOT,
        workspace,
        tests,
        prepare: async (page) => {
          await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
            const text = consoleText(args);
            if (!/^\[AgentHost/.test(text)) lines.push(text);
            if (/^(ok|not ok|skipped) - /.test(text)) print(text);
          });
          await page.exposeFunction('codeAutomationExit', finish);
        },
      }).catch((error: unknown) => {
        clearTimeout(late);
        reject(error);
      });
    });
    const total = readTotal(lines);
    if (total !== undefined) return total;
    const last = lines.map((line) => `    ${line.slice(0, 300).split('\n')[0]}`).slice(-15);
    throw new Error(`it ended without a result. The window's last console lines:\n${last.join('\n')}`);
  } catch (error) {
    print(`not ok - integration suite: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await browser.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}
