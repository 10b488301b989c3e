import type * as vscode from 'vscode';
import { asNumber, asObject } from '../keap/json.ts';

const STATE_VERSION = 1;

/** What is remembered, and where. */
export interface KeptOptions<Value> {
  /** The name in VS Code's storage, and of the member there that has the values. */
  readonly key: string;
  readonly member: string;
  /** Of so many operations something is remembered, the latest ones. */
  readonly most: number;
  /** A value from unknown data; undefined where it is none. */
  readonly parse: (stored: unknown) => Value | undefined;
}

/** A value for each operation, remembered over all workspaces. */
export class KeptByOperation<Value> {
  private readonly state: vscode.Memento;
  private readonly options: KeptOptions<Value>;

  constructor(state: vscode.Memento, options: KeptOptions<Value>) {
    this.state = state;
    this.options = options;
  }

  of(operation: string): Value | undefined {
    return this.options.parse(this.stored().get(operation));
  }

  async keep(operation: string, value: Value): Promise<void> {
    const { key, member, most } = this.options;
    const all = this.stored();
    // The operation kept last comes last, so that the first is the one to forget.
    all.delete(operation);
    all.set(operation, value);
    const latest = Object.fromEntries([...all].slice(-most));
    await this.state.update(key, { version: STATE_VERSION, [member]: latest });
  }

  private stored(): Map<string, unknown> {
    const stored = asObject(this.state.get(this.options.key));
    const isOurs = asNumber(stored?.['version']) === STATE_VERSION;
    return new Map(Object.entries((isOurs && asObject(stored?.[this.options.member])) || {}));
  }
}
