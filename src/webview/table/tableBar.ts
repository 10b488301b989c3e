import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icon.ts';
import { conditionWords } from './columnMenu.ts';
import type { Grid } from './grid.ts';
import { chosen } from './selection.ts';
import type { TableSession } from './session.ts';
import { visibleText } from './visibleText.ts';

export interface BarOptions {
  /** What stands in the field for the filter, ahead of what was asked for. */
  readonly typed: string | undefined;
  readonly columnsOpen: boolean;
  onFilter(text: string): void;
  /** Goes from the field into the table. */
  onLeave(): void;
  onColumns(): void;
}

/** Filter, counts, columns and export, above the table. */
export function tableBar(session: TableSession, options: BarOptions): TemplateResult {
  const { columns, isCurrent, progress } = session;
  const share = progress?.phase === 'rows' && progress.share > 0 ? `, ${percent(progress.share)}` : '';
  return html`<div class="bar">
    <div class="filter">
      ${icon('search')}
      <input
        id="filter"
        type="search"
        aria-label="Filter rows"
        placeholder="Filter rows"
        spellcheck="false"
        .value=${options.typed ?? session.wish.filter.text}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) options.onFilter(event.target.value);
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'ArrowDown') options.onLeave();
        }}
      />
    </div>
    <p class="count" role="status">${isCurrent ? rowWords(session) : `Working${share}…`}</p>
    ${isCurrent ? nothing : html`<button type="button" @click=${() => session.cancel()}>Cancel</button>`}
    <span class="space"></span>
    ${
      columns.canNameFields
        ? html`<button
            type="button"
            title="Ask Keap what this account calls its custom fields"
            @click=${() => session.ask('loadFieldNames', null)}
          >
            ${icon('tag')}Load names of custom fields (one call)
          </button>`
        : nothing
    }
    <button
      type="button"
      class="columns-button"
      aria-haspopup="dialog"
      aria-expanded=${String(options.columnsOpen)}
      @click=${options.onColumns}
    >
      ${icon('list-unordered')}Columns
    </button>
    <button type="button" @click=${() => session.export()}>${icon('export')}Export…</button>
  </div>`;
}

/** The conditions of columns, to be taken away one by one. */
export function conditionList(session: TableSession): TemplateResult | typeof nothing {
  const { conditions } = session.wish.filter;
  if (conditions.length === 0) return nothing;
  const title = (id: string) => session.columns.columns.find((column) => column.id === id)?.title ?? id;
  return html`<ul class="conditions" aria-label="Conditions of columns">
    ${conditions.map(
      (condition) => html`<li>
        <span dir="auto">${visibleText(title(condition.column))} ${conditionWords(condition)}</span>
        <button
          type="button"
          class="plain"
          aria-label=${`Remove the condition of ${title(condition.column)}`}
          @click=${() => session.setCondition(condition.column, undefined)}
        >
          ${icon('close')}
        </button>
      </li>`,
    )}
  </ul>`;
}

/** What stands in the cell with the focus, whole or nearly so, and what was done last. */
export function tableFoot(session: TableSession, grid: Grid | undefined): TemplateResult {
  const area = grid && chosen(grid.selection);
  const focus = grid?.selection.focus;
  const row = area && focus ? session.row(focus.row) : undefined;
  const cells = area ? (area.bottom - area.top + 1) * (area.right - area.left + 1) : 0;
  const share = session.progress?.phase === 'columns' ? `, ${percent(session.progress.share)}` : '';
  const looking = session.columns.complete ? '' : `Looking for columns${share}…`;
  const words = session.said || (cells > 1 ? `${cells.toLocaleString('en-US')} cells chosen` : looking);
  return html`<div class="foot">
    <span class="where" dir="auto">${row && grid?.column ? visibleText(grid.column.title) : ''}</span>
    <span class="value" dir="auto">${row && focus ? visibleText(row.cells[focus.column]?.text ?? '') : ''}</span>
    <span class="said" role="status">${words}</span>
  </div>`;
}

export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** `10,000 rows`, `1,204 of 10,000 rows`. */
function rowWords({ list, count }: TableSession): string {
  const total = list?.count ?? 0;
  const all = `${total.toLocaleString('en-US')} ${total === 1 ? 'row' : 'rows'}`;
  return count === total ? all : `${count.toLocaleString('en-US')} of ${all}`;
}
