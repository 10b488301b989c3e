/**
 * What every end-to-end test stands on: a window of the real VS Code with the built extension, on a folder of its own.
 *
 * ```ts
 * const vscode = useVsCode();
 * test('shows its icon', async (t) => {
 *   const { workbench } = await vscode.open(t);
 *   await workbench.showContainer('Keap');
 * });
 * ```
 */
import { deepEqual } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../vscode/chromium.ts';
import { Recorder, type Seen } from '../vscode/recorder.ts';
import { type ServerOptions, startServer, type VsCodeServer } from '../vscode/server.ts';
import { PROJECT_ROOT } from '../vscode/serverInstall.ts';
import { shareSecrets } from '../vscode/sharedSecrets.ts';
import { type OpenOptions, openWorkbench, type Workbench } from '../vscode/workbench.ts';
import { leaksIn } from './leaks.ts';

/** What a test may want to be different. */
export interface FixtureOptions
  extends Pick<ServerOptions, 'env' | 'settings' | 'trust'>,
    Partial<Pick<OpenOptions, 'theme' | 'viewport' | 'timeout' | 'extension'>> {
  /** Files to put into the folder first, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether windows share their secrets at once, as those of a desktop do; see `shareSecrets`. */
  readonly sharedSecrets?: boolean;
  /** Why keys of the test are seen at its end; without a reason the fixture looks for them and finds none. */
  readonly keysAreSeenBecause?: string;
}

/** An open window with all that belongs to it. */
export interface Opened {
  readonly workbench: Workbench;
  readonly server: VsCodeServer;
  /** The opened folder: temporary, and this test's alone. */
  readonly workspace: string;
  /**
   * Everything that could be seen or found: every console line, webview message and browser request since the start,
   * the markup of every frame at each screenshot, at each reload and now, and every file in the folder and in the
   * server's data (logs, settings, state, global storage).
   */
  everythingSeen(): Promise<Seen[]>;
  /** Opens one more window on the same server, folder and browser storage, as a second VS Code window would be. */
  another(): Promise<Workbench>;
}

/** Opens windows for the tests of one file. */
export interface VsCode {
  /**
   * Starts a VS Code server and opens a window. The test gets both for itself: a server starts in a third of a second,
   * and its settings, secrets, global state and disk are nobody else's. All of it is gone when the test ends. A test
   * that fails leaves a picture in `.vscode-test/failures/`.
   */
  open(t: TestContext, options?: FixtureOptions): Promise<Opened>;
}

/** What moves or is drawn again and again costs two cores a good part of their time. */
const STILL = { 'editor.cursorBlinking': 'solid', 'editor.minimap.enabled': false, 'workbench.reduceMotion': 'on' };

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What a hook is given: `passed` is there since Node 22, but not in the types of 22. */
interface Outcome {
  readonly fullName: string;
  readonly passed?: boolean;
}

async function pictureOfFailure(t: TestContext, test: Outcome, workbench: Workbench): Promise<void> {
  if (test.passed !== false) return;
  const path = join(PROJECT_ROOT, '.vscode-test', 'failures', `${test.fullName.replace(/[^\w]+/g, '-')}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await workbench.screenshot(path).catch(() => undefined);
  t.diagnostic(`The window when the test failed: ${path}`);
}

/** Shares one browser among the tests of the calling file and closes it after the last. */
export function useVsCode(): VsCode {
  let launching: Promise<Browser> | undefined;
  after(async () => {
    await (await launching)?.close();
  });

  const open = async (t: TestContext, options: FixtureOptions = {}): Promise<Opened> => {
    launching ??= launchChromium();
    const {
      files = {},
      env,
      settings,
      trust,
      sharedSecrets = false,
      keysAreSeenBecause,
      extension = PROJECT_ROOT,
      ...window
    } = options;
    const workspace = mkdtempSync(join(tmpdir(), 'keap-e2e-'));
    writeFiles(workspace, files);
    const server = await startServer({
      ...(env === undefined ? {} : { env }),
      settings: { ...STILL, ...settings },
      ...(trust === undefined ? {} : { trust }),
    });
    const recorder = new Recorder();
    const browser = await launching;
    const workbenches: Workbench[] = [];
    t.afterEach(async (subtest) => {
      for (const workbench of workbenches) await pictureOfFailure(t, subtest as Outcome, workbench);
    });
    const everythingSeen = (): Promise<Seen[]> => recorder.everythingSeen([workspace, server.serverDataDir]);
    t.after(async () => {
      const leaks =
        (t as Outcome).passed === false ? [] : leaksIn(await everythingSeen(), keysAreSeenBecause === undefined);
      // The first owns what the others share.
      for (const workbench of workbenches.reverse()) {
        await pictureOfFailure(t, t, workbench);
        await workbench.close();
      }
      await server.stop();
      rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
      deepEqual(leaks, [], 'Whatever a test does, keys and people are not to be seen where they do not belong.');
    });
    const another = async (): Promise<Workbench> => {
      const [first] = workbenches;
      const storage = first ? { context: first.context } : {};
      const prepare = sharedSecrets && !first ? { prepare: shareSecrets } : {};
      const options = { server, browser, extension, workspace, recorder, ...window, ...storage, ...prepare };
      const workbench = await openWorkbench(options);
      workbenches.push(workbench);
      return workbench;
    };
    return { workbench: await another(), server, workspace, everythingSeen, another };
  };
  return { open };
}
