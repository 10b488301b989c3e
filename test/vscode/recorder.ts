/** Remembers what passed through a window, so that a test can search all of it for what must never be seen. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

/** A piece of text and where it was seen. */
export interface Seen {
  /** Such as `console`, `webview message`, `page` or `file data/logs/...`. */
  readonly where: string;
  readonly text: string;
}

/** Runs in every frame before its own scripts: reports each message that a webview's frames pass on. */
function reportMessages(): void {
  if (!location.pathname.includes('/webview/')) return;
  const report = Reflect.get(globalThis, 'keapTestMessage') as ((text: string) => void) | undefined;
  const text = (message: unknown): string => {
    try {
      return JSON.stringify(message, (_, value: unknown) =>
        value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value,
      );
    } catch {
      return String(message);
    }
  };
  for (const prototype of [Window.prototype, MessagePort.prototype]) {
    const target: object = prototype === Window.prototype ? window : prototype;
    const original: unknown = Reflect.get(target, 'postMessage');
    if (typeof original !== 'function') continue;
    Reflect.set(target, 'postMessage', function (this: unknown, ...args: unknown[]): unknown {
      const whole = text(args[0]);
      // Of the megabytes that a test sends itself the ends will do: passing all of them on takes half a minute.
      report?.(whole.length < 2_000_000 ? whole : `${whole.slice(0, 500_000)}…${whole.slice(-500_000)}`);
      return Reflect.apply(original, this, args);
    });
  }
}

/** Collects console lines, webview messages and, when asked, the text of every frame and of files on disk. */
export class Recorder {
  readonly #seen: Seen[] = [];
  readonly #pages = new Set<Page>();

  /** Everything remembered so far, oldest first. */
  get seen(): readonly Seen[] {
    return this.#seen;
  }

  /** Starts listening; call it before the first page of the context is opened. */
  async attach(context: BrowserContext): Promise<void> {
    await context.exposeBinding('keapTestMessage', (_, text: string) => {
      this.#seen.push({ where: 'webview message', text });
    });
    await context.addInitScript(reportMessages);
    context.on('console', (message) => this.#seen.push({ where: 'console', text: message.text() }));
    context.on('weberror', (error) => this.#seen.push({ where: 'console', text: String(error.error()) }));
    context.on('request', (request) => this.#seen.push({ where: 'browser request', text: request.url() }));
    for (const page of context.pages()) this.#pages.add(page);
    context.on('page', (page) => this.#pages.add(page));
  }

  /** Remembers what every frame of the page holds now: its markup and what is typed in its fields. */
  async snapshot(page: Page): Promise<void> {
    for (const frame of page.frames()) {
      try {
        const text = await frame.evaluate(() => {
          const fields = [...document.querySelectorAll('input, textarea')].map((field) => Reflect.get(field, 'value'));
          return `${document.documentElement.outerHTML}\n${fields.join('\n')}`;
        });
        this.#seen.push({ where: `page ${frame.url().slice(0, 80)}`, text });
      } catch {
        // The frame went away meanwhile.
      }
    }
  }

  /** Everything remembered, plus what the open windows hold now and every file under `folders`. */
  async everythingSeen(folders: readonly string[]): Promise<Seen[]> {
    for (const page of this.#pages) if (!page.isClosed()) await this.snapshot(page);
    return [...this.#seen, ...folders.flatMap((folder) => filesUnder(folder))];
  }
}

function filesUnder(folder: string): Seen[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    try {
      return statSync(path).size > 50_000_000 ? [] : [{ where: `file ${path}`, text: readFileSync(path, 'latin1') }];
    } catch {
      return []; // Removed between the listing and the reading.
    }
  });
}
