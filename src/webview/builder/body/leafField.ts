import { html, nothing, type TemplateResult } from 'lit';
import { isNullable } from '../../../keap/catalog/schema.ts';
import { type BodyShape, fits, shapeOf } from '../../../keap/request/body/bodyShape.ts';
import { jsonOf, shownText } from '../../../keap/request/body/bodyValue.ts';
import type { JsonNode } from '../../../keap/request/body/jsonTree.ts';
import { sizeWords } from '../../../keap/request/measures.ts';
import { icon } from '../../icon.ts';
import type { ControlContext } from '../controls/controlContext.ts';
import { defaultWords, exampleOf } from '../controls/controls.ts';
import { dateControl, dateTimeControl, momentControl } from '../controls/dateControls.ts';
import { choiceControl, linesControl, textControl } from '../controls/plainControls.ts';
import { describe, hintId, problemList } from '../fieldFrame.ts';
import { keapWords } from '../keapWords.ts';
import { describedByName, pickButton, recordName } from '../recordPick.ts';
import { base64Control } from './base64Control.ts';
import { type FormContext, type FormField, type Place, placeId, recordPlace } from './formContext.ts';
import { openControl } from './openControl.ts';

/** A text area takes seconds for a key above this many characters. */
const MOST_IN_CONTROL = 50_000;
/** Properties whose texts have lines. */
const LINES = /(^|_)(body|notes?|description|comment|message|content|html|html_head|html_body|css|script)$/i;

/** A property that holds a single value, with its name. */
export function leafField(
  context: FormContext,
  place: Place,
  field: FormField,
  frame: { readonly facts: TemplateResult; readonly remove: TemplateResult | typeof nothing },
): TemplateResult {
  return html`<div class="field">
    <div class="label">
      <label class="name" for=${placeId(place)}>${field.name}</label>${frame.facts}${frame.remove}
    </div>
    ${leafControl(context, place, field, field.name)}
  </div>`;
}

/**
 * The control of a single value with what is to be said of it.
 *
 * @param property the name in the schema, which says what the value means; the field's own may be that of an item
 */
export function leafControl(context: FormContext, place: Place, field: FormField, property: string): TemplateResult {
  const { schema, node, name, required } = field;
  const shape = shapeOf(schema, property);
  const id = placeId(place);
  const problems = context.problemsAt(place);
  const hint = hintOf(field, shape);
  const text = shownText(context.text, node);
  const named = recordPlace(place);
  const control: ControlContext = {
    id,
    name,
    required,
    placeholder: placeholderOf(field, shape),
    text,
    items: [],
    described: describedByName(describe(id, hint !== '', problems), context.records, named, [text], id),
    type: (input) => write(context, place, String(input), shape),
    commit: (input) => {
      if (input !== undefined) write(context, place, String(input), shape);
      context.commit(place);
    },
  };
  const take = (picked: readonly string[]) => {
    const [first = ''] = picked;
    if (picked.length > 1) context.set(place, JSON.stringify(picked));
    else write(context, place, first, shape);
    context.commit(place);
  };
  const nullable = isNullable(schema) && node?.kind !== 'null';
  return html`<div class="leaf">
      ${text.length > MOST_IN_CONTROL && shape.kind !== 'base64' ? tooLong(control) : shaped(context, place, control, shape, node, property)}
      ${pickButton(context.records, { place: named, name, present: [text], take })}
      ${recordName(context.records, named, [text], id)}
      ${
        nullable
          ? html`<button
              type="button"
              class="bare"
              aria-label="Set ${name} to null"
              title="Set to null"
              @click=${() => {
                context.set(place, 'null');
                context.commit(place);
              }}
            >
              ${icon('circle-slash')}
            </button>`
          : nothing
      }
    </div>
    ${hint ? html`<p class="hint" id=${hintId(id)}>${hint}</p>` : nothing}
    ${keapWords(field.declared.description ?? schema.description)} ${problemList(id, problems)}`;
}

function shaped(
  context: FormContext,
  place: Place,
  control: ControlContext,
  shape: BodyShape,
  node: JsonNode | undefined,
  property: string,
): TemplateResult {
  if (shape.kind === 'any' || shape.kind === 'object' || shape.kind === 'list' || !fits(shape, node)) {
    return openControl(context, place, control, node);
  }
  switch (shape.kind) {
    case 'choice':
      return choiceControl(control, shape.options.map(String));
    case 'date':
      return dateControl(control);
    case 'dateTime':
      return dateTimeControl(control);
    case 'moment':
      return momentControl(control);
    case 'base64':
      return base64Control(context, place, control);
    default:
      return shape.kind === 'text' && (LINES.test(property) || control.text.includes('\n'))
        ? linesControl(control)
        : textControl(control, shape.kind === 'number');
  }
}

/** Nothing typed takes the value out again, but of a text, which may be empty, and of an item, which has a place. */
function write(context: FormContext, place: Place, typed: string, shape: BodyShape): void {
  const item = typeof place.path.at(-1) === 'number';
  if (typed === '' && shape.kind !== 'text' && !item) context.unset(place);
  else context.set(place, jsonOf(typed, shape));
}

function tooLong({ id, text }: ControlContext): TemplateResult {
  return html`<p class="hint" id=${id} tabindex="-1">
    ${sizeWords(text.length)} of text: too much for a field here. Edit it as JSON.
  </p>`;
}

function placeholderOf({ node, schema }: FormField, { kind }: BodyShape): string {
  if (node?.kind === 'null') return 'null';
  if (node?.kind === 'string' && (kind === 'text' || kind === 'any')) return 'Empty text';
  return exampleOf(kind === 'date' ? { format: 'date' } : schema);
}

function hintOf({ schema, node }: FormField, { kind }: BodyShape): string {
  if (kind === 'base64') return 'Type plain text or load a file: it is sent as Base64.';
  return node ? '' : defaultWords(schema);
}
