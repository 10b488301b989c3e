import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import '../controls/comboBox.ts';
import { icon } from '../../icon.ts';
import { controlValue } from '../controls/controlContext.ts';
import { startOfDay, timeCalendar } from '../controls/dateControls.ts';
import type { Described } from '../fieldFrame.ts';
import { focusSoon } from '../focusSoon.ts';
import type { ValueControl } from './filterRows.ts';

/** What the value of a condition shows and reports to. */
export interface ValueContext {
  /** Of its first control. */
  readonly id: string;
  /** For screen readers: `Condition 2, value`. */
  readonly label: string;
  readonly control: ValueControl;
  readonly value: string;
  readonly described: Described;
  type(value: string): void;
  commit(value: string): void;
}

/** The value of a condition, as its field wants it; anything else may be typed all the same. */
export function filterValue(context: ValueContext): TemplateResult {
  const { control, value } = context;
  switch (control.kind) {
    case 'suggestions':
      return suggestions(context, context.id, context.label, value, control.options, (text) => text);
    case 'yesNo':
      return yesNo(context);
    case 'time':
      return time(context);
    case 'list':
      return list(context, control);
    case 'prefix':
      return prefix(context, control);
    default:
      return text(context, value, (typed) => typed, control.numeric);
  }
}

function text(
  { id, label, described, type, commit }: ValueContext,
  value: string,
  whole: (typed: string) => string,
  numeric = false,
): TemplateResult {
  return html`<input
    id=${id}
    type="text"
    autocomplete="off"
    spellcheck="false"
    inputmode=${numeric ? 'decimal' : nothing}
    placeholder="Value"
    aria-label=${label}
    aria-describedby=${described.describedBy}
    aria-invalid=${described.invalid}
    .value=${live(value)}
    @input=${(event: Event) => type(whole(controlValue(event)))}
    @change=${(event: Event) => commit(whole(controlValue(event)))}
  />`;
}

function prefix(context: ValueContext, control: Extract<ValueControl, { kind: 'prefix' }>): TemplateResult {
  const star = control.prefix ? '*' : '';
  return html`${text(context, control.text, (typed) => `${typed}${star}`)}
    <label class="check"
      ><input
        type="checkbox"
        aria-label="${context.label}: match what begins with it"
        .checked=${live(control.prefix)}
        @change=${() => context.commit(control.prefix ? control.text : `${control.text}*`)}
      /><span>begins with it</span></label
    >`;
}

function suggestions(
  { described, type, commit }: ValueContext,
  id: string,
  label: string,
  value: string,
  options: readonly string[],
  whole: (typed: string) => string,
): TemplateResult {
  return html`<label class="sr-only" for=${id}>${label}</label
    ><keap-combo-box
      .controlId=${id}
      .value=${value}
      .options=${options}
      .placeholder=${'Value'}
      .described=${described}
      @typed=${(event: CustomEvent<string>) => type(whole(event.detail))}
      @chosen=${(event: CustomEvent<string>) => commit(whole(event.detail))}
    ></keap-combo-box>`;
}

function yesNo({ id, label, value, described, commit }: ValueContext): TemplateResult {
  const options = ['', 'true', 'false'];
  return html`<span class="select"
    ><select
      id=${id}
      aria-label=${label}
      aria-describedby=${described.describedBy}
      aria-invalid=${described.invalid}
      @change=${(event: Event) => commit(controlValue(event))}
    >
      ${(options.includes(value) ? options : [...options, value]).map(
        (option) => html`<option value=${option} .selected=${live(option === value)}>${option || 'Not set'}</option>`,
      )}</select
    >${icon('chevron-down')}</span
  >`;
}

function time(context: ValueContext): TemplateResult {
  const { label, value, commit } = context;
  return html`${text(context, value, (typed) => typed)}
    ${timeCalendar(`${label}: choose from a calendar`, value, commit)} ${startOfDay(value, commit)}`;
}

function list(context: ValueContext, { items, options }: Extract<ValueControl, { kind: 'list' }>): TemplateResult {
  const { id, label, type, commit } = context;
  const itemId = (index: number) => (index === 0 ? id : `${id}-${index + 1}`);
  const item = (value: string, index: number) => {
    const name = `${label} ${index + 1}`;
    const whole = (typed: string) => items.with(index, typed).join(',');
    const one: ValueContext = { ...context, id: itemId(index), label: name };
    return html`<li class="row">
      ${options.length > 0 ? suggestions(one, one.id, name, value, options, whole) : text(one, value, whole)}
      <button
        type="button"
        class="bare"
        ?hidden=${items.length === 1}
        aria-label="Remove ${name}"
        title="Remove"
        @click=${() => {
          commit(items.toSpliced(index, 1).join(','));
          focusSoon(itemId(Math.max(0, Math.min(index, items.length - 2))));
        }}
      >
        ${icon('close')}
      </button>
    </li>`;
  };
  return html`<div class="valueList">
    <ul class="rows">
      ${items.map(item)}
    </ul>
    <button
      type="button"
      class="link"
      @click=${() => {
        if (items.at(-1) !== '') type([...items, ''].join(','));
        focusSoon(itemId(items.at(-1) === '' ? items.length - 1 : items.length));
      }}
    >
      ${icon('add')}Add value<span class="sr-only"> to ${label}</span>
    </button>
  </div>`;
}
