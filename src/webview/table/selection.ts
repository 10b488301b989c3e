/** A cell by its place in the table; row -1 is the line of headings. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface Bounds {
  readonly rows: number;
  readonly columns: number;
  /** How many rows a page has. */
  readonly page: number;
}

/** The cells chosen: those between where it began and where it is now, both included. */
export interface Selection {
  readonly anchor: CellPlace;
  readonly focus: CellPlace;
}

export type Move =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageUp'
  | 'pageDown'
  | 'rowStart'
  | 'rowEnd'
  | 'tableStart'
  | 'tableEnd';

export const START: Selection = { anchor: { row: 0, column: 0 }, focus: { row: 0, column: 0 } };

/** Where a move leads; with `extend`, the cells up to there are chosen. */
export function moved({ anchor, focus }: Selection, move: Move, bounds: Bounds, extend: boolean): Selection {
  const place = within(stepped(focus, move, bounds), bounds, extend ? 0 : -1);
  return { anchor: extend && anchor.row >= 0 ? anchor : place, focus: place };
}

/** The selection with both its ends inside the table. */
export function fitted({ anchor, focus }: Selection, bounds: Bounds): Selection {
  return { anchor: within(anchor, bounds, -1), focus: within(focus, bounds, -1) };
}

/** The first and last rows and columns chosen; undefined where a heading is. */
export function chosen({
  anchor,
  focus,
}: Selection):
  | { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }
  | undefined {
  if (focus.row < 0) return undefined;
  return {
    top: Math.max(0, Math.min(anchor.row, focus.row)),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

function stepped({ row, column }: CellPlace, move: Move, { rows, columns, page }: Bounds): CellPlace {
  switch (move) {
    case 'up':
      return { row: row - 1, column };
    case 'down':
      return { row: row + 1, column };
    case 'left':
      return { row, column: column - 1 };
    case 'right':
      return { row, column: column + 1 };
    case 'pageUp':
      return { row: Math.max(0, row - page), column };
    case 'pageDown':
      return { row: Math.max(0, row) + page, column };
    case 'rowStart':
      return { row, column: 0 };
    case 'rowEnd':
      return { row, column: columns - 1 };
    case 'tableStart':
      return { row: 0, column: 0 };
    case 'tableEnd':
      return { row: rows - 1, column: columns - 1 };
  }
}

function within({ row, column }: CellPlace, { rows, columns }: Bounds, first: number): CellPlace {
  return {
    row: Math.max(first, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  };
}
