import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TableColumn } from '../../protocol/table.ts';
import { icon } from '../icon.ts';
import { isShown, orderedColumns, withNudged, withShown } from './layout.ts';
import type { TableSession } from './session.ts';
import { visibleText } from './visibleText.ts';

export interface ColumnsPanelOptions {
  /** Looks for columns by name. */
  readonly search: string;
  onSearch(text: string): void;
  /** Puts the focus back onto a column's row once it was moved. */
  moved(id: string): void;
}

/** All columns of a table, to choose and to order. */
export function columnsPanel(session: TableSession, options: ColumnsPanelOptions): TemplateResult {
  const { columns, complete, more } = session.columns;
  const all = orderedColumns(columns, session.layout);
  const wanted = options.search.trim().toLowerCase();
  const listed = all.filter(({ title, id }) => `${title}\n${id}`.toLowerCase().includes(wanted));
  const set = (which: readonly TableColumn[], shown: boolean) =>
    session.arrange(withShown(session.layout, which, shown));
  const filled = columns.filter(({ filled: has }) => has);
  const empty = columns.length - filled.length;
  return html`<div class="popover columns-panel" role="dialog" aria-label="Columns">
    <input
      type="search"
      class="find-column"
      aria-label="Find columns"
      placeholder="Find columns"
      spellcheck="false"
      .value=${options.search}
      @input=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) options.onSearch(event.target.value);
      }}
    />
    <div class="row-of-buttons">
      <button type="button" @click=${() => set(filled, true)}>Show all</button>
      <button type="button" @click=${() => set(columns.slice(1), false)}>Hide all but the first</button>
      <button
        type="button"
        @click=${() => session.arrange({ order: [], hidden: [], shownEmpty: [], widths: {} })}
      >
        Reset
      </button>
    </div>
    <ul aria-label="Columns in their order">
      ${repeat(
        listed,
        ({ id }) => id,
        (column) => columnRow(session, column, options),
      )}
    </ul>
    <p class="hint">
      ${listed.length === 0 ? 'No column has such a name. ' : nothing}${emptyWords(empty, complete)}${
        more ? ' There are more columns than a table takes: the rest is in the response.' : nothing
      }
    </p>
  </div>`;
}

function emptyWords(empty: number, complete: boolean): string {
  if (!complete) return 'Still looking through the rows for columns.';
  if (empty === 0) return '';
  return `${empty === 1 ? 'One column is' : `${empty} columns are`} empty in every row and shown only when ticked.`;
}

function columnRow(session: TableSession, column: TableColumn, options: ColumnsPanelOptions): TemplateResult {
  const { id, title, filled } = column;
  const { layout, columns } = session;
  const move = (by: -1 | 1) => {
    session.arrange(withNudged(layout, columns.columns, id, by));
    options.moved(id);
  };
  return html`<li
    data-id=${id}
    @keydown=${(event: KeyboardEvent) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      move(event.key === 'ArrowUp' ? -1 : 1);
    }}
  >
    <label title=${id}>
      <input
        type="checkbox"
        .checked=${isShown(column, layout)}
        @change=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) {
            session.arrange(withShown(layout, [column], event.target.checked));
          }
        }}
      />
      <span dir="auto">${visibleText(title)}</span>${filled ? nothing : html`<span class="hint">empty</span>`}
    </label>
    <button type="button" class="plain" aria-label=${`Move ${title} up`} title="Move up (Alt+Up)" @click=${() => move(-1)}>
      ${icon('arrow-up')}
    </button>
    <button type="button" class="plain" aria-label=${`Move ${title} down`} title="Move down (Alt+Down)" @click=${() => move(1)}>
      ${icon('arrow-down')}
    </button>
  </li>`;
}
