import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { Access } from '../../keap/safety/safety.ts';

/**
 * Which read-only connections someone has unlocked in this window, and until when. Nothing of it is stored: a window
 * that opens finds everything locked.
 */
export class Locks implements vscode.Disposable {
  private readonly unlocked = new Map<string, { readonly until: number; readonly timer: NodeJS.Timeout | undefined }>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** What a connection lets through now. */
  access(connection: Connection): Access {
    if (connection.kind === 'sandbox') return 'full';
    if (!vscode.workspace.isTrusted) return 'none';
    return connection.readOnly && this.unlockedUntil(connection.id) === undefined ? 'readOnly' : 'full';
  }

  /** Until when a connection is unlocked, in milliseconds since 1970, infinity for this window's life. */
  unlockedUntil(id: string): number | undefined {
    const until = this.unlocked.get(id)?.until;
    return until !== undefined && until > Date.now() ? until : undefined;
  }

  /** @param ms for how long; infinity for as long as the window is open */
  unlock(id: string, ms: number): void {
    this.forget(id);
    const timer = Number.isFinite(ms) ? setTimeout(() => this.lock(id), ms) : undefined;
    this.unlocked.set(id, { until: Date.now() + ms, timer });
    this.changed.fire();
  }

  lock(id: string): void {
    if (this.forget(id)) this.changed.fire();
  }

  dispose(): void {
    for (const id of [...this.unlocked.keys()]) this.forget(id);
    this.changed.dispose();
  }

  private forget(id: string): boolean {
    clearTimeout(this.unlocked.get(id)?.timer);
    return this.unlocked.delete(id);
  }
}
