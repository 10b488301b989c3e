import * as vscode from 'vscode';
import { accountOf, KIND_LABELS } from '../../keap/connection.ts';
import type { ConnectionStore } from './connectionStore.ts';

/** The active connection in the status bar; a click switches it. */
export class ConnectionStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('keap.connection', vscode.StatusBarAlignment.Left, 10);
  private readonly listener: vscode.Disposable;
  private readonly store: ConnectionStore;

  constructor(store: ConnectionStore) {
    this.store = store;
    this.item.name = 'Keap connection';
    this.item.command = 'keap.switchConnection';
    this.listener = store.onDidChange(() => this.show());
    this.show();
    this.item.show();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    const { active } = this.store;
    const { name, kind } = active;
    this.item.text = `$(${kind === 'sandbox' ? 'beaker' : 'key'}) Keap: ${name}`;
    const facts = [KIND_LABELS[kind], accountOf(active)].filter(Boolean).join(', ');
    this.item.tooltip = `Keap requests go to ${name}${kind === 'sandbox' ? ', a made-up account on this machine' : ` (${facts})`}\nSwitch connection`;
    this.item.accessibilityInformation = { label: `Keap connection ${name}, ${facts}. Switch connection.` };
  }
}
