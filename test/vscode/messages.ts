/** What VS Code tells the user: notifications in the corner, modal dialogs and the status bar. */
import type { Locator, Page } from 'playwright-core';
import { shownText } from './shownText.ts';

/** A notification on the screen. */
export interface Notification {
  readonly message: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly buttons: readonly string[];
}

/** A modal dialog on the screen. */
export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Drives notifications, dialogs and the status bar of a workbench. */
export class Messages {
  readonly toasts: Locator;
  readonly box: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.toasts = page.locator('.notifications-toasts .notification-toast');
    this.box = page.locator('.monaco-dialog-box');
  }

  /** The notifications on the screen, newest first. */
  async notifications(): Promise<Notification[]> {
    return this.toasts.evaluateAll((toasts) =>
      toasts.map((toast) => {
        const icon = toast.querySelector('.notification-list-item-icon')?.className ?? '';
        const severity = /codicon-error/.test(icon) ? 'error' : /codicon-warning/.test(icon) ? 'warning' : 'info';
        const buttons = [...toast.querySelectorAll('.notification-list-item-buttons-container .monaco-button')];
        return {
          message: toast.querySelector('.notification-list-item-message')?.textContent?.trim() ?? '',
          severity: severity as 'info' | 'warning' | 'error',
          buttons: buttons.map((button) => button.textContent?.trim() ?? ''),
        };
      }),
    );
  }

  /** The notification that holds this text; `waitFor()` it, or read it. */
  notification(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text }).first();
  }

  /** Waits for the notification with this text and returns its whole message. */
  async notified(text: string | RegExp): Promise<string> {
    return shownText(this.notification(text).locator('.notification-list-item-message'));
  }

  /** Presses a button of the notification that holds this text. */
  async pressInNotification(text: string | RegExp, button: string): Promise<void> {
    const toast = this.notification(text);
    await toast.waitFor();
    await toast.locator('.monaco-button').getByText(button, { exact: true }).click();
  }

  /** Closes every notification on the screen. */
  async clearNotifications(): Promise<void> {
    for (;;) {
      const toast = this.toasts.first();
      if ((await this.toasts.count()) === 0) return;
      // One that goes by itself meanwhile is as good as closed.
      const timeout = 2_000;
      await toast
        .hover({ timeout })
        .then(() => toast.locator('.codicon-notifications-clear').click({ timeout }))
        .catch(() => undefined);
    }
  }

  /** Waits for a modal dialog and reads it. */
  async dialog(): Promise<Dialog> {
    await this.box.waitFor();
    const text = async (selector: string): Promise<string> => {
      const part = this.box.locator(selector);
      return (await part.count()) === 0 ? '' : shownText(part);
    };
    const buttons = await this.box.locator('.dialog-buttons .monaco-button').allInnerTexts();
    return {
      message: await text('.dialog-message-text'),
      detail: await text('.dialog-message-detail'),
      buttons: buttons.map((label) => label.trim()),
    };
  }

  /** Presses a button of the modal dialog and waits until the dialog is gone. */
  async pressInDialog(button: string): Promise<void> {
    await this.box.locator('.dialog-buttons .monaco-button').getByText(button, { exact: true }).click();
    await this.box.waitFor({ state: 'hidden' });
  }

  /** The status bar item that holds this text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.#page.locator('.part.statusbar .statusbar-item', { hasText: text }).first();
  }

  /** The texts of every status bar item, left to right. */
  async statusBar(): Promise<string[]> {
    const texts = await this.#page.locator('.part.statusbar .statusbar-item:visible').allInnerTexts();
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  }
}
