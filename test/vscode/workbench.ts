/** A VS Code window in a browser page, driven as a person would: by keys, clicks and what is on the screen. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { Editors } from './editors.ts';
import { Messages } from './messages.ts';
import { QuickInput } from './quickInput.ts';
import type { Recorder } from './recorder.ts';
import type { VsCodeServer } from './server.ts';
import { Tree } from './tree.ts';

/** The four themes that every picture is looked at in. */
export type Theme =
  | 'Default Dark Modern'
  | 'Default Light Modern'
  | 'Default High Contrast'
  | 'Default High Contrast Light';

const THEME_CLASS: Readonly<Record<Theme, string>> = {
  'Default Dark Modern': 'vs-dark',
  'Default Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
};

const TIMEOUT = 30_000;

/** Tries `action`, giving it 3 s for each of its waits, until it succeeds or `timeout` ms have passed. */
async function until(timeout: number, action: (wait: number) => Promise<void>): Promise<void> {
  const deadline = performance.now() + timeout;
  for (;;) {
    try {
      return await action(3000);
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

/** Runs in the page: whether the focus is in a quick input that lists commands. */
function isPaletteFocused(): boolean {
  const value: unknown = document.activeElement === null ? '' : Reflect.get(document.activeElement, 'value');
  return typeof value === 'string' && value.startsWith('>');
}

/** What to open, and where. */
export interface OpenOptions {
  readonly server: VsCodeServer;
  readonly browser: Browser;
  /** Absolute path of the extension's folder, the one with package.json; it is loaded from there, not installed. */
  readonly extension: string;
  /** Absolute path of the folder to open. */
  readonly workspace: string;
  readonly theme?: Theme;
  /** Default 1280 by 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Absolute path, without `.cjs`, of a module that exports `run()`; see integration.ts. */
  readonly tests?: string;
  /** The browser context of a window that is open already: both then share the browser's storage, as tabs do. */
  readonly context?: BrowserContext;
  /** Called before the page is opened, to expose functions to it or to listen. */
  readonly prepare?: (page: Page, context: BrowserContext) => Promise<void>;
  /** Remembers what passes through the window. */
  readonly recorder?: Recorder;
  /** How long one wait may take, in milliseconds; default 30,000. */
  readonly timeout?: number;
}

/** Where the browser finds a window with the extension under development; what `npm start` prints, too. */
export function workbenchAddress(options: Pick<OpenOptions, 'server' | 'extension' | 'workspace' | 'tests'>): string {
  const query = [
    ['folder', options.workspace],
    ['extension', options.extension],
    ...(options.tests === undefined ? [] : [['tests', options.tests]]),
  ].map(([name, path = '']) => `${name}=${encodeURIComponent(slashed(path)).replaceAll('%2F', '/')}`);
  return `${options.server.origin}/?${query.join('&')}`;
}

function slashed(path: string): string {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}

/** Adds settings to a folder's `.vscode/settings.json`, making it when needed; `undefined` removes one. */
function changeWorkspaceSettings(workspace: string, changes: Readonly<Record<string, unknown>>): void {
  const file = join(workspace, '.vscode', 'settings.json');
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  let settings: unknown = {};
  try {
    settings = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // None yet.
  }
  writeFileSync(file, JSON.stringify({ ...(settings as object), ...changes }, null, 2));
}

/** An open window. Its own browser context keeps its storage apart; a reload keeps it. */
export class Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: VsCodeServer;
  /** The opened folder. */
  readonly workspace: string;
  readonly quickInput: QuickInput;
  readonly editors: Editors;
  readonly messages: Messages;
  readonly #recorder: Recorder | undefined;
  readonly #isGuest: boolean;
  readonly #timeout: number;
  #changes = 0;

  constructor(page: Page, options: OpenOptions) {
    this.page = page;
    this.context = page.context();
    this.server = options.server;
    this.workspace = options.workspace;
    this.#recorder = options.recorder;
    this.#isGuest = options.context !== undefined;
    this.#timeout = options.timeout ?? TIMEOUT;
    this.quickInput = new QuickInput(page);
    this.editors = new Editors(page);
    this.messages = new Messages(page);
  }

  /** Waits until the workbench is drawn. Extensions may still be starting: wait for what they bring. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.page.locator('.part.activitybar .action-item').first().waitFor();
  }

  /** Opens the command palette and leaves `text` typed in it. */
  async palette(text: string): Promise<QuickInput> {
    await until(this.#timeout, async (wait) => {
      // A window that is still starting may not take the key yet.
      await this.page.keyboard.press('F1');
      await this.page.waitForFunction(isPaletteFocused, undefined, { timeout: wait });
    });
    await this.quickInput.type(`>${text}`);
    return this.quickInput;
  }

  /** Runs a command by the title the palette shows for it, such as "Keap: Add connection". */
  async runCommand(title: string): Promise<void> {
    await until(this.#timeout, async (wait) => {
      // The palette's list does not grow when an extension's commands arrive after it was opened: open it again.
      const row = (await this.palette(title)).row(title).first();
      await row.waitFor({ timeout: wait });
      // With all its time: a click that is late and then done a second time would run the command twice.
      await row.click();
    });
  }

  /** The view with this name in the side bar, or all of the side bar. */
  tree(title?: string): Tree {
    return new Tree(this.page, title);
  }

  /** Shows the view container with this name by its icon in the activity bar. */
  async showContainer(title: string): Promise<void> {
    const tab = this.activity(title);
    await tab.waitFor();
    if (
      (await tab.getAttribute('aria-selected')) !== 'true' ||
      !(await this.page.locator('.part.sidebar').isVisible())
    ) {
      await tab.click();
    }
    await this.page.locator('.part.sidebar .composite.title', { hasText: title }).waitFor();
  }

  /** The icon of a view container in the activity bar. */
  activity(title: string): Locator {
    return this.page.locator('.part.activitybar').getByRole('tab', { name: title });
  }

  /**
   * Changes settings in the folder's `.vscode/settings.json` and waits until the window and its extensions have them:
   * its title is a setting of the same file, and extensions are told before it shows.
   */
  async setSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
    const title = `Settings ${++this.#changes}`;
    await until(this.#timeout, async (wait) => {
      // A watcher that is still starting misses a change: it is made again.
      changeWorkspaceSettings(this.workspace, { ...changes, 'window.title': title });
      await this.page.waitForFunction((wanted) => document.title.endsWith(wanted), title, { timeout: wait });
    });
  }

  /** Sets the theme for the folder and waits until the window has it. */
  async setTheme(theme: Theme): Promise<void> {
    changeWorkspaceSettings(this.workspace, { 'workbench.colorTheme': theme });
    await this.page.locator(`.monaco-workbench.${THEME_CLASS[theme]}`).waitFor();
  }

  /** Reloads the page as F5 would: VS Code starts again with the same storage. */
  async reload(): Promise<void> {
    await this.#recorder?.snapshot(this.page);
    await this.page.reload({ waitUntil: 'commit' });
    await this.ready();
  }

  async screenshot(path: string): Promise<void> {
    await this.#recorder?.snapshot(this.page);
    await this.page.screenshot({ path });
  }

  /** Closes the window; its extension host ends with it. */
  async close(): Promise<void> {
    await this.#recorder?.snapshot(this.page);
    await (this.#isGuest ? this.page : this.context).close();
  }
}

/** Opens a window on a folder with the extension in development. */
export async function openWorkbench(options: OpenOptions): Promise<Workbench> {
  const { browser, theme } = options;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    }));
  context.setDefaultTimeout(options.timeout ?? TIMEOUT);
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  if (!options.context) await options.recorder?.attach(context);
  await options.prepare?.(page, context);
  await page.goto(workbenchAddress(options), { waitUntil: 'commit' });
  const workbench = new Workbench(page, options);
  await workbench.ready();
  // A theme that stands in the settings already is not always taken up by a window that opens; a change is.
  if (theme) await workbench.setTheme(theme);
  return workbench;
}
