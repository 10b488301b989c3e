import * as vscode from 'vscode';
import { asNumber, asObject, asStrings } from '../../keap/json.ts';

const STATE_KEY = 'keap.operations';
const STATE_VERSION = 1;
/** How many recently used operations the tree shows. */
const MOST_RECENT = 8;

/** Which operations someone marked as favourites and which they used last, by key, over all workspaces. */
export class OperationMemory implements vscode.Disposable {
  private readonly state: vscode.Memento;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  get favourites(): readonly string[] {
    return this.read().favourites;
  }

  /** Latest first. */
  get recent(): readonly string[] {
    return this.read().recent;
  }

  /** Whether any request was ever answered here. */
  get started(): boolean {
    return this.read().started;
  }

  async addFavourite(key: string): Promise<void> {
    await this.write({ favourites: [...without(this.favourites, key), key] });
  }

  async removeFavourite(key: string): Promise<void> {
    await this.write({ favourites: without(this.favourites, key) });
  }

  async used(key: string): Promise<void> {
    if (this.recent[0] === key) return;
    await this.write({ recent: [key, ...without(this.recent, key)].slice(0, MOST_RECENT), started: true });
  }

  async forgetRecent(): Promise<void> {
    await this.write({ recent: [] });
  }

  dispose(): void {
    this.changed.dispose();
  }

  private read(): Remembered {
    const stored = asObject(this.state.get(STATE_KEY));
    if (asNumber(stored?.['version']) !== STATE_VERSION) return { favourites: [], recent: [], started: false };
    return {
      favourites: asStrings(stored?.['favourites']) ?? [],
      recent: asStrings(stored?.['recent']) ?? [],
      started: stored?.['started'] === true,
    };
  }

  private async write(change: Partial<Remembered>): Promise<void> {
    await this.state.update(STATE_KEY, { version: STATE_VERSION, ...this.read(), ...change });
    this.changed.fire();
  }
}

interface Remembered {
  readonly favourites: readonly string[];
  readonly recent: readonly string[];
  readonly started: boolean;
}

function without(keys: readonly string[], key: string): string[] {
  return keys.filter((other) => other !== key);
}
