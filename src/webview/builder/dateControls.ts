import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { type ControlContext, controlValue } from './controlContext.ts';
import { icon } from './icon.ts';

/**
 * A date as text that may be anything while typed, with the browser's own calendar beside it. The calendar is a
 * date input of which only the button shows: opening one by script is refused in a frame of another origin.
 */
export function dateControl(context: ControlContext): TemplateResult {
  const { text, field, commit } = context;
  return html`<div class="row short">
    ${freeText(context)}
    <span class="calendar"
      >${icon('calendar')}<input
        type="date"
        aria-label="Choose ${field.parameter.name} from a calendar"
        .value=${live(/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '')}
        @change=${(event: Event) => commit(controlValue(event))}
    /></span>
  </div>`;
}

/** A date with time and offset as text; *Now* fills in this moment. */
export function dateTimeControl(context: ControlContext): TemplateResult {
  return html`<div class="row">
    ${freeText(context)}
    <button
      type="button"
      class="secondary"
      aria-label="Set ${context.field.parameter.name} to now"
      @click=${() => context.commit(new Date().toISOString())}
    >
      Now
    </button>
  </div>`;
}

function freeText({ id, field, text, described, type, commit }: ControlContext): TemplateResult {
  return html`<input
    id=${id}
    type="text"
    autocomplete="off"
    spellcheck="false"
    placeholder=${field.placeholder}
    aria-required=${field.parameter.required ? 'true' : nothing}
    aria-describedby=${described.describedBy}
    aria-invalid=${described.invalid}
    .value=${live(text)}
    @input=${(event: Event) => type(controlValue(event))}
    @change=${() => commit()}
  />`;
}
