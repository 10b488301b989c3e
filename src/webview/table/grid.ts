import type { TableColumn } from '../../protocol/table.ts';
import {
  canvasHeight,
  columnsInSight,
  type Geometry,
  rowsInSight,
  scrolledRows,
  scrollToRow,
  topOf,
} from './geometry.ts';
import { fillCell, fillHeading, type GridCell, makeCell, makeRow, type RowElements } from './gridElements.ts';
import { type Bounds, chosen, fitted, type Selection, START } from './selection.ts';
import type { TableSession } from './session.ts';

export const ROW_HEIGHT = 24;
const HEADING_HEIGHT = 28;
/** Rows drawn above and below those in sight. */
const MORE_ROWS = 4;
/** Columns are drawn a little beyond the edges, too. */
const MORE_PIXELS = 200;
const SAVE_AFTER_MS = 200;

/**
 * The cells of a table. Only those in sight are there: as it is scrolled, the elements of rows that leave are used for
 * rows that come.
 */
export class Grid {
  readonly element = document.createElement('div');
  /** Told when the selection changes. */
  onSelect: () => void = () => undefined;
  private readonly session: TableSession;
  private readonly canvas = document.createElement('div');
  private readonly head = makeRow('columnheader');
  private rows: RowElements[] = [];
  private edges: number[] = [0];
  private gutter = 56;
  private current: Selection = START;
  private frame = 0;
  private savedTop = -1;
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor(session: TableSession) {
    this.session = session;
    this.element.className = 'grid';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'grid');
    this.element.setAttribute('aria-multiselectable', 'true');
    this.canvas.className = 'canvas';
    this.canvas.setAttribute('role', 'rowgroup');
    this.head.element.classList.add('head');
    this.canvas.append(this.head.element);
    this.element.append(this.canvas);
    this.element.addEventListener('scroll', () => this.drawSoon(), { passive: true });
    new ResizeObserver(() => this.drawSoon()).observe(this.element);
  }

  get selection(): Selection {
    return this.current;
  }

  get bounds(): Bounds {
    const page = Math.max(1, Math.floor(this.height / ROW_HEIGHT) - 1);
    return { rows: this.session.count, columns: this.session.shownColumns.length, page };
  }

  /** The column with the focus. */
  get column(): TableColumn | undefined {
    return this.session.shownColumns[this.current.focus.column];
  }

  /** Chooses cells and brings the last of them into sight. */
  select(selection: Selection, reveal = true): void {
    this.current = fitted(selection, this.bounds);
    if (reveal) this.reveal();
    this.draw();
    this.onSelect();
  }

  /** Draws everything anew: rows, columns or their widths are others now. */
  refresh(): void {
    const { session, element, canvas } = this;
    const columns = session.shownColumns;
    this.gutter = 24 + Math.max(3, String(session.list?.count ?? 0).length) * 8;
    this.edges = [0];
    for (const column of columns) this.edges.push((this.edges.at(-1) ?? 0) + session.widthOf(column));
    const width = this.gutter + (this.edges.at(-1) ?? 0);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${HEADING_HEIGHT + canvasHeight(this.geometry)}px`;
    element.setAttribute('aria-rowcount', String(session.count + 1));
    element.setAttribute('aria-colcount', String(columns.length + 1));
    this.current = fitted(this.current, this.bounds);
    for (const row of [this.head, ...this.rows]) row.drawn = '';
    this.draw();
  }

  /** Draws rows that came. */
  arrived(): void {
    for (const row of this.rows) if (row.waiting) row.drawn = '';
    this.draw();
  }

  scrollToTop(row: number): void {
    this.element.scrollTop = topOf(this.geometry, row * ROW_HEIGHT);
    this.draw();
  }

  /** The element of the heading with the focus, for what opens beside it. */
  headingOf(column: number): HTMLElement | undefined {
    return this.head.cells.find((cell) => cell.column === column)?.element;
  }

  /** The place of a cell's element or of anything in it. */
  placeOf(target: EventTarget | null): { readonly row: number; readonly column: number } | undefined {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
    if (!element || !this.element.contains(element)) return undefined;
    const row = Number(element.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? Number.NaN);
    return Number.isNaN(row) ? undefined : { row, column: Number(element.dataset['column']) };
  }

  drawSoon(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private get height(): number {
    return Math.max(ROW_HEIGHT, this.element.clientHeight - HEADING_HEIGHT);
  }

  private get geometry(): Geometry {
    return { rowHeight: ROW_HEIGHT, rowCount: this.session.count, height: this.height, edges: this.edges };
  }

  private reveal(): void {
    const { row, column } = this.current.focus;
    const { geometry, element } = this;
    if (row >= 0) {
      const scrolled = scrolledRows(geometry, element.scrollTop);
      const wanted = scrollToRow(geometry, scrolled, row);
      if (wanted !== scrolled) element.scrollTop = topOf(geometry, wanted);
    }
    const [left, right] = [this.edges[column] ?? 0, this.edges[column + 1] ?? 0];
    const room = element.clientWidth - this.gutter;
    if (left < element.scrollLeft || right - left > room) element.scrollLeft = left;
    else if (right > element.scrollLeft + room) element.scrollLeft = right - room;
  }

  /** Looks at the page first and writes to it then: the other way round it would be laid out more than once. */
  private draw(): void {
    const { element, geometry, session } = this;
    const { scrollTop, scrollLeft, clientWidth } = element;
    const { first, end } = rowsInSight(geometry, scrollTop);
    const from = Math.max(0, first - MORE_ROWS);
    const to = Math.min(session.count, end + MORE_ROWS);
    const left = scrollLeft - MORE_PIXELS;
    const columns = columnsInSight(geometry, left, left + clientWidth + 2 * MORE_PIXELS);
    const shift = scrollTop - scrolledRows(geometry, scrollTop);
    session.want(first, end);
    this.drawHead(columns);
    this.makeRows(to - from);
    for (let index = from; index < to; index++) {
      const row = this.rows[index % this.rows.length];
      if (row) this.drawRow(row, index, columns, HEADING_HEIGHT + index * ROW_HEIGHT + shift);
    }
    for (const row of this.rows) {
      const isAway = row.index < from || row.index >= to;
      if (row.element.hidden !== isAway) row.element.hidden = isAway;
    }
    const { focus } = this.current;
    const active = session.count > 0 || focus.row < 0 ? cellId(focus.row, focus.column) : '';
    if (element.getAttribute('aria-activedescendant') !== active) element.setAttribute('aria-activedescendant', active);
    this.saveSoon(first);
  }

  /** VS Code takes note of a page's state on its own time; not for each row that goes by. */
  private saveSoon(first: number): void {
    if (first === this.savedTop) return;
    this.savedTop = first;
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.session.save(first), SAVE_AFTER_MS);
  }

  /** Sees to it that every row has an element that no other in sight uses. */
  private makeRows(count: number): void {
    if (count <= this.rows.length) return;
    for (const row of this.rows) row.element.remove();
    this.rows = Array.from({ length: count + 2 * MORE_ROWS }, () => makeRow('gridcell'));
    this.canvas.append(...this.rows.map(({ element }) => element));
  }

  private drawHead({ first, end }: { readonly first: number; readonly end: number }): void {
    const { focus } = this.current;
    const drawn = `${first} ${end} ${focus.row < 0 ? focus.column : ''}`;
    if (this.head.drawn === drawn) return;
    this.head.drawn = drawn;
    this.head.element.dataset['row'] = '-1';
    this.head.element.setAttribute('aria-rowindex', '1');
    this.head.number.style.width = `${this.gutter}px`;
    this.cells(this.head, first, end, (cell, column, at) => {
      cell.element.id = cellId(-1, at);
      const { sort } = this.session.wish;
      const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
      const filtered = this.session.conditionOf(column.id) !== undefined;
      fillHeading(cell, column, { sorted, filtered, focused: focus.row < 0 && focus.column === at });
    });
  }

  private drawRow(
    row: RowElements,
    index: number,
    columns: { readonly first: number; readonly end: number },
    top: number,
  ): void {
    const record = this.session.row(index);
    const { focus } = this.current;
    const area = chosen(this.current);
    const inside = area && index >= area.top && index <= area.bottom ? `${area.left} ${area.right}` : '';
    const focused = focus.row === index ? focus.column : '';
    const drawn = [index, columns.first, columns.end, record ? 1 : 0, inside, focused].join(' ');
    if (row.top !== top) row.element.style.transform = `translateY(${top}px)`;
    row.top = top;
    if (row.drawn === drawn) return;
    row.drawn = drawn;
    row.index = index;
    row.waiting = record === undefined;
    row.element.dataset['row'] = String(index);
    row.element.setAttribute('aria-rowindex', String(index + 2));
    row.element.classList.toggle('odd', index % 2 === 1);
    row.number.style.width = `${this.gutter}px`;
    row.number.textContent = record ? String(record.number + 1) : '';
    this.cells(row, columns.first, columns.end, (cell, column, at) => {
      cell.element.id = cellId(index, at);
      const isChosen = inside !== '' && area !== undefined && at >= area.left && at <= area.right;
      fillCell(cell, record === undefined ? undefined : (record.cells[at] ?? null), {
        chosen: isChosen,
        focused: focused === at,
        opens: column.opens,
      });
    });
  }

  /** Gives each column in sight a cell of the row, and fills it. */
  private cells(
    row: RowElements,
    first: number,
    end: number,
    fill: (cell: GridCell, column: TableColumn, at: number) => void,
  ): void {
    while (row.cells.length < end - first) {
      const cell = makeCell(row.role);
      row.cells.push(cell);
      row.element.append(cell.element);
    }
    for (const [slot, cell] of row.cells.entries()) {
      const at = first + slot;
      const column = at < end ? this.session.shownColumns[at] : undefined;
      cell.element.hidden = column === undefined;
      cell.column = column ? at : -1;
      if (!column) continue;
      const [left, right] = [this.edges[at] ?? 0, this.edges[at + 1] ?? 0];
      cell.element.style.left = `${this.gutter + left}px`;
      cell.element.style.width = `${right - left}px`;
      cell.element.dataset['column'] = String(at);
      cell.element.setAttribute('aria-colindex', String(at + 2));
      fill(cell, column, at);
    }
  }
}

function cellId(row: number, column: number): string {
  return `cell-${row < 0 ? 'head' : row}-${column}`;
}
