import type { TableColumn, TableLayout } from '../../protocol/table.ts';

export const NARROWEST = 48;
export const WIDEST = 1200;

/** All columns in the order chosen; those that nobody moved stay behind the one they follow in the list's own order. */
export function orderedColumns(columns: readonly TableColumn[], { order }: TableLayout): readonly TableColumn[] {
  const byId = new Map(columns.map((column) => [column.id, column]));
  const placed = order.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(order);
  let before: TableColumn | undefined;
  for (const column of columns) {
    if (!known.has(column.id)) placed.splice(before ? placed.indexOf(before) + 1 : 0, 0, column);
    before = column;
  }
  return placed;
}

/** Whether a column is shown: one that is empty in all records only where someone asked for it. */
export function isShown({ id, filled }: TableColumn, { hidden, shownEmpty }: TableLayout): boolean {
  return !hidden.includes(id) && (filled || shownEmpty.includes(id));
}

/** The layout with some columns shown or hidden. */
export function withShown(layout: TableLayout, columns: readonly TableColumn[], shown: boolean): TableLayout {
  const ids = new Set(columns.map(({ id }) => id));
  const empty = columns.filter(({ filled }) => !filled).map(({ id }) => id);
  const hidden = layout.hidden.filter((id) => !ids.has(id));
  const shownEmpty = layout.shownEmpty.filter((id) => !ids.has(id));
  if (shown) return { ...layout, hidden, shownEmpty: [...shownEmpty, ...empty] };
  // An empty column is hidden by itself; once it is filled it shows unless it was hidden by hand.
  return { ...layout, hidden: [...hidden, ...columns.filter(({ filled }) => filled).map(({ id }) => id)], shownEmpty };
}

/** The layout with a column put before another, or at the end where there is none. */
export function withMoved(
  layout: TableLayout,
  columns: readonly TableColumn[],
  id: string,
  before: string | undefined,
): TableLayout {
  if (id === before) return layout;
  const order = orderedColumns(columns, layout)
    .map((column) => column.id)
    .filter((other) => other !== id);
  const at = before === undefined ? order.length : order.indexOf(before);
  order.splice(at < 0 ? order.length : at, 0, id);
  return { ...layout, order };
}

/** The layout with a column one place further among those shown. */
export function withNudged(layout: TableLayout, columns: readonly TableColumn[], id: string, by: -1 | 1): TableLayout {
  const shown = orderedColumns(columns, layout).filter((column) => isShown(column, layout) || column.id === id);
  const at = shown.findIndex((column) => column.id === id);
  const beyond = by < 0 ? shown[at - 1] : shown[at + 1];
  if (at < 0 || !beyond) return layout;
  return withMoved(layout, columns, id, by < 0 ? beyond.id : shown[at + 2]?.id);
}

export function withWidth(layout: TableLayout, id: string, width: number): TableLayout {
  const fitting = Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
  return { ...layout, widths: { ...layout.widths, [id]: fitting } };
}

/** A width that fits a heading and what stands below it, by their lengths. */
export function fittingWidth(title: string, texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return Math.round(Math.max(72, Math.min(300, Math.max(title.length * 7.8 + 64, longest * 7 + 20))));
}
