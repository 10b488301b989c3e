import * as vscode from 'vscode';
import type { Receiver } from './receiver.ts';

/** The receiver in the status bar, while it runs. */
export class ReceiverStatus implements vscode.Disposable {
  private readonly receiver: Receiver;
  private readonly item = vscode.window.createStatusBarItem('keap.hookReceiver', vscode.StatusBarAlignment.Left, 8);
  private readonly listener: vscode.Disposable;

  constructor(receiver: Receiver) {
    this.receiver = receiver;
    this.item.name = 'Keap hook receiver';
    this.item.command = 'keap.hooks.focus';
    this.listener = receiver.onDidChange(() => this.show());
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { port, posts } = this.receiver;
    if (port === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = `$(inbox) ${posts.length}`;
    this.item.tooltip = `The hook receiver listens on port ${port}; ${posts.length} received. Click to show them.`;
    this.item.accessibilityInformation = { label: `Keap hook receiver, ${posts.length} received. Show hooks.` };
    this.item.show();
  }
}
