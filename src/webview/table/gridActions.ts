import type { Grid } from './grid.ts';
import type { GridAction } from './gridKeys.ts';
import { withNudged, withWidth } from './layout.ts';
import { moved } from './selection.ts';
import type { TableSession } from './session.ts';

export interface ActionServices {
  readonly grid: Grid;
  readonly session: TableSession;
  copy(): void;
  openMenu(column: number): void;
  /** Goes to the field that filters. */
  find(): void;
}

/** Does what a key in the table asks for. */
export function act(action: GridAction, { grid, session, copy, openMenu, find }: ActionServices): void {
  const { selection, bounds, column } = grid;
  const { focus } = selection;
  switch (action.kind) {
    case 'move':
      grid.select(moved(selection, action.move, bounds, action.extend));
      break;
    case 'copy':
      copy();
      break;
    case 'selectAll':
      grid.select(
        { anchor: { row: bounds.rows - 1, column: bounds.columns - 1 }, focus: { row: 0, column: 0 } },
        false,
      );
      break;
    case 'enter':
      if (focus.row >= 0) void session.openRow(focus.row);
      else if (column) void session.sortBy(column.id);
      break;
    case 'open':
      if (focus.row >= 0) void session.openReference(focus.row, focus.column);
      break;
    case 'menu':
      openMenu(focus.column);
      break;
    case 'moveColumn':
      if (!column) break;
      session.arrange(withNudged(session.layout, session.columns.columns, column.id, action.by));
      grid.select(moved(selection, action.by < 0 ? 'left' : 'right', bounds, false));
      break;
    case 'widen':
      if (column) session.arrange(withWidth(session.layout, column.id, session.widthOf(column) + action.by));
      break;
    case 'find':
      find();
      break;
    case 'escape':
      grid.select({ anchor: focus, focus });
  }
}
