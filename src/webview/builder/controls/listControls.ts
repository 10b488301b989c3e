import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Place } from '../../../keap/account/references.ts';
import { icon } from '../../icon.ts';
import { focusSoon } from '../focusSoon.ts';
import type { RecordNames } from '../recordNames.ts';
import { describedByName, pickLink, recordName } from '../recordPick.ts';
import { countWords } from '../words.ts';
import { type ControlContext, controlValue } from './controlContext.ts';

/** Where the rows may be ids of the account's records. */
export interface Ids {
  readonly records: RecordNames;
  readonly place: Place;
}

/** A list as one text field a row; there is always a row to type in. */
export function rowsControl(context: ControlContext, numeric: boolean, ids?: Ids): TemplateResult {
  const { id, name, described, type, commit } = context;
  const rows = context.items.length > 0 ? context.items : [''];
  const describedRow = (item: string, index: number) =>
    ids ? describedByName(described, ids.records, ids.place, [item], rowId(id, index)) : described;
  const row = (item: string, index: number) => html`<li class="row ids">
    <input
      id=${rowId(id, index)}
      type="text"
      autocomplete="off"
      spellcheck="false"
      inputmode=${numeric ? 'numeric' : nothing}
      placeholder=${context.placeholder}
      aria-label="${name}, value ${index + 1}"
      aria-describedby=${describedRow(item, index).describedBy}
      aria-invalid=${described.invalid}
      .value=${live(item)}
      @input=${(event: Event) => type(rows.with(index, controlValue(event)))}
      @change=${() => commit()}
    />
    <button
      type="button"
      class="bare"
      ?hidden=${rows.length === 1 && item === ''}
      aria-label="Remove value ${index + 1} of ${name}"
      title="Remove"
      @click=${() => {
        commit(rows.toSpliced(index, 1));
        focusSoon(rowId(id, Math.max(0, Math.min(index, rows.length - 2))));
      }}
    >
      ${icon('close')}
    </button>
    ${ids ? recordName(ids.records, ids.place, [item], rowId(id, index)) : nothing}
  </li>`;
  return html`<ul class="rows">
      ${rows.map(row)}
    </ul>
    <button
      type="button"
      class="link"
      @click=${() => {
        const last = rows.length - 1;
        if (rows[last] !== '') type([...rows, '']);
        focusSoon(rowId(id, rows[last] === '' ? last : last + 1));
      }}
    >
      ${icon('add')}Add value<span class="sr-only"> to ${name}</span>
    </button>
    ${ids ? pickLink(ids.records, { place: ids.place, name, present: rows, many: true, take: commit }) : nothing}`;
}

/**
 * Known values to tick; a value that is not among them is kept and shown first.
 * @param open whether other values may be typed
 */
export function checksControl(context: ControlContext, known: readonly string[], open: boolean): TemplateResult {
  const { id, items, described, commit } = context;
  const options = [...items.filter((item) => !known.includes(item)), ...known];
  const toggle = (option: string) =>
    commit(items.includes(option) ? items.filter((item) => item !== option) : [...items, option]);
  return html`<details class="checks">
    <summary class="picker" id=${id} aria-describedby=${described.describedBy}>
      <span class="sr-only">${context.name}: </span>
      <span class="chosen">${items.length === 0 ? 'Not set' : items.join(', ')}</span>
      <span class="count">${items.length > 0 ? `${items.length} of ${options.length}` : countWords(options.length, 'value')}</span>
      ${icon('chevron-down')}
    </summary>
    <div class="options">
      ${options.map(
        (option) => html`<label class="check"
          ><input type="checkbox" .checked=${live(items.includes(option))} @change=${() => toggle(option)} /><span
            >${option}</span
          ></label
        >`,
      )}
      ${open ? otherInput(context, 'values') : nothing}
    </div>
    <button type="button" class="link clear" ?hidden=${items.length === 0} @click=${() => commit([])}>
      ${icon('clear-all')}Clear<span class="sr-only"> ${context.name}</span>
    </button>
  </details>`;
}

/** What names that are typed go to. */
interface Others extends Pick<ControlContext, 'id' | 'name' | 'items'> {
  commit(items: readonly string[]): void;
}

/** Takes names that are not among the known ones, also several at once. @param words what they are: `values` */
export function otherInput({ id, name, items, commit }: Others, words: string): TemplateResult {
  const take = (event: Event) => {
    const { target } = event;
    const typed = controlValue(event)
      .split(/[\s,]+/)
      .filter((each) => each !== '');
    if (typed.length === 0 || !(target instanceof HTMLInputElement)) return;
    target.value = '';
    commit([...new Set([...items, ...typed])]);
  };
  return html`<input
    id="${id}-other"
    class="other"
    type="text"
    autocomplete="off"
    spellcheck="false"
    aria-label="Other ${words} of ${name}"
    placeholder="Others: type a name and press Enter"
    @change=${take}
    @keydown=${(event: KeyboardEvent) => {
      // Before the page hears the key, which may send.
      if (event.key === 'Enter') take(event);
    }}
  />`;
}

function rowId(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index + 1}`;
}
