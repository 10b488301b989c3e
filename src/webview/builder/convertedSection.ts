import { html, nothing, type TemplateResult } from 'lit';
import type { BuilderModel } from '../../protocol/builder.ts';
import { icon } from '../icon.ts';

const KINDS = {
  fill: { name: 'To fill in', icon: 'edit' },
  lost: { name: 'Has no place', icon: 'circle-slash' },
  differs: { name: 'To look at', icon: 'info' },
} as const;

/** What a request was converted from, and what of it to look at before it is sent. */
export function convertedSection({ converted }: BuilderModel): TemplateResult | typeof nothing {
  if (!converted) return nothing;
  const { name, notes } = converted;
  const order = Object.keys(KINDS);
  const sorted = notes.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return html`<section class="converted" aria-labelledby="group-converted">
    <h2 id="group-converted">Converted from ${name}</h2>
    ${
      notes.length === 0
        ? html`<p>Everything has its place in REST v2.</p>`
        : html`<ul>
          ${sorted.map(
            ({ kind, text }) =>
              html`<li>${icon(KINDS[kind].icon)}<span><span class="kind">${KINDS[kind].name}:</span> ${text}</span></li>`,
          )}
        </ul>`
    }
  </section>`;
}
