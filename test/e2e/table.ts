/** The table of an answer as a person meets it: by roles, labels and what is on the screen. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from '../vscode/workbench.ts';
import { eventually } from './eventually.ts';

/** Drives one table. */
export class Table {
  readonly frame: Frame;
  readonly grid: Locator;
  readonly filter: Locator;
  readonly columnsButton: Locator;
  readonly #workbench: Workbench;

  constructor(frame: Frame, workbench: Workbench) {
    this.frame = frame;
    this.#workbench = workbench;
    this.grid = frame.getByRole('grid');
    this.filter = frame.getByRole('searchbox', { name: 'Filter rows' });
    this.columnsButton = frame.getByRole('button', { name: 'Columns', exact: true });
  }

  /** Waits until the table says how many rows it shows: `3 of 10,000 rows`. */
  async counts(words: string): Promise<void> {
    await this.frame.locator('.count').getByText(words, { exact: true }).waitFor();
  }

  heading(title: string): Locator {
    return this.frame.getByRole('columnheader', { name: title, exact: true });
  }

  /** The titles of the columns in sight, left to right. */
  async headings(): Promise<string[]> {
    const cells = await this.frame.locator('.head .cell').evaluateAll((elements) =>
      elements
        .filter((element) => element instanceof HTMLElement && !element.hidden)
        .map((element) => ({
          at: Number(element.getAttribute('aria-colindex')),
          text: element.querySelector('.text')?.textContent ?? '',
        })),
    );
    return cells.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
  }

  /** What stands in a column, of the first rows in sight; waits until it has come. */
  async column(title: string, count: number): Promise<string[]> {
    await this.heading(title).waitFor();
    const at = await this.heading(title).getAttribute('aria-colindex');
    return eventually(
      () => this.#rows(`[aria-colindex="${at}"]`, count),
      (texts) => texts.length === count && texts.every((text) => text !== undefined),
    ) as Promise<string[]>;
  }

  /** A cell by its row, counted from 1, and its column. */
  async cell(row: number, title: string): Promise<Locator> {
    const at = await this.heading(title).getAttribute('aria-colindex');
    return this.frame.locator(`.row[aria-rowindex="${row + 1}"] > .cell[aria-colindex="${at}"]`);
  }

  /** Opens the menu of a column. */
  async menu(title: string): Promise<Locator> {
    await this.heading(title).click({ button: 'right' });
    const menu = this.frame.getByRole('dialog', { name: `Column ${title}` });
    await menu.waitFor();
    return menu;
  }

  /** Sets a condition of a column by its menu. */
  async setCondition(title: string, operator: string, value?: string): Promise<void> {
    const menu = await this.menu(title);
    await menu.getByRole('combobox', { name: 'Rows where it' }).selectOption({ label: operator });
    if (value !== undefined) await menu.getByRole('textbox', { name: 'Value to compare with' }).fill(value);
    await menu.getByRole('button', { name: 'Filter', exact: true }).click();
  }

  /** Puts the focus into the table. */
  async focus(): Promise<void> {
    await this.grid.focus();
  }

  /** Presses *Export* and takes its questions; the file is the one proposed, in the folder. */
  async export(answers: readonly string[], file: string): Promise<void> {
    const { quickInput } = this.#workbench;
    await this.frame.getByRole('button', { name: 'Export…' }).click();
    for (const answer of answers) {
      await quickInput.opened();
      await quickInput.row(answer).first().waitFor();
      await quickInput.pick(answer);
    }
    // The dialog fills in its own proposal a moment after it opens.
    await eventually(
      () => quickInput.value(),
      (value) => value.endsWith(file),
    );
    await quickInput.accept();
  }

  async #rows(cell: string, count: number): Promise<(string | undefined)[]> {
    const rows = await this.frame.locator('.row:not(.head):not([hidden])').evaluateAll(
      (elements, selector) =>
        elements.map((element) => {
          const found = element.querySelector(`:scope > .cell${selector}`);
          const waiting = !found || found.classList.contains('waiting');
          return {
            at: Number(element.getAttribute('aria-rowindex')),
            text: waiting ? undefined : (found.textContent ?? ''),
          };
        }),
      cell,
    );
    return rows
      .toSorted((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ text }) => text);
  }
}

/** The open table of an operation; ask again after a reload or after its tab was hidden. */
export async function tableOf(workbench: Workbench, operation: string): Promise<Table> {
  const title = `${operation} — table`;
  await workbench.editors.opened(title);
  const frame = await workbench.editors.webview(title);
  await frame.getByRole('grid').waitFor();
  return new Table(frame, workbench);
}
