import type { TableRow } from '../../protocol/table.ts';

/** So many cells travel at a time: more would keep both ends busy for longer than a frame. */
const CELLS_AT_ONCE = 2_000;
const MOST_BLOCKS = 60;
/** A scroll passes many rows that nobody will look at: few are asked for at a time. */
const MOST_ASKED = 2;

export interface RowCacheOptions {
  fetch(from: number, count: number): Promise<readonly TableRow[]>;
  /** Rows came. */
  arrived(from: number, count: number): void;
}

/** The rows near those in sight, fetched in blocks. */
export class RowCache {
  private readonly options: RowCacheOptions;
  private readonly blocks = new Map<number, readonly TableRow[]>();
  private readonly asked = new Set<number>();
  private wanted: readonly number[] = [];
  private rowsPerBlock = 100;
  /** Answers to what was asked before rows or columns changed are for nobody. */
  private generation = 0;

  constructor(options: RowCacheOptions) {
    this.options = options;
  }

  /** Forgets all rows: others are shown now, or other columns of them. */
  reset(columnCount: number): void {
    this.generation++;
    this.blocks.clear();
    this.asked.clear();
    this.wanted = [];
    this.rowsPerBlock = Math.max(10, Math.min(200, Math.floor(CELLS_AT_ONCE / Math.max(1, columnCount))));
  }

  row(index: number): TableRow | undefined {
    return this.blocks.get(Math.floor(index / this.rowsPerBlock))?.[index % this.rowsPerBlock];
  }

  /** Sees to it that the rows from `first` to before `end` come, and those around them after that. */
  want(first: number, end: number, rowCount: number): void {
    const [from, to] = [
      Math.floor(first / this.rowsPerBlock),
      Math.floor(Math.max(first, end - 1) / this.rowsPerBlock),
    ];
    const inSight = Array.from({ length: to - from + 1 }, (_, at) => from + at);
    const last = Math.floor(Math.max(0, rowCount - 1) / this.rowsPerBlock);
    this.wanted = rowCount === 0 ? [] : [...inSight, to + 1, from - 1].filter((block) => block >= 0 && block <= last);
    this.pump();
  }

  private pump(): void {
    for (const block of this.wanted) {
      if (this.asked.size >= MOST_ASKED) return;
      if (!this.blocks.has(block) && !this.asked.has(block)) void this.fetch(block);
    }
  }

  private async fetch(block: number): Promise<void> {
    const { generation } = this;
    const from = block * this.rowsPerBlock;
    this.asked.add(block);
    const rows = await this.options.fetch(from, this.rowsPerBlock).catch(() => undefined);
    if (generation !== this.generation) return;
    this.asked.delete(block);
    // What could not be had is asked for again when it comes into sight again.
    if (rows === undefined) return;
    this.blocks.delete(block);
    this.blocks.set(block, rows);
    for (const old of this.blocks.keys()) {
      if (this.blocks.size <= MOST_BLOCKS) break;
      this.blocks.delete(old);
    }
    this.options.arrived(from, rows.length);
    this.pump();
  }
}
