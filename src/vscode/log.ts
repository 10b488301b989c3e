import * as vscode from 'vscode';
import { redactKeys } from '../keap/connection.ts';

/** The output channel *Keap*, at VS Code's log level. Everything written passes the one place that masks keys. */
export class Log implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Keap', { log: true });

  info(text: string): void {
    this.channel.info(redactKeys(text));
  }

  error(text: string, error?: unknown): void {
    const detail = error instanceof Error ? ` ${error.stack ?? error.message}` : '';
    this.channel.error(redactKeys(text + detail));
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }
}
