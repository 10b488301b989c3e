import * as vscode from 'vscode';
import type { Access, Connection } from '../../keap/connection.ts';
import { Unlocks } from '../../keap/safety/unlocks.ts';

/** What connections let through in this window: VS Code's trust, read-only, and who unlocked it until when. */
export class Locks implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly unlocks = new Unlocks(() => this.changed.fire());
  private readonly listener = vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire());
  readonly onDidChange = this.changed.event;

  /** What a connection lets through now. */
  access(connection: Connection): Access {
    if (connection.kind === 'sandbox') return 'full';
    if (!vscode.workspace.isTrusted) return 'none';
    return connection.readOnly && this.unlockedUntil(connection) === undefined ? 'readOnly' : 'full';
  }

  /** Until when a read-only connection is unlocked, in milliseconds since 1970, infinity for this window's life. */
  unlockedUntil(connection: Connection): number | undefined {
    return connection.readOnly ? this.unlocks.until(connection) : undefined;
  }

  /** @param ms for how long; infinity for as long as the window is open */
  unlock(connection: Connection, ms: number): void {
    this.unlocks.unlock(connection, ms);
  }

  lock(id: string): void {
    this.unlocks.lock(id);
  }

  dispose(): void {
    this.unlocks.clear();
    this.listener.dispose();
    this.changed.dispose();
  }
}
