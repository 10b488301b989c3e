/** The box at the top of the window: command palette, quick picks and input boxes. */
import type { Locator, Page } from 'playwright-core';

/** One row of a quick pick. */
export interface QuickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly checked: boolean;
}

const clean = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();

/** Drives whichever quick input is open. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;
  readonly rows: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('.quick-input-filter input:visible, .quick-input-filter textarea:visible');
    this.rows = this.widget.locator('.quick-input-list .monaco-list-row');
  }

  /** Waits until a quick input is shown; with `title`, until one with this text in its title bar or placeholder is. */
  async opened(title?: string): Promise<void> {
    await this.widget.waitFor();
    if (title === undefined) return;
    const inTitle = this.widget.locator('.quick-input-title', { hasText: title });
    const asPlaceholder = this.widget.locator(`[placeholder*=${JSON.stringify(title)}]`);
    await inTitle.or(asPlaceholder).first().waitFor();
  }

  /** Waits until no quick input is shown. */
  async closed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Replaces the text in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.closed();
  }

  /** Types a value and accepts it. */
  async answer(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Answers VS Code's own dialog for files with a path: once it has listed its folder, since that replaces what is typed. */
  async answerFile(path: string): Promise<void> {
    await this.rows.filter({ hasText: '..' }).first().waitFor();
    await this.answer(path);
  }

  /** Clicks the row with this label, after typing it when it is not among the rows in view. */
  async pick(label: string): Promise<void> {
    await this.rows.first().waitFor();
    const row = this.row(label);
    if ((await row.count()) === 0) await this.type(label);
    await row.first().click();
  }

  /** The rows in view whose label is exactly this. */
  row(label: string): Locator {
    const exact = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
    return this.rows.filter({
      has: this.#page.locator('.quick-input-list-row').first().locator('.label-name', { hasText: exact }),
    });
  }

  /** The rows in view, top to bottom. A long list shows only a window of its rows: type to narrow it. */
  async items(): Promise<QuickItem[]> {
    await this.rows.first().waitFor();
    return this.rows.evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string): string =>
          (row.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
        return {
          label: text('.quick-input-list-row .label-name'),
          description: text('.quick-input-list-row .label-description'),
          detail: text('.quick-input-list-label-meta'),
          checked: row.querySelector('[aria-checked="true"], input:checked') !== null,
        };
      }),
    );
  }

  async title(): Promise<string> {
    return clean(await this.widget.locator('.quick-input-title').textContent());
  }

  async placeholder(): Promise<string> {
    return (await this.input.getAttribute('placeholder')) ?? '';
  }

  async value(): Promise<string> {
    return this.input.inputValue();
  }

  /** The line under the box: the prompt, or what is wrong with the value. */
  async message(): Promise<string> {
    return clean(await this.widget.locator('.quick-input-message').textContent());
  }

  /** Waits until the line under the box holds this text. */
  async messageToBe(text: string | RegExp): Promise<void> {
    await this.widget.locator('.quick-input-message', { hasText: text }).waitFor();
  }

  /** Whether what is typed is shown as dots. */
  async isPassword(): Promise<boolean> {
    return (await this.input.getAttribute('type')) === 'password';
  }

  /** Presses the Back button of a step, or any other button in the title bar by its tooltip. */
  async button(name: string | RegExp = /^Back/): Promise<void> {
    await this.widget.getByRole('button', { name }).first().click();
  }
}
