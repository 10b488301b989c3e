import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../../keap/request/validation.ts';
import { icon } from '../icon.ts';

/** What a control needs to point at its own hint and problems. */
export interface Described {
  /** For `aria-describedby`. */
  readonly describedBy: string | typeof nothing;
  /** For `aria-invalid`. */
  readonly invalid: 'true' | typeof nothing;
}

export function describe(target: string, hint: boolean, problems: readonly Problem[]): Described {
  const ids = [...(hint ? [hintId(target)] : []), ...(problems.length > 0 ? [problemsId(target)] : [])];
  return { describedBy: ids.join(' ') || nothing, invalid: problems.length > 0 ? 'true' : nothing };
}

export function hintId(target: string): string {
  return `${target}-hint`;
}

export function problemsId(target: string): string {
  return `${target}-problems`;
}

/** What helps with a Keap key in a field. */
export interface KeyFix {
  /** Takes it out. */
  remove(): void;
  /** Makes a connection of it. */
  connect(): void;
}

/** The problems of a field below it: those that block as errors, the others as advice. */
export function problemList(
  target: string,
  problems: readonly Problem[],
  keyFix?: KeyFix,
): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  return html`<ul class="problems" id=${problemsId(target)}>
    ${problems.map(
      ({ blocking, message }) =>
        html`<li class=${blocking ? 'blocking' : 'advice'}>
          ${icon(blocking ? 'error' : 'warning')}<span>${message}</span>
        </li>`,
    )}
  </ul>
  ${problems.some(({ fix }) => fix === 'removeKey') && keyFix ? keyButtons(keyFix) : nothing}`;
}

function keyButtons(fix: KeyFix): TemplateResult {
  return html`<div class="actions">
    <button type="button" class="link" @click=${fix.remove}>${icon('trash')}Remove the key</button>
    <button type="button" class="link" @click=${fix.connect}>${icon('key')}Add as connection…</button>
  </div>`;
}

export interface Facts {
  /** Type, place, bounds; empty ones are left out. */
  readonly words: readonly string[];
  readonly required: boolean;
  readonly deprecated: boolean;
}

/** What is known of a field, after its name. */
export function facts({ words, required, deprecated }: Facts): TemplateResult {
  const muted = words.filter((each) => each !== '').join(' · ');
  return html`<span class="type">${muted}${
    required ? html`${muted ? ' · ' : nothing}<span class="required">required</span>` : nothing
  }</span>${deprecated ? html`<span class="mark">Deprecated</span>` : nothing}`;
}
