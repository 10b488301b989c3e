import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { filterTime, isDay } from '../../../keap/request/filter/filterTime.ts';
import { icon } from '../../icon.ts';
import { type ControlContext, controlValue } from './controlContext.ts';
import { textControl } from './plainControls.ts';

/** A date as text that may be anything while typed, with the browser's own calendar beside it. */
export function dateControl(context: ControlContext): TemplateResult {
  const { text, name, commit } = context;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '';
  return html`<div class="row short">
    ${textControl(context, false)} ${calendar('date', `Choose ${name} from a calendar`, day, commit)}
  </div>`;
}

/**
 * A date with time and offset as text, with the browser's own calendar beside it; *Now* fills in this moment. What
 * is chosen has milliseconds and an offset, which Keap demands in places.
 */
export function dateTimeControl(context: ControlContext): TemplateResult {
  const { text, name, commit } = context;
  return html`<div class="row">
      ${textControl(context, false)} ${timeCalendar(`Choose ${name} from a calendar`, text, commit)}
      <button
        type="button"
        class="secondary"
        aria-label="Set ${name} to now"
        @click=${() => commit(new Date().toISOString())}
      >
        Now
      </button>
    </div>
    ${startOfDay(text, commit)}`;
}

/** A date with time and no zone as text, with the browser's own calendar beside it. */
export function momentControl(context: ControlContext): TemplateResult {
  const { text, name, commit } = context;
  const shown = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(text)?.[0] ?? '';
  return html`<div class="row">
    ${textControl(context, false)}
    ${calendar('datetime-local', `Choose ${name} from a calendar`, shown, (local) => commit(local.length === 16 ? `${local}:00` : local))}
  </div>`;
}

/** A calendar with time. */
export function timeCalendar(label: string, text: string, commit: (chosen: string) => void): TemplateResult {
  const shown = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(text)?.[0] ?? '';
  return calendar('datetime-local', label, shown, (local) => {
    const chosen = filterTime(local);
    if (chosen) commit(chosen);
  });
}

/** What helps where only a day was typed. */
export function startOfDay(text: string, commit: (chosen: string) => void): TemplateResult | typeof nothing {
  const start = isDay(text.trim()) ? filterTime(text) : undefined;
  if (!start) return nothing;
  return html`<button type="button" class="link" @click=${() => commit(start)}>
    ${icon('lightbulb')}Use the start of that day: ${start}
  </button>`;
}

/** A date input of which only the button shows: opening one by script is refused in a frame of another origin. */
function calendar(
  type: 'date' | 'datetime-local',
  label: string,
  shown: string,
  commit: (chosen: string) => void,
): TemplateResult {
  return html`<span class="calendar"
    >${icon('calendar')}<input
      type=${type}
      aria-label=${label}
      .value=${live(shown)}
      @change=${(event: Event) => commit(controlValue(event))}
  /></span>`;
}
