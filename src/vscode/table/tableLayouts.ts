import type * as vscode from 'vscode';
import { asNumber, asObject, asStrings, type JsonObject } from '../../keap/json.ts';
import type { TableLayout } from '../../protocol/table.ts';

const STATE_KEY = 'keap.tables';
const STATE_VERSION = 1;
/** Of so many operations the layout is remembered, the latest ones. */
const MOST_REMEMBERED = 100;
const WIDEST = 2000;

/** How someone laid out the tables of operations, over all workspaces. */
export class TableLayouts {
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  of(key: string): TableLayout {
    return parseLayout(this.stored()[key]) ?? { order: [], hidden: [], shownEmpty: [], widths: {} };
  }

  async keep(key: string, layout: TableLayout): Promise<void> {
    const { [key]: _before, ...others } = this.stored();
    const latest = Object.entries(others).slice(1 - MOST_REMEMBERED);
    await this.state.update(STATE_KEY, {
      version: STATE_VERSION,
      layouts: Object.fromEntries([...latest, [key, layout]]),
    });
  }

  private stored(): JsonObject {
    const stored = asObject(this.state.get(STATE_KEY));
    return (asNumber(stored?.['version']) === STATE_VERSION && asObject(stored?.['layouts'])) || {};
  }
}

/** A layout from unknown data. */
export function parseLayout(value: unknown): TableLayout | undefined {
  const source = asObject(value);
  const order = asStrings(source?.['order']);
  const hidden = asStrings(source?.['hidden']);
  const shownEmpty = asStrings(source?.['shownEmpty']);
  const widths = asObject(source?.['widths']);
  if (!order || !hidden || !shownEmpty || !widths) return undefined;
  const known = Object.entries(widths).flatMap(([id, width]) => {
    const pixels = asNumber(width);
    return pixels === undefined ? [] : [[id, Math.max(1, Math.min(WIDEST, pixels))] as const];
  });
  return { order, hidden, shownEmpty, widths: Object.fromEntries(known) };
}
