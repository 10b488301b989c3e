import type { CellKind, TableWish } from '../keap/table/tableWish.ts';

/** What the table asks of the extension host. */
export type TableCalls = {
  /** The first call of a page: what it shows. Answered once the list was found, which `progress` tells of. */
  ready: { argument: null; result: TableModel };
  /** Sorts and filters. Null where another wish or *Cancel* came in between. */
  show: { argument: TableWish; result: ShownRows | null };
  cancel: { argument: null; result: null };
  rows: { argument: RowsWish; result: RowsPage };
  /** Copies cells with all their text; how many there were. */
  copyCells: { argument: CellRange; result: number };
  /** Copies a row's record as JSON. */
  copyRow: { argument: number; result: null };
  /** Opens a row's record as a document beside the table. */
  openRow: { argument: number; result: null };
  /** Remembers how the table of this operation is laid out. */
  keepLayout: { argument: TableLayout; result: null };
  /** Asks for scope, format and file; `shown` is what stands in the table. */
  export: { argument: { readonly columns: readonly string[] }; result: null };
  /** Fetches the names of custom fields: a call. */
  loadFieldNames: { argument: null; result: null };
  /** Opens what the id in a cell refers to: a call. */
  openReference: { argument: CellReference; result: null };
  openResponse: { argument: null; result: null };
};

/** What the extension host tells the table unasked. */
export type TableEvents = {
  progress: TableProgress;
  /** More or less is known of the columns than before. */
  columns: TableColumns;
  /** A command of VS Code's menus. */
  command: TableCommand;
};

export type TableCommand = 'copyCells' | 'copyRow' | 'openRow' | 'openReference' | 'export';

export interface TableProgress {
  readonly phase: 'finding' | 'columns' | 'rows';
  /** From 0 to 1; 1 is its end. */
  readonly share: number;
}

/** Why there is no table, or what it shows. */
export type TableModel =
  | { readonly state: 'none'; readonly sentence: string; readonly canOpenResponse: boolean }
  | {
      readonly state: 'list';
      /** The id of its exchange, to be found again by. */
      readonly exchange: string;
      readonly title: string;
      /** How many records the list has. */
      readonly count: number;
      /** Whether the answer ended before the list did. */
      readonly cut: boolean;
      readonly columns: TableColumns;
      readonly layout: TableLayout;
      readonly shown: ShownRows;
    };

export interface TableColumns {
  readonly columns: readonly TableColumn[];
  /** Whether all records were looked at. */
  readonly complete: boolean;
  /** Whether there are more columns than a table takes. */
  readonly more: boolean;
  /** Whether a call would tell what custom fields are called. */
  readonly canNameFields: boolean;
}

export interface TableColumn {
  readonly id: string;
  readonly title: string;
  /** Whether any record looked at so far has something in it. */
  readonly filled: boolean;
  /** What its ids refer to, in a word: `contact`. */
  readonly opens?: string;
}

/** How someone laid out the table of an operation. */
export interface TableLayout {
  /** Columns in the order chosen; others come where the list has them. Empty: the list's own order. */
  readonly order: readonly string[];
  /** Columns taken away by hand, and empty ones shown by hand. */
  readonly hidden: readonly string[];
  readonly shownEmpty: readonly string[];
  /** In pixels. */
  readonly widths: Readonly<Record<string, number>>;
}

/** The rows that a wish left; `version` tells one such view from the next. */
export interface ShownRows {
  readonly version: number;
  readonly count: number;
  readonly wish: TableWish;
}

export interface RowsWish {
  readonly version: number;
  readonly from: number;
  readonly count: number;
  readonly columns: readonly string[];
}

export interface RowsPage {
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** The number of the record in the answer, from 0. */
  readonly number: number;
  /** A cell for each column asked for; null where the record has nothing of the kind. */
  readonly cells: readonly (TableCell | null)[];
}

export interface TableCell {
  readonly kind: CellKind;
  /** A long one is cut, with an ellipsis at its end. */
  readonly text: string;
}

/** A cell by the number of its record and the name of its column. */
export interface CellReference {
  readonly number: number;
  readonly column: string;
}

/** Rows of the current view, by their places in it; both ends belong to it. */
export interface CellRange {
  readonly version: number;
  readonly from: number;
  readonly to: number;
  readonly columns: readonly string[];
}
