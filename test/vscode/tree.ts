/** A tree view: its rows, what a click, an inline action and a context menu do. */
import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText.ts';

/** One row in view. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly ariaLabel: string;
  /** 1 for a root row. */
  readonly level: number;
  /** Undefined for a leaf. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
}

/** The views of the side bar or the panel, or one of them by its title. */
export class Tree {
  /** The view's body, or the whole part when no title was given. */
  readonly root: Locator;
  readonly rows: Locator;
  readonly #page: Page;
  readonly #pane: Locator;

  constructor(page: Page, title?: string) {
    this.#page = page;
    const part = page.locator('.part.sidebar');
    const titled = part.locator('.pane').filter({
      has: page.locator(`.pane-header[aria-label^=${JSON.stringify(title ?? '')}]`),
    });
    this.#pane = title === undefined ? part : titled;
    this.root = this.#pane.locator('.pane-body').first();
    this.rows = this.#pane.locator('.monaco-list-row[role="treeitem"]');
  }

  /** The row in view whose label is exactly `label` (a string) or matches it. */
  row(label: string | RegExp): Locator {
    const exact =
      typeof label === 'string' ? new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`) : label;
    return this.rows.filter({ has: this.#page.locator('.label-name', { hasText: exact }) }).first();
  }

  /** Scrolls from the top until the row is in view, and waits for it when it is not there yet. */
  async reveal(label: string | RegExp): Promise<Locator> {
    const row = this.row(label);
    await this.rows.first().waitFor();
    if (await row.isVisible()) return this.#uncover(row);
    await this.#pane.locator('.monaco-list').first().focus();
    await this.#page.keyboard.press('Home');
    await this.#pane.locator('.monaco-list-row[data-index="0"]').waitFor();
    const atEnd = this.#pane.locator('.monaco-list-row.focused[data-last-element="true"]');
    while (!(await row.isVisible()) && !(await atEnd.isVisible())) {
      // An editor that opens late takes the focus, and would take the keys.
      await this.#pane.locator('.monaco-list').first().focus();
      await this.#page.keyboard.press('PageDown');
      await this.#page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    await row.waitFor();
    return this.#uncover(row);
  }

  /** The rows in view, top to bottom, once there is one. A long tree shows only a window of its rows. */
  async read(): Promise<TreeRow[]> {
    await this.rows.first().waitFor();
    const rows = await this.rows.evaluateAll((elements) =>
      elements.map((element) => {
        const expanded = element.getAttribute('aria-expanded');
        const text = (selector: string): string => element.querySelector(selector)?.textContent?.trim() ?? '';
        return {
          top: element.getBoundingClientRect().top,
          label: text('.label-name'),
          description: text('.label-description'),
          ariaLabel: element.getAttribute('aria-label') ?? '',
          level: Number(element.getAttribute('aria-level')),
          expanded: expanded === null ? undefined : expanded === 'true',
          selected: element.getAttribute('aria-selected') === 'true',
        };
      }),
    );
    return rows.sort((a, b) => a.top - b.top).map(({ top: _, ...row }) => row);
  }

  /** Clicks the row: runs its command, or folds it in or out. */
  async click(label: string | RegExp): Promise<void> {
    await (await this.reveal(label)).click();
  }

  /** Folds the row out, if it is not, and waits until it is. */
  async expand(label: string | RegExp): Promise<void> {
    const row = await this.reveal(label);
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
    await row.and(this.#page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** Presses an inline action of the row by its tooltip. */
  async inlineAction(label: string | RegExp, action: string | RegExp): Promise<void> {
    const row = await this.reveal(label);
    await row.hover();
    await row.locator('.actions').getByRole('button', { name: action }).click();
  }

  /** Opens the row's context menu and returns the names of its entries. */
  async contextMenu(label: string | RegExp): Promise<string[]> {
    const entries = this.#menuEntries();
    const opened = async (timeout: number): Promise<boolean> => {
      await (await this.reveal(label)).click({ button: 'right' });
      return entries
        .first()
        .waitFor({ timeout })
        .then(() => true)
        .catch(() => false);
    };
    // A menu closes when the tree is drawn anew at that moment.
    if (!(await opened(5000)) && !(await opened(5000))) await opened(20_000);
    return (await entries.allInnerTexts()).map((text) => text.trim());
  }

  /** Opens the row's context menu and runs one of its entries. */
  async contextAction(label: string | RegExp, action: string): Promise<void> {
    await this.contextMenu(label);
    // Not by a click: a menu ignores the mouse button for a moment after it opened.
    await this.#menuEntries().filter({ hasText: action }).first().hover();
    await this.#page.keyboard.press('Enter');
  }

  /** Presses a button in the view's title bar by its tooltip. */
  async titleAction(action: string | RegExp): Promise<void> {
    await this.#pane.hover();
    await this.#page.locator('.part.sidebar').getByRole('button', { name: action }).first().click();
  }

  /** The text of a welcome view, shown while there are no rows. */
  async welcome(): Promise<string> {
    return shownText(this.#pane.locator('.welcome-view-content').first());
  }

  /** Turns the wheel until a row is not cut by the view's end nor covered by the rows that stick to its top. */
  async #uncover(row: Locator): Promise<Locator> {
    for (let turns = 0; turns < 5; turns++) {
      const hidden = await row.evaluate((element) => {
        const list = element.closest('.monaco-list');
        if (!list) return undefined;
        const { left, right, top, bottom } = list.getBoundingClientRect();
        const sticky = list.querySelector('.monaco-tree-sticky-container')?.getBoundingClientRect().bottom ?? top;
        const box = element.getBoundingClientRect();
        const above = box.top - Math.max(top, sticky);
        const below = box.bottom - bottom;
        const by = above < -1 ? above - box.height : below > 1 ? below : 0;
        return by === 0 ? undefined : { by, x: (left + right) / 2, y: (top + bottom) / 2 };
      });
      if (!hidden) break;
      await this.#page.mouse.move(hidden.x, hidden.y);
      await this.#page.mouse.wheel(0, hidden.by);
      await this.#page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    return row;
  }

  #menuEntries(): Locator {
    return this.#page.locator('.monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
  }
}
