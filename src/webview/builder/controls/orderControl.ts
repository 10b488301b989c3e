import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { parseOrderBy, printOrderBy } from '../../../keap/request/orderBy.ts';
import './comboBox.ts';
import { icon } from '../../icon.ts';
import { type ControlContext, controlValue } from './controlContext.ts';

const DIRECTIONS: Readonly<Record<string, string>> = { '': 'As Keap does', asc: 'Ascending', desc: 'Descending' };

/** An order as a field, which may be typed freely, and a direction. */
export function orderControl(context: ControlContext, fields: readonly string[]): TemplateResult {
  const { id, name, placeholder, text, described, type, commit } = context;
  const { field: chosen, direction } = parseOrderBy(text);
  const current = direction.toLowerCase();
  const directions = Object.hasOwn(DIRECTIONS, current) ? DIRECTIONS : { ...DIRECTIONS, [current]: direction };
  const whole = (next: string) => printOrderBy({ field: next, direction: next.trim() === '' ? '' : direction });
  return html`<div class="row order">
    <keap-combo-box
      .controlId=${id}
      .value=${chosen}
      .options=${fields}
      .placeholder=${placeholder}
      .described=${described}
      @typed=${(event: CustomEvent<string>) => type(whole(event.detail))}
      @chosen=${(event: CustomEvent<string>) => commit(whole(event.detail))}
    ></keap-combo-box>
    <span class="select"
      ><select
        aria-label="Direction of ${name}"
        aria-describedby=${described.describedBy}
        ?disabled=${chosen === ''}
        @change=${(event: Event) => commit(printOrderBy({ field: chosen, direction: controlValue(event) }))}
      >
        ${Object.entries(directions).map(
          ([value, words]) =>
            html`<option value=${value} .selected=${live(value === current)}>${words || nothing}</option>`,
        )}</select
      >${icon('chevron-down')}</span
    >
  </div>`;
}
