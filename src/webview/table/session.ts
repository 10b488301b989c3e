import { asNumber, asObject } from '../../keap/json.ts';
import { type Condition, NO_FILTER, parseWish, type TableWish } from '../../keap/table/tableWish.ts';
import type {
  ShownRows,
  TableCalls,
  TableColumn,
  TableColumns,
  TableEvents,
  TableLayout,
  TableModel,
  TableProgress,
  TableRow,
} from '../../protocol/table.ts';
import type { Rpc } from '../rpc.ts';
import { ColumnWidths } from './columnWidths.ts';
import { isShown, orderedColumns } from './layout.ts';
import { RowCache } from './rowCache.ts';

/** What outlives a reload; which answer it was is how the host finds it again. */
export interface SavedTable {
  readonly exchange: string;
  readonly wish: TableWish;
  /** The first row in sight. */
  readonly top: number;
}

export interface TableSessionOptions {
  readonly rpc: Rpc<TableCalls, TableEvents>;
  readonly saved: unknown;
  save(state: SavedTable): void;
  /** Something to show changed. */
  changed(): void;
  /** Rows came. */
  arrived(from: number, count: number): void;
}

type ListModel = Extract<TableModel, { state: 'list' }>;

const UNTOUCHED: TableLayout = { order: [], hidden: [], shownEmpty: [], widths: {} };

/** The state and behaviour of one table, without its looks. */
export class TableSession {
  private readonly options: TableSessionOptions;
  private model: TableModel | undefined;
  private known: TableColumns = { columns: [], complete: false, more: false, canNameFields: false };
  private arranged: TableLayout = UNTOUCHED;
  private rows: ShownRows = { version: 0, count: 0, wish: { filter: NO_FILTER } };
  private wanted: TableWish = { filter: NO_FILTER };
  private visible: readonly TableColumn[] = [];
  private readonly widths = new ColumnWidths();
  private readonly cache: RowCache;
  /** What the host is doing. */
  progress: TableProgress | undefined;
  /** A sentence about the last thing done, or that went wrong. */
  said = '';
  /** The first row in sight when the page was left. */
  readonly savedTop: number;

  constructor(options: TableSessionOptions) {
    this.options = options;
    this.savedTop = asNumber(asObject(options.saved)?.['top']) ?? 0;
    this.cache = new RowCache({
      fetch: (from, count) => this.fetch(from, count),
      arrived: (from, count) => {
        if (this.widths.measure(this.visible, (index) => this.row(index))) options.changed();
        options.arrived(from, count);
      },
    });
    options.rpc.on('progress', (progress) => {
      this.progress = progress;
      options.changed();
    });
    options.rpc.on('columns', (columns) => this.learn(columns));
  }

  async start(): Promise<void> {
    try {
      this.model = await this.options.rpc.call('ready', null);
    } catch (error) {
      this.model = { state: 'none', sentence: sentenceOf(error), canOpenResponse: false };
    }
    this.progress = undefined;
    if (this.model.state === 'list') {
      this.arranged = this.model.layout;
      this.rows = this.model.shown;
      this.wanted = this.rows.wish;
      this.learn(this.model.columns);
      const saved = asObject(this.options.saved);
      const wish = parseWish(saved?.['wish']);
      this.save(this.savedTop);
      if (JSON.stringify(wish) !== JSON.stringify(this.wanted)) await this.show(wish);
    }
    this.options.changed();
  }

  /** Why there is no table. */
  get none(): Extract<TableModel, { state: 'none' }> | undefined {
    return this.model?.state === 'none' ? this.model : undefined;
  }

  get list(): ListModel | undefined {
    return this.model?.state === 'list' ? this.model : undefined;
  }

  /** All columns in their order, and what is known of them. */
  get columns(): TableColumns {
    return this.known;
  }

  /** The columns in sight, in order. */
  get shownColumns(): readonly TableColumn[] {
    return this.visible;
  }

  get layout(): TableLayout {
    return this.arranged;
  }

  /** How many rows are shown. */
  get count(): number {
    return this.rows.count;
  }

  /** What was asked for last. */
  get wish(): TableWish {
    return this.wanted;
  }

  /** Whether the rows shown are those asked for. */
  get isCurrent(): boolean {
    return this.wanted === this.rows.wish;
  }

  widthOf(column: TableColumn): number {
    return this.arranged.widths[column.id] ?? this.widths.of(column);
  }

  row(index: number): TableRow | undefined {
    return this.cache.row(index);
  }

  want(first: number, end: number): void {
    this.cache.want(first, end, this.rows.count);
  }

  /** Sorts and filters. */
  async show(wish: TableWish): Promise<void> {
    this.wanted = wish;
    this.said = '';
    this.options.changed();
    try {
      const shown = await this.options.rpc.call('show', wish);
      // Another wish came, or this one was given up.
      if (this.wanted !== wish) return;
      if (shown) {
        this.rows = { ...shown, wish };
        this.cache.reset(this.visible.length);
      } else {
        this.wanted = this.rows.wish;
      }
    } catch (error) {
      this.said = sentenceOf(error);
      if (this.wanted === wish) this.wanted = this.rows.wish;
    }
    this.progress = undefined;
    this.save(0);
    this.options.changed();
  }

  /** Sorts by a column, the other way, and then no more. */
  async sortBy(column: string, descending?: boolean): Promise<void> {
    const { sort, filter } = this.wanted;
    const same = sort?.column === column;
    const next = descending ?? same;
    if (same && sort.descending && descending === undefined) await this.show({ filter });
    else await this.show({ sort: { column, descending: next }, filter });
  }

  unsort(): Promise<void> {
    return this.show({ filter: this.wanted.filter });
  }

  async filterText(text: string): Promise<void> {
    const { sort, filter } = this.wanted;
    await this.show({ ...(sort ? { sort } : {}), filter: { ...filter, text } });
  }

  /** Sets the condition of a column, or takes it away. */
  async setCondition(column: string, condition: Condition | undefined): Promise<void> {
    const { sort, filter } = this.wanted;
    const others = filter.conditions.filter((each) => each.column !== column);
    const conditions = condition ? [...others, condition] : others;
    await this.show({ ...(sort ? { sort } : {}), filter: { ...filter, conditions } });
  }

  conditionOf(column: string): Condition | undefined {
    return this.wanted.filter.conditions.find((each) => each.column === column);
  }

  async cancel(): Promise<void> {
    await this.ask('cancel', null);
  }

  /** Lays the table out anew; remembered for the operation unless it goes on, as while a column is dragged. */
  arrange(layout: TableLayout, goesOn = false): void {
    this.arranged = layout;
    this.choose();
    if (!goesOn) void this.ask('keepLayout', layout);
    this.options.changed();
  }

  /** Takes note of the first row in sight. */
  save(top: number): void {
    const { list } = this;
    if (list) this.options.save({ exchange: list.exchange, wish: this.wanted, top });
  }

  /** Copies cells of rows and columns in sight, by place; both ends belong to it. */
  async copy(from: number, to: number, left: number, right: number): Promise<void> {
    const columns = this.visible.slice(left, right + 1).map(({ id }) => id);
    const count = await this.ask('copyCells', { version: this.rows.version, from, to, columns });
    if (count) this.say(count === 1 ? 'Copied' : `Copied ${count.toLocaleString('en-US')} cells`);
  }

  async copyRow(index: number): Promise<void> {
    const number = this.row(index)?.number;
    if (number !== undefined && (await this.ask('copyRow', number)) !== undefined) this.say('Copied the row as JSON');
  }

  async openRow(index: number): Promise<void> {
    const number = this.row(index)?.number;
    if (number !== undefined) await this.ask('openRow', number);
  }

  /** Opens what the id in a cell refers to. */
  async openReference(index: number, at: number): Promise<void> {
    const number = this.row(index)?.number;
    const column = this.visible[at]?.id;
    if (number !== undefined && column !== undefined) await this.ask('openReference', { number, column });
  }

  async export(): Promise<void> {
    await this.ask('export', { columns: this.visible.map(({ id }) => id) });
  }

  /** Calls the host; what goes wrong is said. */
  async ask<Method extends keyof TableCalls & string>(
    method: Method,
    argument: TableCalls[Method]['argument'],
  ): Promise<TableCalls[Method]['result'] | undefined> {
    try {
      return await this.options.rpc.call(method, argument);
    } catch (error) {
      this.say(sentenceOf(error));
      return undefined;
    }
  }

  /** Says something about what was done last. */
  say(words: string): void {
    this.said = words;
    this.options.changed();
  }

  private learn(columns: TableColumns): void {
    this.known = columns;
    if (columns.complete && this.progress?.phase === 'columns') this.progress = undefined;
    this.choose();
    this.options.changed();
  }

  /** Finds out which columns are in sight; rows hold the cells of these alone. */
  private choose(): void {
    const before = this.visible.map(({ id }) => id).join('\n');
    this.visible = orderedColumns(this.known.columns, this.arranged).filter((each) => isShown(each, this.arranged));
    if (before !== this.visible.map(({ id }) => id).join('\n')) this.cache.reset(this.visible.length);
  }

  private async fetch(from: number, count: number): Promise<readonly TableRow[]> {
    const columns = this.visible.map(({ id }) => id);
    return (await this.options.rpc.call('rows', { version: this.rows.version, from, count, columns })).rows;
  }
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : 'Something unexpected went wrong.');
