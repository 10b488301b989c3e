import type * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { Log } from '../log.ts';
import type { ConnectionStore } from './connectionStore.ts';
import type { Ask } from './keyCheck.ts';

/** Unlocked connections, as far as connections have to know of them. */
export interface Unlocked {
  readonly onDidChange: vscode.Event<void>;
  unlockedUntil(connection: Connection): number | undefined;
  /** Ends an unlocking, if there is one. */
  lock(id: string): void;
}

/** What the commands around connections work with. */
export interface ConnectionServices {
  readonly connections: ConnectionStore;
  readonly sender: { check: Ask };
  readonly locks: Unlocked;
  readonly log: Log;
}

/** A connection of the user's: every one but the sandbox. */
export function isReal(connection: Connection): boolean {
  return connection.kind !== 'sandbox';
}
