import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { withCustomFields } from '../../../keap/account/customFilterFields.ts';
import type { Place } from '../../../keap/account/references.ts';
import type { FilterOperator } from '../../../keap/catalog/operation.ts';
import type { FilterFacts } from '../../../keap/request/filter/filterExpression.ts';
import { filterFieldOf, isCustomField } from '../../../keap/request/filter/filterFields.ts';
import {
  comparisonChoice,
  conditionFieldId,
  conditionProblemId,
  conditionRow,
  conditionRows,
  describedCondition,
} from '../conditionRow.ts';
import { controlValue } from '../controls/controlContext.ts';
import type { Described } from '../fieldFrame.ts';
import { focusSoon } from '../focusSoon.ts';
import type { RecordNames } from '../recordNames.ts';
import { pickButton, pickLink, recordName } from '../recordPick.ts';
import {
  EMPTY_ROW,
  type FilterRow,
  operatorWords,
  rowProblems,
  rowsOf,
  textOf,
  valueControl,
  withField,
  withFieldLeft,
} from './filterRows.ts';
import { filterValue } from './filterValue.ts';

/**
 * A filter as its text and as rows of conditions, kept in step: either can be edited. It renders into the page, so
 * that labels and descriptions reach its controls.
 *
 * @fires typed on each key, the text as detail
 * @fires chosen when something was chosen or a control left, the text as detail
 */
export class FilterBuilder extends LitElement {
  static override properties = {
    controlId: { attribute: false },
    value: { attribute: false },
    facts: { attribute: false },
    placeholder: { attribute: false },
    described: { attribute: false },
    told: { attribute: false },
    records: { attribute: false },
    known: { attribute: false },
    rows: { state: true },
    at: { state: true },
  };

  declare controlId: string;
  declare value: string;
  declare facts: FilterFacts;
  declare placeholder: string;
  declare described: Described;
  /** Whether problems may be told yet. */
  declare told: boolean;
  /** What ids stand for. */
  declare records: RecordNames | undefined;
  /** Changes with what is known of ids. */
  declare known: number;
  /** The list's own fields, and those of the account as far as they are known. */
  private whole: FilterFacts = { fields: [] };
  declare private rows: readonly FilterRow[];
  /** The row with the focus: nobody is told there that a value is missing. */
  declare private at: number;

  constructor() {
    super();
    this.value = '';
    this.rows = [];
    this.at = -1;
    this.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.at = -1;
    });
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const custom = this.facts.customFields ? (this.records?.customFields ?? []) : [];
    this.whole = withCustomFields(
      this.facts,
      custom,
      [...this.rows, ...rowsOf(this.value, this.facts)].map(({ field }) => field),
    );
    // Rows hold more than the text: those that are empty yet, and values it could not hold.
    if ((changed.has('value') || changed.has('facts') || changed.has('known')) && textOf(this.rows) !== this.value) {
      this.rows = rowsOf(this.value, this.whole);
    }
    if (this.rows.length === 0) this.rows = [EMPTY_ROW];
  }

  protected override render(): TemplateResult {
    const problems = this.told ? rowProblems(this.rows, this.whole) : [];
    const shown = this.rows.map(({ value }, index) =>
      index === this.at && value === '' ? undefined : problems[index],
    );
    const ids = shown.flatMap((words, index) => (words ? [this.problemId(index)] : []));
    const describedBy = [this.described.describedBy, ...ids].filter((id) => typeof id === 'string').join(' ');
    return html`<input
        class="wide"
        id=${this.controlId}
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder=${this.placeholder}
        aria-describedby=${describedBy || nothing}
        aria-invalid=${ids.length > 0 ? 'true' : this.described.invalid}
        .value=${live(this.value)}
        @focus=${() => {
          this.at = -1;
        }}
        @input=${(event: Event) => this.setText('typed', controlValue(event))}
        @change=${(event: Event) => this.setText('chosen', controlValue(event))}
      />
      ${conditionRows(
        'Conditions of the filter',
        this.rows.map((row, index) => this.row(row, index, shown[index])),
        () => this.add(),
      )}`;
  }

  private row(row: FilterRow, index: number, problem: string | undefined): TemplateResult {
    const name = `Condition ${index + 1}`;
    const described = describedCondition(this.rowId(index), problem);
    return conditionRow({
      ...{ id: this.rowId(index), name, field: row.field, problem },
      options: this.whole.fields.map((field) => field.name),
      blank: this.rows.length === 1 && textOf(this.rows) === '',
      rest: html`${this.fieldPick(row, index, name)} ${this.comparison(row, index, name, described)}`,
      hint: this.customHint(row),
      typeField: (field) => this.setRow('typed', index, withField(row, field, this.whole)),
      chooseField: (field) => this.setRow('typed', index, withFieldLeft(row, field, this.whole)),
      remove: () => this.removeRow(index),
      focused: () => {
        this.at = index;
      },
    });
  }

  private comparison(
    row: FilterRow,
    index: number,
    name: string,
    described: Described,
  ): TemplateResult | typeof nothing {
    const { operator } = row;
    if (operator === '') return nothing;
    return html`${this.operators(row, operator, index, name)}
      <div class="conditionValue">
        ${filterValue({
          id: `${this.rowId(index)}-value`,
          label: `${name}, value`,
          control: valueControl(row, filterFieldOf(row.field, this.whole)),
          value: row.value,
          described,
          type: (value) => this.setRow('typed', index, { ...row, value }),
          commit: (value) => this.setRow('chosen', index, { ...row, value }),
        })}
        ${this.valuePick(row, index, name)}
      </div>`;
  }

  private customHint({ field, operator }: FilterRow): TemplateResult | typeof nothing {
    if (operator === '' || !isCustomField(field, this.facts)) return nothing;
    const known = this.records?.customFields.find(({ name }) => name.toLowerCase() === field.toLowerCase());
    return known
      ? html`<p class="hint">Custom field “${known.label}”.</p>`
      : html`<p class="hint">Not a field of the list: Keap looks for a custom field of this name.</p>`;
  }

  /** A way to filter by a custom field, found by its label. */
  private fieldPick(row: FilterRow, index: number, name: string): TemplateResult | typeof nothing {
    const own = this.facts.fields.some(({ name }) => name === row.field);
    if (own || !this.facts.customFields) return nothing;
    return pickButton(this.records, {
      place: { in: 'filterField', path: [row.field] },
      name: `${name}, field`,
      present: [],
      take: ([field = row.field]) => this.setRow('chosen', index, withFieldLeft(row, field, this.whole)),
    });
  }

  /** A way to find an id by name, and the names of those that stand there. */
  private valuePick(row: FilterRow, index: number, name: string): TemplateResult {
    const place: Place = { in: 'filter', path: [row.field] };
    const ids = row.value.split(',');
    const many = this.records?.referenceAt(place)?.holds === 'list';
    const take = (picked: readonly string[]) => this.setRow('chosen', index, { ...row, value: picked.join(',') });
    const pickable = { place, name: `${name}, value`, present: ids, many, take };
    const known = recordName(this.records, place, ids, this.rowId(index));
    return many
      ? html`<div class="under">${pickLink(this.records, pickable)}${known}</div>`
      : html`${pickButton(this.records, pickable)}${known}`;
  }

  private operators(row: FilterRow, operator: FilterOperator, index: number, name: string): TemplateResult {
    const known = filterFieldOf(row.field, this.whole);
    const allowed = known?.operators ?? [];
    const offered = allowed.includes(operator) ? allowed : [operator, ...allowed];
    const words = (each: FilterOperator) => operatorWords(each, known);
    return comparisonChoice(name, { current: operator, offered, words }, (chosen) =>
      this.setRow('chosen', index, { ...row, operator: chosen }),
    );
  }

  private setText(kind: 'typed' | 'chosen', text: string): void {
    this.value = text;
    this.tell(kind);
  }

  private setRow(kind: 'typed' | 'chosen', index: number, row: FilterRow): void {
    this.setRows(kind, this.rows.with(index, row));
  }

  private setRows(kind: 'typed' | 'chosen', rows: readonly FilterRow[]): void {
    this.rows = rows;
    this.value = textOf(rows);
    this.tell(kind);
  }

  private add(): void {
    const last = this.rows.length - 1;
    const empty = textOf(this.rows.slice(last)) === '';
    if (!empty) this.rows = [...this.rows, EMPTY_ROW];
    focusSoon(this.fieldId(empty ? last : last + 1));
  }

  private removeRow(index: number): void {
    this.setRows('chosen', this.rows.toSpliced(index, 1));
    focusSoon(this.fieldId(Math.max(0, Math.min(index, this.rows.length - 1))));
  }

  private tell(kind: 'typed' | 'chosen'): void {
    this.dispatchEvent(new CustomEvent(kind, { detail: this.value }));
  }

  private rowId(index: number): string {
    return `${this.controlId}-${index + 1}`;
  }

  private fieldId(index: number): string {
    return conditionFieldId(this.rowId(index));
  }

  private problemId(index: number): string {
    return conditionProblemId(this.rowId(index));
  }
}

customElements.define('keap-filter-builder', FilterBuilder);
