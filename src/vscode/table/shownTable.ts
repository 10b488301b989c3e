import type { Column } from '../../keap/table/columns.ts';
import { clipboardText } from '../../keap/table/csv.ts';
import { cellText } from '../../keap/table/recordCells.ts';
import { type OnShare, recordCells } from '../../keap/table/tableRows.ts';
import type { TableSource } from '../../keap/table/tableSource.ts';
import { TableView } from '../../keap/table/tableView.ts';
import { NO_FILTER, type TableWish } from '../../keap/table/tableWish.ts';
import type { CellRange, RowsPage, RowsWish, ShownRows, TableCell, TableColumn } from '../../protocol/table.ts';

/** A page shows a cell's text up to so many characters. */
const LONGEST_SHOWN = 400;
/** More cells than this are no longer a matter for the clipboard. */
export const MOST_COPIED = 200_000;

/** The rows of one table as they are shown now: those of the last wish that was fulfilled. */
export class ShownTable {
  readonly source: TableSource;
  private readonly view: TableView;
  private numbers: Uint32Array;
  private version = 1;
  private wish: TableWish = { filter: NO_FILTER };

  constructor(source: TableSource) {
    this.source = source;
    this.view = new TableView(source.rows);
    this.numbers = Uint32Array.from({ length: source.rows.count }, (_, number) => number);
  }

  get shown(): ShownRows {
    return { version: this.version, count: this.numbers.length, wish: this.wish };
  }

  /** The records shown, by number, in order. */
  get shownNumbers(): Uint32Array {
    return this.numbers;
  }

  /** Sorts and filters. @throws the signal's reason when it ends the work: what was shown stays */
  async show(wish: TableWish, signal: AbortSignal, onShare: OnShare): Promise<ShownRows> {
    this.numbers = await this.view.numbers(wish, signal, onShare);
    this.wish = wish;
    this.version++;
    return this.shown;
  }

  /** Rows for the page; none where it asks for those of an earlier view. */
  async rows({ version, from, count, columns }: RowsWish): Promise<RowsPage> {
    if (version !== this.version) return { rows: [] };
    const rows: RowsPage['rows'][number][] = [];
    for await (const { number, text } of this.source.rows.read(this.numbers.subarray(from, from + count))) {
      const cells = recordCells(text);
      rows.push({
        number,
        cells: columns.map((id): TableCell | null => {
          const cell = cells.get(id);
          return cell ? { kind: cell.kind, text: shortened(cellText(cell)) } : null;
        }),
      });
    }
    return { rows };
  }

  /** Cells for the clipboard, whole; undefined where there are too many. */
  async copied({ version, from, to, columns }: CellRange, signal?: AbortSignal): Promise<string | undefined> {
    if (version !== this.version) return '';
    if ((to - from + 1) * columns.length > MOST_COPIED) return undefined;
    const texts: string[][] = [];
    for await (const { text } of this.source.rows.read(this.numbers.subarray(from, to + 1), signal)) {
      const cells = recordCells(text);
      texts.push(columns.map((id) => cellText(cells.get(id))));
    }
    return clipboardText(texts);
  }
}

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

/**
 * What columns are called: by their own names, custom fields as the account calls them. No two are called alike.
 * @param nameOf the name of a custom field by its id, as far as it is known
 */
export function titledColumns(
  columns: readonly Column[],
  nameOf: (customField: string) => string | undefined,
): readonly TableColumn[] {
  const wanted = columns.map(({ id, customField }) => {
    const name = customField === undefined ? undefined : nameOf(customField);
    // A row of XML-RPC has them under their names.
    const isNamed = customField === undefined || customField === id;
    return name ?? (isNamed ? id : `Custom field ${customField}`);
  });
  const counts = new Map<string, number>();
  for (const title of wanted) counts.set(title, (counts.get(title) ?? 0) + 1);
  return columns.map(({ id, filled }, at) => {
    const title = wanted[at] ?? id;
    const alone = counts.get(title) === 1 || title === id;
    return { id, title: alone ? title : `${title} (${id})`, filled: filled > 0 };
  });
}
