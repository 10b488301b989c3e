import type * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { asNumber, asObject, asStrings } from '../../keap/json.ts';
import type { TableSource } from '../../keap/table/tableSource.ts';
import type { TableLayout } from '../../protocol/table.ts';
import { KeptByOperation } from '../keptByOperation.ts';

const MOST_REMEMBERED = 100;
const WIDEST = 2000;

/** How someone laid out the tables of operations, over all workspaces. */
export class TableLayouts {
  private readonly kept: KeptByOperation<TableLayout>;

  constructor(state: vscode.Memento) {
    const place = { key: 'keap.tables', member: 'layouts', most: MOST_REMEMBERED };
    this.kept = new KeptByOperation(state, { ...place, parse: parseLayout });
  }

  of(key: string): TableLayout {
    return this.kept.of(key) ?? { order: [], hidden: [], shownEmpty: [], widths: {} };
  }

  async keep(key: string, layout: TableLayout): Promise<void> {
    await this.kept.keep(key, layout);
  }
}

/** What the layout of a list is kept under: its operation, and of XML-RPC its table, whose columns are others. */
export function layoutName(
  { operation }: Pick<Exchange, 'operation'>,
  source: Pick<TableSource, 'table'> | undefined,
): string {
  return source?.table ? `${operation.key} ${source.table}` : operation.key;
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
