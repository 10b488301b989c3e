/** The editor area: its tabs, the text of the active editor, and webviews. */
import type { ElementHandle, Frame, Locator, Page } from 'playwright-core';

/** One tab. */
export interface Tab {
  readonly label: string;
  readonly active: boolean;
  readonly dirty: boolean;
}

const WEBVIEW_TIMEOUT = 30_000;

/** The document inside a webview's outer iframe, once it has a body, if the webview has this title and can be seen. */
async function contentOf(outer: ElementHandle, title: string): Promise<Frame | undefined> {
  if (!(await outer.isVisible())) return undefined;
  const inner = await (await outer.contentFrame())?.$('iframe#active-frame');
  if (!inner || (await inner.getAttribute('title')) !== title) return undefined;
  const content = await inner.contentFrame();
  await content?.waitForFunction(() => document.body?.childElementCount > 0, undefined, { timeout: 3000 });
  return content ?? undefined;
}

/** Drives the editor area of a workbench. */
export class Editors {
  /** The code editor of the active group. */
  readonly active: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.active = page.locator('.part.editor .editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** The tabs of every group, left to right. */
  async tabs(): Promise<Tab[]> {
    return this.#page.locator('.part.editor .tabs-container .tab').evaluateAll((tabs) =>
      tabs.map((tab) => ({
        label: tab.querySelector('.label-name')?.textContent?.trim() ?? '',
        active: tab.classList.contains('active'),
        dirty: tab.classList.contains('dirty'),
      })),
    );
  }

  /** The tab that shows this text: a file's name, a panel's title. An untitled document shows its first line, too. */
  tab(label: string | RegExp): Locator {
    return this.#page.locator('.part.editor .tabs-container .tab', { hasText: label });
  }

  /** Waits until the tab is there and active. */
  async opened(label: string | RegExp): Promise<void> {
    await this.tab(label).and(this.#page.locator('.active')).first().waitFor();
  }

  /** Clicks a tab and waits until its group is the one that keys go to. */
  async switchTo(label: string | RegExp): Promise<void> {
    await this.tab(label).first().click();
    await this.#page
      .locator('.editor-group-container.active .tabs-container .tab.active', { hasText: label })
      .first()
      .waitFor();
  }

  /** Puts the cursor into the active code editor. */
  async focus(): Promise<void> {
    await this.active.waitFor();
    await this.active.locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  /**
   * The whole text of the active code editor, also what is scrolled out of view: selected and copied as a person would,
   * after which the cursor, the scroll position and the clipboard are what they were.
   */
  async text(): Promise<string> {
    await this.focus();
    const before = await this.clipboard();
    const marker = `nothing copied ${Math.random()}`;
    await this.setClipboard(marker);
    await this.#page.keyboard.press('ControlOrMeta+a');
    await this.#page.keyboard.press('ControlOrMeta+c');
    await this.#page.waitForFunction(async (old) => (await navigator.clipboard.readText()) !== old, marker);
    const text = await this.clipboard();
    await this.#page.keyboard.press('ControlOrMeta+u');
    await this.setClipboard(before);
    return text.replace(/\r\n/g, '\n');
  }

  /** Waits until the active code editor shows this text among the lines in view. */
  async showing(text: string): Promise<void> {
    const lines = this.active.locator('.view-lines');
    // Monaco draws every space as a no-break space.
    const pattern = text
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('\\s+');
    await lines
      .filter({ hasText: new RegExp(pattern) })
      .first()
      .waitFor();
  }

  /** Replaces the whole text of the active code editor, as if pasted: nothing is completed or indented on the way. */
  async replaceText(text: string): Promise<void> {
    await this.focus();
    const before = await this.clipboard();
    await this.setClipboard(text);
    await this.#page.keyboard.press('ControlOrMeta+a');
    await this.#page.keyboard.press('ControlOrMeta+v');
    await this.setClipboard(before);
  }

  /** The code lens texts in view, top to bottom. */
  async lenses(): Promise<string[]> {
    const texts = await this.active.locator('.codelens-decoration a').allInnerTexts();
    return texts.map((text) => text.trim());
  }

  /** Clicks a code lens by its text. */
  async lens(text: string | RegExp): Promise<void> {
    await this.active.locator('.codelens-decoration a', { hasText: text }).first().click();
  }

  async clipboard(): Promise<string> {
    return this.#page.evaluate(() => navigator.clipboard.readText());
  }

  async setClipboard(text: string): Promise<void> {
    await this.#page.evaluate((value) => navigator.clipboard.writeText(value), text);
  }

  /**
   * The document inside the webview panel or view with this title (a panel's tab label, a view's name), two iframes deep,
   * once it has a body. Ask again after the webview was hidden or the window reloaded: the frame is a new one then.
   */
  async webview(title: string): Promise<Frame> {
    const outer = this.#page.locator('iframe.webview.ready');
    await outer.first().waitFor({ state: 'attached' });
    const deadline = performance.now() + WEBVIEW_TIMEOUT;
    while (performance.now() < deadline) {
      for (const element of await outer.elementHandles()) {
        // A frame that VS Code replaces at this moment fails; the next look finds its successor.
        const content = await contentOf(element, title).catch(() => undefined);
        if (content !== undefined) return content;
      }
      await this.#page.waitForTimeout(50);
    }
    throw new Error(`No webview named ${title} showed its content within ${WEBVIEW_TIMEOUT} ms.`);
  }
}
