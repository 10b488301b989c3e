import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { describeType, type Schema } from '../../../keap/catalog/schema.ts';
import { type ObjectShape, objectShape, shapeOf, standingSchema } from '../../../keap/request/body/bodyShape.ts';
import type { JsonNode } from '../../../keap/request/body/jsonTree.ts';
import { suggestion } from '../../../keap/request/suggestion.ts';
import '../controls/comboBox.ts';
import { icon } from '../../icon.ts';
import { describe, hintId, problemList } from '../fieldFrame.ts';
import { type FormContext, memberOf, type Place, placeId } from './formContext.ts';
import { valueField } from './valueField.ts';

const UNKNOWN_SHOWN = 120;
/** A part of so few properties shows them all. */
const FEW = 3;

/** The properties of an object: those it must have and those it has, and a way to add the others. */
export function objectFields(
  context: FormContext,
  place: Place,
  schema: Schema,
  node: JsonNode | undefined,
): TemplateResult {
  const without = place.path.length === 0 ? context.without : undefined;
  const shape = objectShape(schema, context.schemas, node, without);
  const every = place.path.length > 0 && shape.properties.length <= FEW;
  const shown = shape.properties.filter(
    ({ name, node: value, required, schema: own }) =>
      value !== undefined || context.isAdded(memberOf(place, name)) || (!own.readOnly && (required || every)),
  );
  // Made before the rest, which tells of the problems that no field has told.
  const fields = [...shown, ...shape.entries].map((field) => ({
    name: field.name,
    field: valueField(context, memberOf(place, field.name), field),
  }));
  return html`${repeat(
    fields,
    ({ name }) => name,
    ({ field }) => field,
  )}
  ${shape.unknown.map(({ name, node: value }) => unknownField(context, memberOf(place, name), name, value))}
  ${addProperty(context, place, schema, shape, new Set(shown.map(({ name }) => name)))}`;
}

/** A member that Keap does not know: as it stands, with a way to take it out. */
function unknownField(context: FormContext, place: Place, name: string, node: JsonNode): TemplateResult {
  const id = placeId(place);
  const value = context.text.slice(node.start, Math.min(node.end, node.start + UNKNOWN_SHOWN));
  const problems = context.problemsAt(place);
  return html`<div class="field">
    <div class="label">
      <span class="name">${name}</span><span class="type">not a property Keap knows here</span>
    </div>
    <p class="row unknown">
      <code>${value.replaceAll(/\s+/g, ' ')}${node.end - node.start > UNKNOWN_SHOWN ? '…' : ''}</code>
      <button
        id=${id}
        type="button"
        class="link"
        aria-describedby=${describe(id, false, problems).describedBy}
        @click=${() => context.remove(place)}
      >
        ${icon('trash')}Remove<span class="sr-only"> ${name}</span>
      </button>
    </p>
    ${problemList(id, problems)}
  </div>`;
}

function addProperty(
  context: FormContext,
  place: Place,
  schema: Schema,
  { properties, open }: ObjectShape,
  shown: ReadonlySet<string>,
): TemplateResult | typeof nothing {
  const names = properties.filter(({ name, schema: own }) => !shown.has(name) && !own.readOnly).map(({ name }) => name);
  if (names.length === 0 && !open) return nothing;
  const id = `${placeId(place)}-add`;
  // Rows of tables have fields.
  const thing = place.form === 'body' ? 'property' : 'field';
  const typeOf = (name: string) => {
    const property = properties.find((each) => each.name === name);
    return property ? describeType(property.declared, context.schemas) : '';
  };
  const wanted = context.wantedName(place);
  const refused = context.isRefused(place);
  const choose = (typed: string) => {
    const name = typed.trim();
    const property = properties.find((each) => each.name === name);
    const added = property ? names.includes(name) : open && name !== '';
    context.wantName(place, added ? '' : typed, !added);
    if (added && property) context.add(memberOf(place, name), property.schema);
    else if (added) context.set(memberOf(place, name), entryStart(context, schema, name));
  };
  return html`<div class="addProperty">
      ${icon('add')}
      <label class="sr-only" for=${id}>Add ${thing}${place.at === '' ? '' : ` to ${place.at}`}</label>
      <keap-combo-box
        .controlId=${id}
        .value=${live(wanted)}
        .options=${names}
        .details=${place.form === 'body' ? undefined : typeOf}
        .placeholder=${names.length > 0 ? `Add ${thing} (${names.length})` : `Add ${thing}`}
        .described=${{ describedBy: refused ? hintId(id) : nothing, invalid: refused ? 'true' : nothing }}
        @typed=${(event: CustomEvent<string>) => context.wantName(place, event.detail, false)}
        @chosen=${(event: CustomEvent<string>) => choose(event.detail)}
      ></keap-combo-box>
    </div>
    ${
      refused
        ? html`<p class="problems" id=${hintId(id)}>
            ${icon('warning')}<span>There is no ${thing} of this name to add${suggestion(wanted, names)}.</span>
          </p>`
        : nothing
    }`;
}

/** What a new entry of a map starts from: it is in the text at once, since nothing else knows its name. */
function entryStart({ schemas }: FormContext, { additionalProperties }: Schema, name: string): string {
  const entry = typeof additionalProperties === 'object' ? additionalProperties : {};
  const { kind } = shapeOf(standingSchema(entry, schemas), name);
  return kind === 'object' ? '{}' : kind === 'list' ? '[]' : '""';
}
