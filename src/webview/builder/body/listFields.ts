import { html, nothing, type TemplateResult } from 'lit';
import type { Schema } from '../../../keap/catalog/schema.ts';
import { fits, shapeOf, standingSchema } from '../../../keap/request/body/bodyShape.ts';
import { jsonOf, shownText } from '../../../keap/request/body/bodyValue.ts';
import type { JsonNode } from '../../../keap/request/body/jsonTree.ts';
import { icon } from '../../icon.ts';
import { pickLink } from '../recordPick.ts';
import { countWords } from '../words.ts';
import { type FormContext, type FormField, itemOf, type Place, placeId, recordPlace } from './formContext.ts';
import { leafControl } from './leafField.ts';
import { disclosure, problemCount } from './valueField.ts';

/** With more items than this, they start closed. */
const FEW = 3;
const SUMMARY = 60;

/** The items of a list, with ways to add, move and remove them. An item that was added is written once it is filled in. */
export function listFields(
  context: FormContext,
  place: Place,
  name: string,
  items: Schema,
  node: JsonNode | undefined,
): TemplateResult {
  const values = node?.kind === 'array' ? node.items : [];
  const fresh = context.isAdded(itemOf(place, values.length));
  const all: (JsonNode | undefined)[] = fresh ? [...values, undefined] : [...values];
  const shown = all.slice(0, context.shownItems(place));
  const hidden = all.length - shown.length;
  const row = (value: JsonNode | undefined, index: number) => {
    const schema = standingSchema(items, context.schemas, value);
    const field: FormField = { name, required: false, schema, declared: items, node: value };
    return item(context, place, field, index, values.length);
  };
  const next = itemOf(place, values.length);
  return html`<ol class="items" aria-label="Items of ${name || 'the body'}">
      ${shown.map(row)}
    </ol>
    ${
      hidden > 0
        ? html`<button type="button" class="link" @click=${() => context.showMore(place)}>
            ${icon('ellipsis')}Show more of ${countWords(hidden, 'further item')}
          </button>`
        : html`<button
            id="${placeId(place)}-add"
            type="button"
            class="link"
            @click=${() => context.add(next, standingSchema(items, context.schemas))}
          >
            ${icon('add')}Add item<span class="sr-only"> to ${name || 'the body'}</span>
          </button>`
    }
    ${pickItems(context, place, name, items, values)}`;
}

/** A way to pick all items by name, where they are ids. */
function pickItems(
  context: FormContext,
  place: Place,
  name: string,
  items: Schema,
  values: readonly JsonNode[],
): TemplateResult | typeof nothing {
  const shape = shapeOf(standingSchema(items, context.schemas), name);
  if (shape.kind !== 'text' && shape.kind !== 'number') return nothing;
  const take = (picked: readonly string[]) => {
    context.set(place, `[${picked.map((id) => jsonOf(id, shape)).join(', ')}]`);
    context.commit(place);
  };
  const present = values.map((value) => shownText(context.text, value));
  return pickLink(context.records, { place: recordPlace(place), name, present, many: true, take });
}

function item(context: FormContext, list: Place, field: FormField, index: number, count: number): TemplateResult {
  const place = itemOf(list, index);
  const { schema, node, name } = field;
  const id = placeId(place);
  const shape = shapeOf(schema, name);
  const label = `${name || 'Item'} ${index + 1}`;
  const buttons = itemButtons(context, list, index, count, label);
  if (!fits(shape, node)) return html`<li class="item">${leafItem(context, place, field, label, buttons)}</li>`;
  if (shape.kind === 'object' || shape.kind === 'list') {
    const open = context.isOpen(place, count <= FEW || node === undefined);
    return html`<li class="item">
      <div class="partHead">
        ${disclosure(context, place, String(index + 1), open, label)}
        <span class="type summary">${open ? '' : summary(context.text, node)}</span>
        ${problemCount(context, place, open)} ${buttons}
      </div>
      ${
        open
          ? html`<div class="part" id="${id}-part" role="group" aria-label=${label}>
              ${context.contents(place, label, schema, node)}
            </div>`
          : nothing
      }
    </li>`;
  }
  return html`<li class="item">${leafItem(context, place, field, label, buttons)}</li>`;
}

function leafItem(
  context: FormContext,
  place: Place,
  field: FormField,
  label: string,
  buttons: TemplateResult,
): TemplateResult {
  return html`<label class="sr-only" for=${placeId(place)}>${label}</label>
    <div class="itemRow">
      <div>${leafControl(context, place, { ...field, name: label }, field.name)}</div>
      ${buttons}
    </div>`;
}

function itemButtons(context: FormContext, list: Place, index: number, count: number, label: string): TemplateResult {
  const id = (at: number, way: string) => `${placeId(itemOf(list, at))}-${way}`;
  const move = (way: 'up' | 'down', possible: boolean) =>
    html`<button
      id=${id(index, way)}
      type="button"
      class="bare"
      ?disabled=${!possible}
      aria-label="Move ${label} ${way}"
      title="Move ${way}"
      @click=${() =>
        way === 'up'
          ? context.swap(list, index - 1, id(index - 1, way))
          : context.swap(list, index, id(index + 1, way))}
    >
      ${icon(`arrow-${way}`)}
    </button>`;
  return html`<span class="itemButtons"
    >${count > 1 ? html`${move('up', index > 0 && index < count)}${move('down', index + 1 < count)}` : nothing}<button
      type="button"
      class="bare"
      aria-label="Remove ${label}"
      title="Remove"
      @click=${() => context.remove(itemOf(list, index))}
    >
      ${icon('close')}
    </button></span
  >`;
}

/** The first few values of an item, so that it can be told from the others while it is closed. */
function summary(text: string, node: JsonNode | undefined): string {
  const values = node?.kind === 'object' ? node.members.map(({ value }) => value) : [];
  const words = values
    .filter(({ kind, start, end }) => (kind === 'string' || kind === 'number') && end - start < SUMMARY)
    .map((value) => shownText(text, value))
    .filter((value) => value !== '');
  const line = words.slice(0, 3).join(' · ');
  return line.length > SUMMARY ? `${line.slice(0, SUMMARY)}…` : line;
}
