import { cannotPass, isFiltering, rowTest } from './conditions.ts';
import { mergeSort } from './mergeSort.ts';
import { cellText } from './recordCells.ts';
import { type ColumnKind, comparison, KindFinder, momentOf } from './sortKeys.ts';
import { type OnShare, recordCells, type TableRows, textsOf } from './tableRows.ts';
import { NO_FILTER, type RowFilter, type SortSpec, type TableWish } from './tableWish.ts';

/** Values to sort by are kept up to this many characters all together, and each up to so many. */
const MOST_CHARACTERS = 8_000_000;
const LEAST_EACH = 32;
const MOST_EACH = 1_000;

/** Which rows of a list are shown and in which order. What one wish took is kept for the next. */
export class TableView {
  private readonly rows: TableRows;
  private sorted: { readonly column: string; readonly numbers: Uint32Array } | undefined;
  private passed: { readonly filter: string; readonly marks: Uint8Array } | undefined;

  constructor(rows: TableRows) {
    this.rows = rows;
  }

  /**
   * The numbers of the records to show, in order. Empty values come last either way.
   * @throws the signal's reason when it ends the work
   */
  async numbers(
    { sort, filter }: TableWish,
    signal: AbortSignal,
    onShare: OnShare = () => undefined,
  ): Promise<Uint32Array> {
    const both = sort !== undefined && isFiltering(filter);
    const marks = await this.marks(filter, signal, (share) => onShare(both ? share / 2 : share));
    const order = sort && (await this.order(sort, signal, (share) => onShare(both ? (1 + share) / 2 : share)));
    const all = order ?? Uint32Array.from({ length: this.rows.count }, (_, number) => number);
    return marks ? all.filter((number) => marks[number] === 1) : all;
  }

  private async marks(filter: RowFilter, signal: AbortSignal, onShare: OnShare): Promise<Uint8Array | undefined> {
    if (!isFiltering(filter)) return undefined;
    const name = JSON.stringify({ ...NO_FILTER, ...filter });
    if (this.passed?.filter === name) return this.passed.marks;
    const passes = rowTest(filter);
    const marks = new Uint8Array(this.rows.count);
    const fails = cannotPass(filter);
    for await (const { number, text } of this.rows.all(signal, onShare)) {
      if (!fails(text) && passes(textsOf(recordCells(text)))) marks[number] = 1;
    }
    this.passed = { filter: name, marks };
    return marks;
  }

  private async order({ column, descending }: SortSpec, signal: AbortSignal, onShare: OnShare): Promise<Uint32Array> {
    const name = JSON.stringify([column, descending]);
    if (this.sorted?.column === name) return this.sorted.numbers;
    const each = Math.max(LEAST_EACH, Math.min(MOST_EACH, Math.floor(MOST_CHARACTERS / Math.max(1, this.rows.count))));
    const texts: string[] = [];
    const kind = new KindFinder();
    for await (const { cells } of this.rows.cells(signal, onShare)) {
      const text = cellText(cells.get(column));
      kind.add(text);
      texts.push(text.length > each ? copyOf(text, each) : text);
    }
    const filled = Uint32Array.from(texts.keys()).filter((number) => texts[number] !== '');
    const empty = Uint32Array.from(texts.keys()).filter((number) => texts[number] === '');
    const compare = compareRows(kind.kind, texts);
    const sorted = await mergeSort(filled, descending ? (a, b) => compare(b, a) : compare, signal);
    const numbers = new Uint32Array(texts.length);
    numbers.set(sorted);
    numbers.set(empty, sorted.length);
    this.sorted = { column: name, numbers };
    return numbers;
  }
}

/** Compares rows by their texts; what many comparisons would work out again is worked out once. */
function compareRows(kind: ColumnKind, texts: readonly string[]): (a: number, b: number) => number {
  const compare = comparison(kind);
  if (kind === 'text') return (a, b) => compare(texts[a] ?? '', texts[b] ?? '');
  const keys = Float64Array.from(texts, (text) => (kind === 'number' ? Number(text) : (momentOf(text) ?? 0)));
  return (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || compare(texts[a] ?? '', texts[b] ?? '');
}

/** The beginning of a text; a mere slice would hold on to all of it. */
function copyOf(text: string, length: number): string {
  return Buffer.from(text.slice(0, length)).toString();
}
