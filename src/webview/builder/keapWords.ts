import { html, nothing, type TemplateResult } from 'lit';

/** Longer words fold, so that a form stays a form. In characters. */
const LONG = 140;

/** Keap's own words on something, where the description in use brings any. */
export function keapWords(words: string | undefined): TemplateResult | typeof nothing {
  if (words === undefined) return nothing;
  return words.length <= LONG
    ? html`<p class="hint keapWords"><span class="whose">Keap:</span> ${words}</p>`
    : html`<details class="hint keapWords">
        <summary class="reveal">Keap’s description</summary>
        <p>${words}</p>
      </details>`;
}
