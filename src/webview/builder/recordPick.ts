import { html, nothing, type TemplateResult } from 'lit';
import { aOf, manyOf } from '../../keap/account/kinds.ts';
import type { Place } from '../../keap/account/references.ts';
import { icon } from '../icon.ts';
import type { Described } from './fieldFrame.ts';
import type { RecordNames } from './recordNames.ts';

/** A value that names records of the account. */
export interface Pickable {
  readonly place: Place;
  /** The field's name, for screen readers. */
  readonly name: string;
  /** What stands there already. */
  readonly present: readonly string[];
  readonly many?: boolean;
  /** Takes what was picked, as if it had been typed. */
  take(picked: readonly string[]): void;
}

/** A small button that lets someone pick by name what a field wants the id of; nothing where it wants none. */
export function pickButton(records: RecordNames | undefined, pickable: Pickable): TemplateResult | typeof nothing {
  const words = pickWords(records, pickable);
  if (!records || words === undefined) return nothing;
  return html`<button
    type="button"
    class="bare pick"
    aria-label="${words} for ${pickable.name}"
    title="${words}…"
    @click=${() => pick(records, pickable)}
  >
    ${icon('search')}
  </button>`;
}

/** The same as a link, for lists. */
export function pickLink(records: RecordNames | undefined, pickable: Pickable): TemplateResult | typeof nothing {
  const words = pickWords(records, pickable);
  if (!records || words === undefined) return nothing;
  return html`<button
    type="button"
    class="link"
    aria-label="${words} for ${pickable.name}"
    @click=${() => pick(records, pickable)}
  >
    ${icon('search')}${words}…
  </button>`;
}

/** What ids are called, beside them; nothing where nobody knows. @param id of the element, for descriptions */
export function recordName(
  records: RecordNames | undefined,
  place: Place,
  ids: readonly string[],
  id: string,
): TemplateResult | typeof nothing {
  const names = namesOf(records, place, ids);
  if (names.length === 0) return nothing;
  const words = names.join(', ');
  return html`<span class="recordName" id="${id}-record" title=${words}>${words}</span>`;
}

/** The description of a control with the name beside it. */
export function describedByName(
  described: Described,
  records: RecordNames | undefined,
  place: Place,
  ids: readonly string[],
  id: string,
): Described {
  if (namesOf(records, place, ids).length === 0) return described;
  const before = typeof described.describedBy === 'string' ? `${described.describedBy} ` : '';
  return { ...described, describedBy: `${before}${id}-record` };
}

function namesOf(records: RecordNames | undefined, place: Place, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => records?.nameOf(place, id.trim()) ?? []);
}

function pickWords(records: RecordNames | undefined, { place, many = false }: Pickable): string | undefined {
  const reference = records?.referenceAt(place);
  if (!reference) return undefined;
  if (reference.holds === 'content') return 'Choose the value';
  return many ? `Pick ${manyOf(reference.kind)}` : `Pick ${aOf(reference.kind)}`;
}

async function pick(records: RecordNames, { place, present, many = false, take }: Pickable): Promise<void> {
  const picked = await records.pick({ place, present: present.filter((id) => id !== ''), many });
  if (picked) take(picked);
}
