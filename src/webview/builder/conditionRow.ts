import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../icon.ts';
import './controls/comboBox.ts';
import { controlValue } from './controls/controlContext.ts';
import type { Described } from './fieldFrame.ts';

/** A condition as a row of its field, of what it says of it, and of a button that removes it. */
interface Condition {
  /** What the ids of the row begin with. */
  readonly id: string;
  /** For screen readers: `Condition 2`. */
  readonly name: string;
  readonly field: string;
  /** Fields to choose from. */
  readonly options: readonly string[];
  /** What is told of a field in the list. */
  readonly details?: (option: string) => string;
  /** What is wrong with it; undefined where nothing is. */
  readonly problem: string | undefined;
  /** The only row, with nothing in it: there is nothing to remove. */
  readonly blank: boolean;
  /** What stands between field and button. */
  readonly rest: TemplateResult;
  readonly hint?: TemplateResult | typeof nothing;
  typeField(field: string): void;
  chooseField(field: string): void;
  remove(): void;
  focused?(): void;
}

export function conditionRow(condition: Condition): TemplateResult {
  const { id, name, field, options, details, problem, blank, rest, hint, focused } = condition;
  return html`<li class="condition" @focusin=${focused}>
    <label class="sr-only" for=${conditionFieldId(id)}>${name}, field</label>
    <keap-combo-box
      class="conditionField"
      .controlId=${conditionFieldId(id)}
      .value=${field}
      .options=${options}
      .details=${details}
      .placeholder=${'Field'}
      .described=${describedCondition(id, problem)}
      @typed=${(event: CustomEvent<string>) => condition.typeField(event.detail)}
      @chosen=${(event: CustomEvent<string>) => condition.chooseField(event.detail)}
    ></keap-combo-box>
    ${rest}
    <button
      type="button"
      class="bare"
      ?hidden=${blank}
      aria-label="Remove ${name.toLowerCase()}"
      title="Remove"
      @click=${() => condition.remove()}
    >
      ${icon('close')}
    </button>
    ${hint ?? nothing}
    ${
      problem
        ? html`<p class="problems" id=${conditionProblemId(id)}>${icon('warning')}<span>${problem}</span></p>`
        : nothing
    }
  </li>`;
}

/** The rows of conditions, with a button for one more. @param words what they are: `Conditions of the filter` */
export function conditionRows(words: string, rows: readonly TemplateResult[], add: () => void): TemplateResult {
  return html`<ol class="conditions" aria-label=${words}>
      ${rows}
    </ol>
    <button type="button" class="link" @click=${add}>${icon('add')}Add condition</button>`;
}

/** How a condition compares. @param name of the condition */
export function comparisonChoice<Operator extends string>(
  name: string,
  { current, offered, words }: OfferedOperators<Operator>,
  choose: (operator: Operator) => void,
): TemplateResult {
  return html`<span class="select"
    ><select
      aria-label="${name}, comparison"
      @change=${(event: Event) => {
        const chosen = offered.find((operator) => operator === controlValue(event));
        if (chosen !== undefined) choose(chosen);
      }}
    >
      ${offered.map(
        (operator) =>
          html`<option value=${operator} .selected=${live(operator === current)}>${words(operator)}</option>`,
      )}</select
    >${icon('chevron-down')}</span
  >`;
}

interface OfferedOperators<Operator> {
  readonly current: Operator;
  readonly offered: readonly Operator[];
  words(operator: Operator): string;
}

/** What points from the controls of a condition to what is wrong with it. */
export function describedCondition(id: string, problem: string | undefined): Described {
  return problem
    ? { describedBy: conditionProblemId(id), invalid: 'true' }
    : { describedBy: nothing, invalid: nothing };
}

export function conditionFieldId(id: string): string {
  return `${id}-field`;
}

export function conditionProblemId(id: string): string {
  return `${id}-problem`;
}
