import { html, nothing, type TemplateResult } from 'lit';
import { describeType } from '../../../keap/catalog/schema.ts';
import { fits, shapeOf } from '../../../keap/request/body/bodyShape.ts';
import { icon } from '../../icon.ts';
import { boundsWords } from '../controls/controls.ts';
import { describe, facts, problemList } from '../fieldFrame.ts';
import { keapWords } from '../keapWords.ts';
import { countWords } from '../words.ts';
import { type FormContext, type FormField, type Place, placeId } from './formContext.ts';
import { leafField } from './leafField.ts';

/** Deeper than this, parts start closed: a schema may contain itself. */
const DEEP = 4;

/** A property with its name: a part that opens, or a control. */
export function valueField(context: FormContext, place: Place, field: FormField): TemplateResult {
  const shape = shapeOf(field.schema, field.name);
  const nested = shape.kind === 'object' || shape.kind === 'list';
  return nested && fits(shape, field.node)
    ? partField(context, place, field)
    : leafField(context, place, field, {
        facts: fieldFacts(context, field),
        remove: removeButton(context, place, field),
      });
}

function partField(context: FormContext, place: Place, field: FormField): TemplateResult {
  const { name, schema, node } = field;
  const id = placeId(place);
  const open = context.isOpen(place, place.path.length <= DEEP);
  const count = node?.kind === 'array' ? node.items.length : undefined;
  const problems = context.problemsAt(place);
  return html`<div class="field partField">
    <div class="partHead">
      ${disclosure(context, place, name, open, undefined, describe(id, false, problems).describedBy)}
      ${fieldFacts(context, field)}
      ${count === undefined ? nothing : html`<span class="type">${countWords(count, 'item')}</span>`}
      ${problemCount(context, place, open)} ${removeButton(context, place, field)}
    </div>
    ${keapWords(field.declared.description ?? schema.description)} ${problemList(id, problems)}
    ${
      open
        ? html`<div class="part" id="${id}-part" role="group" aria-label=${name}>
            ${context.contents(place, name, schema, node)}
          </div>`
        : nothing
    }
  </div>`;
}

/** The button that opens a part, with its name. */
export function disclosure(
  context: FormContext,
  place: Place,
  name: string,
  open: boolean,
  label?: string,
  describedBy: string | typeof nothing = nothing,
): TemplateResult {
  const id = placeId(place);
  return html`<button
    id=${id}
    type="button"
    class="disclosure"
    aria-expanded=${open ? 'true' : 'false'}
    aria-controls=${open ? `${id}-part` : nothing}
    aria-describedby=${describedBy}
    aria-label=${label ?? nothing}
    @click=${() => context.toggle(place, !open)}
  >
    ${icon(open ? 'chevron-down' : 'chevron-right')}<span class="name">${name}</span>
  </button>`;
}

/** That something is wrong within a part, while it is closed. */
export function problemCount(context: FormContext, place: Place, open: boolean): TemplateResult | typeof nothing {
  const count = open ? 0 : context.problemsWithin(place);
  return count === 0
    ? nothing
    : html`<span class="within">${icon('warning', 'warn')}<span>${countWords(count, 'problem')}</span></span>`;
}

function fieldFacts({ schemas }: FormContext, { declared, schema, required }: FormField): TemplateResult {
  const longest = schema.maxLength === undefined ? '' : `at most ${countWords(schema.maxLength, 'character')}`;
  return facts({
    words: [
      describeType(declared, schemas),
      boundsWords(schema.minimum, schema.maximum),
      longest,
      schema.readOnly ? 'read only' : '',
    ],
    required,
    deprecated: schema.deprecated === true || declared.deprecated === true,
  });
}

function removeButton(
  context: FormContext,
  place: Place,
  { name, node, required }: FormField,
): TemplateResult | typeof nothing {
  if (!node && (required || !context.isAdded(place))) return nothing;
  const words = required ? 'Clear' : 'Remove';
  return html`<button
    type="button"
    class="bare"
    aria-label="${words} ${name}"
    title=${required ? 'Clear' : 'Remove'}
    @click=${() => context.remove(place)}
  >
    ${icon('close')}
  </button>`;
}
