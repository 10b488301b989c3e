import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { OPEN_KINDS, type OpenKind, openJsonOf } from '../../../keap/request/body/bodyValue.ts';
import type { JsonNode } from '../../../keap/request/body/jsonTree.ts';
import { icon } from '../../icon.ts';
import { type ControlContext, controlValue } from '../controls/controlContext.ts';
import { choiceControl, linesControl, textControl } from '../controls/plainControls.ts';
import type { FormContext, Place } from './formContext.ts';

const KIND_WORDS: Readonly<Record<OpenKind, string>> = {
  text: 'Text',
  number: 'Number',
  yesNo: 'True or false',
  json: 'JSON',
};

/** A value of any kind: someone says which. */
export function openControl(
  context: FormContext,
  place: Place,
  control: ControlContext,
  node: JsonNode | undefined,
): TemplateResult {
  const kind = context.openKind(place, node);
  const text = node?.kind === 'null' ? 'null' : control.text;
  const write = (input: string, as: OpenKind) => {
    context.setOpenKind(place, as);
    context.set(place, openJsonOf(input, as));
  };
  const own: ControlContext = {
    ...control,
    text,
    type: (input) => write(String(input), kind),
    commit: (input) => {
      if (input !== undefined) write(String(input), kind);
      context.commit(place);
    },
  };
  return html`<div class="open">
    <span class="select"
      ><select
        aria-label="Kind of value of ${control.name}"
        @change=${(event: Event) => {
          const chosen = OPEN_KINDS.find((each) => each === controlValue(event)) ?? kind;
          if (node) write(text, chosen);
          else context.setOpenKind(place, chosen);
          context.commit(place);
        }}
      >
        ${OPEN_KINDS.map(
          (each) => html`<option value=${each} .selected=${live(each === kind)}>${KIND_WORDS[each]}</option>`,
        )}</select
      >${icon('chevron-down')}</span
    >
    ${
      kind === 'yesNo'
        ? choiceControl(own, ['true', 'false'])
        : kind === 'json' || text.includes('\n')
          ? linesControl(own)
          : textControl(own, kind === 'number')
    }
  </div>`;
}
