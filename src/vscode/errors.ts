import * as vscode from 'vscode';
import { FindError } from '../keap/find/findError.ts';
import { isSendError } from '../keap/http/sendError.ts';
import { dayEndSentence } from '../keap/limits/limitWords.ts';
import { RowFileError } from '../keap/runs/rows/rowFileError.ts';
import { RunStop } from '../keap/runs/runStop.ts';
import { redactKeys } from '../keap/safety/keyShapes.ts';
import { plainText } from '../keap/safety/plainText.ts';
import type { Log } from './log.ts';
import { remedyOf } from './sending/remedies.ts';

/** A sentence for an error of any kind. */
export function errorSentence(error: unknown): string {
  if (isSendError(error)) {
    const message = plainText(redactKeys(error.message), 500);
    return error.code === 'dailyLimit' ? `${message} ${dayEndSentence(Date.now())}` : message;
  }
  return 'Something unexpected went wrong; the log says what.';
}

/** The one place that shows errors: a sentence and an action, never a stack. A cancelled request is no error. */
export async function showError(error: unknown, log: Log): Promise<void> {
  if (isSendError(error) && error.code === 'cancelled') return;
  if (error instanceof Error && error.name === 'AbortError') return;
  if (error instanceof FindError || error instanceof RunStop || error instanceof RowFileError) {
    void vscode.window.showErrorMessage(error.message);
    return;
  }
  if (!isSendError(error)) log.error('Unexpected error.', error);
  const remedy = isSendError(error) ? remedyOf(error.code) : undefined;
  const label = remedy?.label ?? 'Show log';
  if ((await vscode.window.showErrorMessage(errorSentence(error), label)) !== label) return;
  if (remedy) await remedy.run();
  else log.show();
}

/** A command's work with its errors shown. */
export function guarded<Arguments extends unknown[]>(
  log: Log,
  work: (...args: Arguments) => unknown,
): (...args: Arguments) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      await showError(error, log);
    }
  };
}
