import * as vscode from 'vscode';
import { accountOf, type Connection, KIND_LABELS } from '../../keap/connection.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Locks } from '../safety/locks.ts';
import type { ConnectionStore } from './connectionStore.ts';

const MINUTE_MS = 60_000;

/**
 * The active connection in the status bar, a click switches it; and beside it whether it only reads, a click unlocks
 * it or locks it again.
 */
export class ConnectionStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('keap.connection', vscode.StatusBarAlignment.Left, 10);
  private readonly lock = vscode.window.createStatusBarItem('keap.access', vscode.StatusBarAlignment.Left, 9.9);
  private readonly listener: vscode.Disposable;
  private readonly store: ConnectionStore;
  private readonly locks: Locks;
  private tick: NodeJS.Timeout | undefined;

  constructor(store: ConnectionStore, locks: Locks) {
    this.store = store;
    this.locks = locks;
    this.item.name = 'Keap connection';
    this.item.command = 'keap.switchConnection';
    this.lock.name = 'Keap access';
    this.listener = vscode.Disposable.from(
      store.onDidChange(() => this.show()),
      locks.onDidChange(() => this.show()),
    );
    this.show();
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.tick);
    this.listener.dispose();
    this.item.dispose();
    this.lock.dispose();
  }

  private show(): void {
    clearTimeout(this.tick);
    const { active } = this.store;
    this.showConnection(active);
    this.showAccess(active);
  }

  private showConnection(connection: Connection): void {
    const { kind, production } = connection;
    const name = plainText(connection.name);
    const sandbox = kind === 'sandbox';
    this.item.text = `$(${sandbox ? 'beaker' : 'key'}) Keap: ${name}${production ? ' (production)' : ''}`;
    const use = sandbox ? '' : production ? 'production' : 'test account';
    const facts = [KIND_LABELS[kind], plainText(accountOf(connection)), use].filter(Boolean).join(', ');
    this.item.tooltip = `Keap requests go to ${name}${sandbox ? ', a made-up account on this machine' : ` (${facts})`}\nSwitch connection`;
    this.item.accessibilityInformation = { label: `Keap connection ${name}, ${facts}. Switch connection.` };
  }

  private showAccess(connection: Connection): void {
    const { text, tooltip, command, warning } = this.access(connection);
    if (text === undefined) {
      this.lock.hide();
      return;
    }
    this.lock.text = text;
    this.lock.tooltip = tooltip;
    this.lock.command = command;
    this.lock.backgroundColor = warning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.lock.accessibilityInformation = { label: tooltip.replaceAll('\n', ' ') };
    this.lock.show();
  }

  private access(connection: Connection): {
    readonly text?: string;
    readonly tooltip: string;
    readonly command: string;
    readonly warning?: boolean;
  } {
    const name = plainText(connection.name);
    const access = this.locks.access(connection);
    if (access === 'none') {
      return {
        text: '$(workspace-untrusted) Sends nothing here',
        tooltip: `VS Code does not trust this folder, so ${name} sends nothing from it; the sandbox works.\nManage workspace trust`,
        command: 'workbench.trust.manage',
      };
    }
    if (access === 'readOnly') {
      return {
        text: '$(lock) Read-only',
        tooltip: `${name} is read-only: nothing is created, changed, deleted, mailed or charged.\nUnlock…`,
        command: 'keap.unlockConnection',
      };
    }
    const until = this.locks.unlockedUntil(connection);
    if (until === undefined) return { tooltip: '', command: '' };
    const left = minutesLeft(until - Date.now());
    if (Number.isFinite(until)) this.tick = setTimeout(() => this.show(), untilNextMinute(until - Date.now()));
    return {
      text: left === undefined ? '$(unlock) Unlocked' : `$(unlock) Unlocked, ${left} min`,
      tooltip: `${name} is unlocked ${left === undefined ? 'until this window closes' : `for ${left === 1 ? '1 more minute' : `${left} more minutes`}`}: requests may change the account.\nLock now`,
      command: 'keap.lockConnection',
      warning: true,
    };
  }
}

/** Whole minutes, the begun one counted; undefined for as long as the window lives. */
function minutesLeft(ms: number): number | undefined {
  return Number.isFinite(ms) ? Math.ceil(ms / MINUTE_MS) : undefined;
}

/** Until the number of minutes left is another one, in milliseconds. */
function untilNextMinute(ms: number): number {
  return (ms % MINUTE_MS) + 50;
}
