import * as vscode from 'vscode';
import { asNumber, asObject, asStrings } from '../keap/json.ts';

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

  async addFavourite(key: string): Promise<void> {
    const { favourites, recent } = this.read();
    await this.write([...favourites.filter((other) => other !== key), key], recent);
  }

  async removeFavourite(key: string): Promise<void> {
    const { favourites, recent } = this.read();
    await this.write(
      favourites.filter((other) => other !== key),
      recent,
    );
  }

  async used(key: string): Promise<void> {
    const { favourites, recent } = this.read();
    if (recent[0] === key) return;
    await this.write(favourites, [key, ...recent.filter((other) => other !== key)].slice(0, MOST_RECENT));
  }

  async forgetRecent(): Promise<void> {
    await this.write(this.favourites, []);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private read(): { favourites: string[]; recent: string[] } {
    const stored = asObject(this.state.get(STATE_KEY));
    if (asNumber(stored?.['version']) !== STATE_VERSION) return { favourites: [], recent: [] };
    return { favourites: asStrings(stored?.['favourites']) ?? [], recent: asStrings(stored?.['recent']) ?? [] };
  }

  private async write(favourites: readonly string[], recent: readonly string[]): Promise<void> {
    await this.state.update(STATE_KEY, { version: STATE_VERSION, favourites, recent });
    this.changed.fire();
  }
}
