import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { type Hook, sortedHooks } from '../../keap/hooks/hook.ts';
import { contextKey } from '../contextKey.ts';
import type { HookCalls } from './hookCalls.ts';

/** The hooks of a connection as they were listed, with a key of this app. */
export interface ListedHooks {
  readonly app: string | undefined;
  readonly hooks: readonly Hook[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How long Keap is given to verify a hook before it is looked at again. Milliseconds from one look to the next. */
const LOOKS_MS = [400, 1_500, 4_000] as const;

/** Hooks by connection, listed when a person asks for them and not before. They are in memory alone. */
export class HookList implements vscode.Disposable {
  private readonly calls: HookCalls;
  private readonly listed = new Map<string, ListedHooks>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly filled = contextKey('keap.hooksListedContext');
  private readonly end = new AbortController();
  readonly onDidChange = this.changed.event;

  constructor(calls: HookCalls) {
    this.calls = calls;
  }

  of({ id, app }: Connection): ListedHooks | undefined {
    const listed = this.listed.get(id);
    return listed?.app === app ? listed : undefined;
  }

  find(connection: Connection, key: string): Hook | undefined {
    return this.of(connection)?.hooks.find((hook) => hook.key === key);
  }

  /** Lists them anew: one call. @returns undefined where they could not be listed, which was then said */
  async refresh(connection: Connection): Promise<readonly Hook[] | undefined> {
    const hooks = await this.calls.list(connection);
    if (hooks) this.put(connection, hooks);
    return hooks;
  }

  /** Takes a hook as an answer has it. */
  take(connection: Connection, hook: Hook): void {
    const before = this.of(connection)?.hooks;
    if (!before) return;
    const isKnown = before.some(({ key }) => key === hook.key);
    const hooks = isKnown ? before.map((each) => (each.key === hook.key ? hook : each)) : [...before, hook];
    this.put(connection, hooks);
  }

  remove(connection: Connection, gone: string): void {
    const before = this.of(connection)?.hooks;
    if (before)
      this.put(
        connection,
        before.filter(({ key }) => key !== gone),
      );
  }

  /** Forgets the hooks of connections that are gone. */
  keepOnly(connections: readonly Connection[]): void {
    const ids = new Set(connections.map(({ id }) => id));
    for (const id of this.listed.keys()) if (!ids.has(id)) this.listed.delete(id);
  }

  /**
   * Looks a few times whether a hook was verified, since Keap answers before it asks the address.
   * @param isHopeless whether it is known not to be
   */
  async verified(connection: Connection, key: string, isHopeless: () => boolean): Promise<Hook | undefined> {
    const { signal } = this.end;
    let hook: Hook | undefined;
    for (const wait of LOOKS_MS) {
      await setTimeout(wait, undefined, { signal });
      hook = await this.calls.read(key, connection, signal);
      if (hook) this.take(connection, hook);
      if (!hook || hook.status === 'Verified' || isHopeless()) return hook;
    }
    return hook;
  }

  dispose(): void {
    this.end.abort();
    this.changed.dispose();
  }

  private put({ id, app }: Connection, hooks: readonly Hook[]): void {
    this.filled(true);
    this.listed.set(id, { app, hooks: sortedHooks(hooks), at: Date.now() });
    this.changed.fire();
  }
}
