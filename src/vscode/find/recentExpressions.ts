import type * as vscode from 'vscode';
import { asStrings } from '../../keap/json.ts';
import { holdsKey } from '../../keap/safety/keyShapes.ts';
import { KeptByOperation } from '../keptByOperation.ts';

const MOST_OPERATIONS = 50;
const MOST_OF_ONE = 10;
const LONGEST = 500;

/** The expressions that someone used last on the answers of each operation. */
export class RecentExpressions {
  private readonly kept: KeptByOperation<readonly string[]>;

  constructor(state: vscode.Memento) {
    const place = { key: 'keap.find', member: 'recent', most: MOST_OPERATIONS };
    this.kept = new KeptByOperation(state, { ...place, parse: asStrings });
  }

  /** Latest first. */
  of(operation: string): readonly string[] {
    return this.kept.of(operation) ?? [];
  }

  async used(operation: string, expression: string): Promise<void> {
    if (expression.length > LONGEST || holdsKey(expression)) return;
    const others = this.of(operation).filter((other) => other !== expression);
    await this.kept.keep(operation, [expression, ...others].slice(0, MOST_OF_ONE));
  }
}
