import { html, nothing, type TemplateResult } from 'lit';
import type { Condition, Operator } from '../../keap/table/tableWish.ts';
import type { TableColumn } from '../../protocol/table.ts';
import { icon } from '../icon.ts';
import { withNudged, withShown } from './layout.ts';
import type { TableSession } from './session.ts';
import { visibleText } from './visibleText.ts';

const OPERATORS: readonly (readonly [Operator, string])[] = [
  ['contains', 'contains'],
  ['lacks', 'does not contain'],
  ['is', 'is'],
  ['isNot', 'is not'],
  ['above', 'is more or later than'],
  ['below', 'is less or earlier than'],
  ['empty', 'is empty'],
  ['filled', 'is not empty'],
];

/** The words of a condition: `is not empty`, `contains “Ada”`. */
export function conditionWords({ operator, value }: Condition): string {
  const words = OPERATORS.find(([each]) => each === operator)?.[1] ?? operator;
  return takesValue(operator) ? `${words} “${visibleText(value)}”` : words;
}

function takesValue(operator: Operator): boolean {
  return operator !== 'empty' && operator !== 'filled';
}

/** The menu of a column: everything that the mouse does with its heading, and its condition. */
export function columnMenu(session: TableSession, column: TableColumn, close: () => void): TemplateResult {
  const { id, title } = column;
  const { sort } = session.wish;
  const sorted = sort?.column === id ? sort : undefined;
  const condition = session.conditionOf(id);
  const choose = (work: () => unknown) => () => {
    close();
    work();
  };
  const all = session.columns.columns;
  const nudge = (by: -1 | 1) => session.arrange(withNudged(session.layout, all, id, by));
  return html`<div class="popover menu-of-column" role="dialog" aria-label=${`Column ${title}`}>
    <p class="popover-title" dir="auto">${visibleText(title)}</p>
    <div class="choices">
      ${choice(
        'arrow-up',
        'Sort ascending',
        choose(() => session.sortBy(id, false)),
        sorted?.descending === false,
      )}
      ${choice(
        'arrow-down',
        'Sort descending',
        choose(() => session.sortBy(id, true)),
        sorted?.descending === true,
      )}
      ${
        sorted
          ? choice(
              'close',
              'Do not sort',
              choose(() => session.unsort()),
            )
          : nothing
      }
    </div>
    ${conditionForm(session, id, condition, close)}
    <div class="choices">
      ${choice('arrow-left', 'Move left', () => nudge(-1))} ${choice('arrow-right', 'Move right', () => nudge(1))}
      ${choice(
        'eye-closed',
        'Hide column',
        choose(() => session.arrange(withShown(session.layout, [column], false))),
      )}
    </div>
  </div>`;
}

function choice(name: string, words: string, run: () => unknown, pressed?: boolean): TemplateResult {
  return html`<button type="button" class="choice" aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${run}>
    ${icon(name)}<span>${words}</span>${pressed ? icon('check') : nothing}
  </button>`;
}

function conditionForm(
  session: TableSession,
  column: string,
  condition: Condition | undefined,
  close: () => void,
): TemplateResult {
  const read = (form: HTMLFormElement): Condition => {
    const data = new FormData(form);
    const operator = OPERATORS.find(([each]) => each === data.get('operator'))?.[0] ?? 'contains';
    return { column, operator, value: String(data.get('value') ?? '') };
  };
  const current = condition?.operator ?? 'contains';
  return html`<form
    class="condition"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      if (!(event.currentTarget instanceof HTMLFormElement)) return;
      const next = read(event.currentTarget);
      close();
      void session.setCondition(column, takesValue(next.operator) && next.value.trim() === '' ? undefined : next);
    }}
    @change=${(event: Event) => {
      // What compares with nothing needs no field.
      const form = event.currentTarget;
      if (!(form instanceof HTMLFormElement)) return;
      const field = form.querySelector<HTMLInputElement>('[name=value]');
      if (field) field.hidden = !takesValue(read(form).operator);
    }}
  >
    <label for="operator">Rows where it</label>
    <select id="operator" name="operator">
      ${OPERATORS.map(([operator, words]) => html`<option value=${operator} ?selected=${operator === current}>${words}</option>`)}
    </select>
    <input
      name="value"
      aria-label="Value to compare with"
      spellcheck="false"
      .value=${condition?.value ?? ''}
      ?hidden=${!takesValue(current)}
    />
    <div class="row-of-buttons">
      <button type="submit" class="primary">Filter</button>
      ${
        condition
          ? html`<button type="button" @click=${() => {
              close();
              void session.setCondition(column, undefined);
            }}>Clear</button>`
          : nothing
      }
    </div>
  </form>`;
}
