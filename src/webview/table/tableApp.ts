import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TableCommand } from '../../protocol/table.ts';
import { icon } from '../icon.ts';
import { columnMenu } from './columnMenu.ts';
import { columnsPanel } from './columnsPanel.ts';
import { Grid } from './grid.ts';
import { act } from './gridActions.ts';
import { actionOf } from './gridKeys.ts';
import { followPointer } from './gridPointer.ts';
import { chosen } from './selection.ts';
import type { TableSession } from './session.ts';
import { conditionList, percent, tableBar, tableFoot } from './tableBar.ts';

/** So long after the last key a filter is asked for. */
const FILTER_AFTER_MS = 200;

type Open = { readonly kind: 'columns' } | { readonly kind: 'column'; readonly id: string };

/** The whole page of a table. It renders into the document, where labels and styles reach everything. */
export class TableApp extends LitElement {
  static override properties = {
    session: { attribute: false },
    open: { state: true },
    search: { state: true },
    typed: { state: true },
  };

  declare session: TableSession | undefined;
  /** What is open over the table. */
  declare private open: Open | undefined;
  declare private search: string;
  /** What stands in the field for the filter, ahead of what was asked for. */
  declare private typed: string | undefined;
  private grid: Grid | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private placed = false;

  constructor() {
    super();
    this.search = '';
  }

  /** Draws rows that came. */
  arrived(): void {
    this.grid?.arrived();
    this.requestUpdate();
  }

  /** Does what a menu of VS Code asks for. */
  command(command: TableCommand): void {
    const { session, grid } = this;
    const area = grid && chosen(grid.selection);
    if (!session) return;
    if (command === 'export') void session.export();
    else if (!area) session.say('Choose a cell first.');
    else if (command === 'copyCells') this.copy();
    else if (command === 'openReference') void session.openReference(area.top, area.left);
    else if (command === 'copyRow') void session.copyRow(area.top);
    else void session.openRow(area.top);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('copy', this.onCopy);
    document.addEventListener('pointerdown', this.onPress, true);
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('copy', this.onCopy);
    document.removeEventListener('pointerdown', this.onPress, true);
    document.removeEventListener('keydown', this.onKey);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { session } = this;
    if (session?.none) return this.none(session);
    if (!session?.list) {
      const share = session?.progress?.share;
      return html`<p class="empty" role="status">Looking for the list in the answer${share ? `, ${percent(share)}` : ''}…</p>`;
    }
    return html`${tableBar(session, {
      typed: this.typed,
      columnsOpen: this.open?.kind === 'columns',
      onFilter: (text) => this.filter(text),
      onLeave: () => this.grid?.element.focus(),
      onColumns: () => this.toggleColumns(),
    })}
      ${conditionList(session)} ${this.notices(session)}
      <div class="place">${this.empty(session)}</div>
      ${tableFoot(session, this.grid)} ${this.overlay(session)}`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { session } = this;
    if (!session?.list) return;
    this.grid ??= this.makeGrid(session);
    const place = this.querySelector('.place');
    if (place && this.grid.element.parentElement !== place) place.append(this.grid.element);
    this.grid.element.setAttribute('aria-label', `${session.list.title}, table`);
    this.grid.refresh();
    if (!this.placed && session.isCurrent) {
      this.placed = true;
      this.grid.scrollToTop(session.savedTop);
      if (document.hasFocus()) this.grid.element.focus({ preventScroll: true });
    }
    this.positionMenu();
    if (changed.has('open')) this.querySelector<HTMLElement>('.popover input, .popover button')?.focus();
  }

  private none(session: TableSession): TemplateResult {
    const { sentence = '', canOpenResponse = false } = session.none ?? {};
    return html`<div class="empty">
      <p role="status">${sentence}</p>
      ${
        canOpenResponse
          ? html`<button type="button" class="primary" @click=${() => session.ask('openResponse', null)}>Open response</button>`
          : nothing
      }
    </div>`;
  }

  private notices(session: TableSession): TemplateResult | typeof nothing {
    if (!session.list?.cut) return nothing;
    return html`<p class="notice">
      ${icon('warning')}The answer ends in the middle of its list: these are the rows that came whole.
    </p>`;
  }

  private empty(session: TableSession): TemplateResult | typeof nothing {
    if (session.count > 0) return nothing;
    const words = session.list?.count === 0 ? 'The list is empty.' : 'No row passes the filter.';
    return html`<p class="no-rows">${words}</p>`;
  }

  private overlay(session: TableSession): TemplateResult | typeof nothing {
    const { open } = this;
    if (open?.kind === 'columns') {
      return columnsPanel(session, {
        search: this.search,
        onSearch: (text) => {
          this.search = text;
        },
        moved: (id) => void this.focusColumn(id),
      });
    }
    const column = open && session.shownColumns.find(({ id }) => id === open.id);
    return column ? columnMenu(session, column, () => this.close()) : nothing;
  }

  private makeGrid(session: TableSession): Grid {
    const grid = new Grid(session);
    grid.onSelect = () => this.requestUpdate();
    grid.element.addEventListener('keydown', (event) => {
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      // VS Code hears keys at the window, and has its own for some.
      event.stopPropagation();
      act(action, {
        grid,
        session,
        copy: () => this.copy(),
        openMenu: (column) => this.openMenu(column),
        find: () => this.querySelector<HTMLInputElement>('#filter')?.select(),
      });
    });
    followPointer({ grid, session, openMenu: (column) => this.openMenu(column) });
    grid.element.dataset['vscodeContext'] = JSON.stringify({ preventDefaultContextMenuItems: true });
    return grid;
  }

  private copy(): void {
    const area = this.grid && chosen(this.grid.selection);
    if (area) void this.session?.copy(area.top, area.bottom, area.left, area.right);
  }

  private toggleColumns(): void {
    if (this.open?.kind === 'columns') this.close();
    else this.open = { kind: 'columns' };
  }

  private openMenu(column: number): void {
    const id = this.session?.shownColumns[column]?.id;
    if (id !== undefined) this.open = { kind: 'column', id };
  }

  /** Closes what is open and gives the focus back. */
  private close(): void {
    const wasColumns = this.open?.kind === 'columns';
    this.open = undefined;
    this.search = '';
    if (wasColumns) this.querySelector<HTMLElement>('.columns-button')?.focus();
    else this.grid?.element.focus({ preventScroll: true });
  }

  private positionMenu(): void {
    const menu = this.querySelector<HTMLElement>('.menu-of-column');
    const { open, session, grid } = this;
    if (!menu || open?.kind !== 'column' || !session || !grid) return;
    const heading = grid.headingOf(session.shownColumns.findIndex(({ id }) => id === open.id));
    const box = heading?.getBoundingClientRect() ?? grid.element.getBoundingClientRect();
    const right = document.documentElement.clientWidth - menu.offsetWidth - 8;
    menu.style.left = `${Math.max(8, Math.min(box.left, right))}px`;
    menu.style.top = `${box.top + 28}px`;
  }

  private async focusColumn(id: string): Promise<void> {
    await this.updateComplete;
    const row = [...this.querySelectorAll<HTMLElement>('.columns-panel li')].find((each) => each.dataset['id'] === id);
    row?.scrollIntoView({ block: 'nearest' });
    if (!row?.contains(document.activeElement)) row?.querySelector('input')?.focus();
  }

  private filter(text: string): void {
    this.typed = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.typed = undefined;
      void this.session?.filterText(text);
    }, FILTER_AFTER_MS);
  }

  private readonly onCopy = (event: ClipboardEvent): void => {
    if (document.activeElement !== this.grid?.element) return;
    event.preventDefault();
    this.copy();
  };

  private readonly onPress = (event: PointerEvent): void => {
    if (!this.open || !(event.target instanceof Element)) return;
    if (event.target.closest('.popover, .columns-button')) return;
    this.open = undefined;
    this.search = '';
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.close();
    }
  };
}

customElements.define('keap-table', TableApp);
