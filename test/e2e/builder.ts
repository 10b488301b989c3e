/** The request builder as a person meets it: by labels, roles and what is on the screen. */
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from '../vscode/workbench.ts';
import { pickOperation } from './pickOperation.ts';

/** Drives the builder of one operation. */
export class Builder {
  readonly frame: Frame;
  /** The exact address of the request as it is typed. */
  readonly address: Locator;
  readonly body: Locator;
  readonly sendButton: Locator;
  readonly cancelButton: Locator;
  /** Status, time and size of the answer, or why there is none. */
  readonly result: Locator;
  readonly #workbench: Workbench;

  constructor(frame: Frame, workbench: Workbench) {
    this.frame = frame;
    this.#workbench = workbench;
    this.address = frame.getByRole('region', { name: 'Request address' }).locator('code');
    this.body = frame.getByRole('textbox', { name: 'Body, as JSON' });
    this.result = frame.getByRole('region', { name: 'Send' });
    this.sendButton = this.result.getByRole('button', { name: 'Send', exact: true });
    this.cancelButton = this.result.getByRole('button', { name: 'Cancel' });
  }

  /** The control of a parameter. */
  field(name: string): Locator {
    return this.frame.getByLabel(name, { exact: true });
  }

  /** The sentences that stand with a control. */
  async describedBy(control: Locator): Promise<string> {
    return control.evaluate((element) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent.replace(/\s+/g, ' ').trim() ?? '')
        .join(' ')
        .trim(),
    );
  }

  /** Presses *Send* and waits until the result line holds this text. */
  async send(expected: string | RegExp): Promise<void> {
    await this.sendButton.click();
    await this.resulted(expected);
  }

  /** Waits until the result line holds this text and nothing is under way. */
  async resulted(expected: string | RegExp): Promise<void> {
    await this.result.filter({ hasText: expected }).waitFor();
    await this.cancelButton.waitFor({ state: 'hidden' });
  }

  /** Follows *Open response* to the document with this name. */
  async openResponse(name: string): Promise<void> {
    await this.frame.getByRole('button', { name: 'Open response' }).click();
    await this.#workbench.editors.opened(name);
  }

  /** Presses *Send*, answers the question that must come with this button, and waits for the result. */
  async sendAndConfirm(button: string, expected: string | RegExp): Promise<void> {
    await this.sendButton.click();
    await this.#workbench.messages.dialog();
    await this.#workbench.messages.pressInDialog(button);
    await this.resulted(expected);
  }

  /** Presses *Send*, types the word that must be asked for, and waits for the result. */
  async sendAndType(expected: string | RegExp): Promise<void> {
    const { quickInput } = this.#workbench;
    await this.sendButton.click();
    await quickInput.messageToBe(/ Type .+ to send it\./);
    await quickInput.answer(await quickInput.placeholder());
    await this.resulted(expected);
  }
}

/**
 * The open builder with this title, with its body as text; ask again after a reload or after its tab was hidden.
 * @param view how the body is to be shown, which the builders after it remember
 */
export async function builder(workbench: Workbench, title: string, view: 'Form' | 'JSON' = 'JSON'): Promise<Builder> {
  const frame = await workbench.editors.webview(title);
  await frame.getByRole('heading', { name: title, level: 1 }).waitFor();
  const other = frame.getByRole('button', { name: view, exact: true, pressed: false });
  if ((await other.count()) > 0) await other.click();
  return new Builder(frame, workbench);
}

/**
 * Opens the builder of an operation by *Keap: Go to operation*.
 * @param route method and path as the list shows them: `GET /v2/contacts/{contact_id}`
 */
export async function openBuilder(
  workbench: Workbench,
  route: string,
  title: string,
  view?: 'Form' | 'JSON',
): Promise<Builder> {
  await pickOperation(workbench, 'Keap: Go to operation', route, title);
  await workbench.editors.opened(title);
  return builder(workbench, title, view);
}
