import type * as vscode from 'vscode';
import { asNumber, asObject, asStrings } from '../../keap/json.ts';
import { holdsKey } from '../../keap/safety/keyShapes.ts';

const STATE_KEY = 'keap.find';
const STATE_VERSION = 1;
const MOST_OPERATIONS = 50;
const MOST_OF_ONE = 10;
const LONGEST = 500;

/** The expressions that someone used last on the answers of each operation. */
export class RecentExpressions {
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  /** Latest first. */
  of(operation: string): readonly string[] {
    return this.read().get(operation) ?? [];
  }

  async used(operation: string, expression: string): Promise<void> {
    if (expression.length > LONGEST || holdsKey(expression)) return;
    const all = this.read();
    const others = this.of(operation).filter((other) => other !== expression);
    // The operation used last comes last, so that the first is the one to forget.
    all.delete(operation);
    all.set(operation, [expression, ...others].slice(0, MOST_OF_ONE));
    const kept = [...all].slice(-MOST_OPERATIONS);
    await this.state.update(STATE_KEY, { version: STATE_VERSION, recent: Object.fromEntries(kept) });
  }

  private read(): Map<string, readonly string[]> {
    const stored = asObject(this.state.get(STATE_KEY));
    if (asNumber(stored?.['version']) !== STATE_VERSION) return new Map();
    const recent = Object.entries(asObject(stored?.['recent']) ?? {});
    return new Map(recent.map(([operation, expressions]) => [operation, asStrings(expressions) ?? []]));
  }
}
