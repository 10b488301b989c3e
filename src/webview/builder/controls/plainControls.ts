import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../../icon.ts';
import { type ControlContext, controlValue } from './controlContext.ts';

/** A text in one line. */
export function textControl(
  { id, required, placeholder, text, described, type, commit }: ControlContext,
  numeric: boolean,
): TemplateResult {
  return html`<input
    id=${id}
    type="text"
    autocomplete="off"
    spellcheck="false"
    inputmode=${numeric ? 'numeric' : nothing}
    placeholder=${placeholder}
    aria-required=${required ? 'true' : nothing}
    aria-describedby=${described.describedBy}
    aria-invalid=${described.invalid}
    .value=${live(text)}
    @input=${(event: Event) => type(controlValue(event))}
    @change=${() => commit()}
  />`;
}

/** A text of several lines. @param rows that show at first */
export function linesControl(
  { id, required, placeholder, text, described, type, commit }: ControlContext,
  rows = 2,
): TemplateResult {
  return html`<textarea
    id=${id}
    class="lines"
    rows=${rows}
    spellcheck="false"
    placeholder=${placeholder}
    aria-required=${required ? 'true' : nothing}
    aria-describedby=${described.describedBy}
    aria-invalid=${described.invalid}
    .value=${live(text)}
    @input=${(event: Event) => {
      if (event.target instanceof HTMLTextAreaElement) type(event.target.value);
    }}
    @change=${() => commit()}
  ></textarea>`;
}

/** One of a few known values, or none; a value that is not among them is kept and shown first. */
export function choiceControl(
  { id, required, text, described, commit }: ControlContext,
  known: readonly string[],
): TemplateResult {
  const options = text === '' || known.includes(text) ? known : [text, ...known];
  return html`<span class="select"
    ><select
      id=${id}
      aria-required=${required ? 'true' : nothing}
      aria-describedby=${described.describedBy}
      aria-invalid=${described.invalid}
      @change=${(event: Event) => commit(controlValue(event))}
    >
      <option value="" ?selected=${text === ''} .selected=${live(text === '')}>Not set</option>
      ${options.map(
        (option) => html`<option value=${option} .selected=${live(option === text)}>${option}</option>`,
      )}</select
    >${icon('chevron-down')}</span
  >`;
}
