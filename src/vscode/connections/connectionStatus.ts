import * as vscode from 'vscode';
import { accountOf, type Connection, KIND_LABELS } from '../../keap/connection.ts';
import type { Level } from '../../keap/limits/limitWords.ts';
import { markdownText } from '../../keap/safety/markdownText.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { LimitMeter } from '../limits/limitMeter.ts';
import type { Locks } from '../safety/locks.ts';
import type { ConnectionStore } from './connectionStore.ts';

const MINUTE_MS = 60_000;

const BACKGROUNDS: Readonly<Record<Level, vscode.ThemeColor | undefined>> = {
  usual: undefined,
  near: new vscode.ThemeColor('statusBarItem.warningBackground'),
  out: new vscode.ThemeColor('statusBarItem.errorBackground'),
};

/** Not every theme has a background for it. */
const SIGNS: Readonly<Record<Level, string>> = { usual: '', near: '$(warning) ', out: '$(error) ' };

/**
 * The active connection in the status bar with what is left of its calls today, a click switches it; and beside it
 * whether it only reads, a click unlocks it or locks it again.
 */
export class ConnectionStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('keap.connection', vscode.StatusBarAlignment.Left, 10);
  private readonly lock = vscode.window.createStatusBarItem('keap.access', vscode.StatusBarAlignment.Left, 9.9);
  private readonly listeners: vscode.Disposable[];
  private readonly store: ConnectionStore;
  private readonly locks: Locks;
  private meter: LimitMeter | undefined;
  private tick: NodeJS.Timeout | undefined;
  private shown = '';

  constructor(store: ConnectionStore, locks: Locks) {
    this.store = store;
    this.locks = locks;
    this.item.name = 'Keap connection';
    this.item.command = 'keap.switchConnection';
    this.lock.name = 'Keap access';
    this.listeners = [store.onDidChange(() => this.show()), locks.onDidChange(() => this.show())];
    this.show();
    this.item.show();
  }

  /** Shows what is left of the connection's calls, too: nobody knows before the limits are there. */
  showMeter(meter: LimitMeter): void {
    this.meter = meter;
    this.listeners.push(meter.onDidChange(() => this.showConnection(this.store.active)));
  }

  dispose(): void {
    clearTimeout(this.tick);
    for (const listener of this.listeners) listener.dispose();
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
    const meter = this.meter?.read(Date.now());
    const name = plainText(connection.name);
    const sandbox = kind === 'sandbox';
    const use = sandbox ? '' : production ? 'production' : 'test account';
    const facts = [KIND_LABELS[kind], plainText(accountOf(connection)), use].filter(Boolean).join(', ');
    const where = `Keap requests go to ${name}${sandbox ? ', a made-up account on this machine' : ` (${facts})`}`;
    const left = meter?.text ? ` · ${SIGNS[meter.level]}${meter.text}` : '';
    const text = `$(${sandbox ? 'beaker' : 'key'}) Keap: ${name}${production ? ' (production)' : ''}${left}`;
    const tooltip = [markdownText(where), ...(meter ? [meter.tooltip] : []), 'Switch connection'].join('\n\n');
    const label = [`Keap connection ${name}`, facts, meter?.spoken].filter(Boolean).join(', ');
    const shown = JSON.stringify([text, tooltip, label, meter?.level]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.item.text = text;
    this.item.tooltip = new vscode.MarkdownString(tooltip);
    this.item.backgroundColor = BACKGROUNDS[meter?.level ?? 'usual'];
    this.item.accessibilityInformation = { label: `${label}. Switch connection.` };
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
