/** The page of a run for each row as a person meets it: by labels, roles and what is on the screen. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from '../vscode/workbench.ts';

/** Drives the page of one run. */
export class RowRunPage {
  readonly frame: Frame;
  readonly bar: Locator;

  constructor(frame: Frame) {
    this.frame = frame;
    this.bar = frame.getByRole('region', { name: 'Run', exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Where a place gets its value from, as it is chosen. */
  async from(place: string): Promise<string> {
    return this.frame
      .getByRole('combobox', { name: `Where ${place} comes from` })
      .evaluate((select) => (select instanceof HTMLSelectElement ? (select.selectedOptions[0]?.text ?? '') : ''));
  }

  async choose(place: string, from: string): Promise<void> {
    await this.frame.getByRole('combobox', { name: `Where ${place} comes from` }).selectOption({ label: from });
  }

  /** The lines of the requests that are shown: line, method and address. */
  async requests(): Promise<string[]> {
    const texts = await this.frame.locator('.request .route').allInnerTexts();
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** Waits until the dry run says this. */
  async checked(words: string): Promise<void> {
    await this.frame.getByRole('region', { name: 'Dry run' }).getByText(words).waitFor();
  }

  /** Waits until the line of the run holds this text. */
  async runs(words: string | RegExp): Promise<void> {
    await this.bar.locator('.runLine').filter({ hasText: words }).waitFor({ timeout: 60_000 });
  }
}

/** The page of a run in the tab with this title. */
export async function rowRunPage(workbench: Workbench, title: string): Promise<RowRunPage> {
  await workbench.editors.opened(title);
  const frame = await workbench.editors.webview(title);
  await frame.getByRole('heading', { level: 1 }).waitFor();
  return new RowRunPage(frame);
}
