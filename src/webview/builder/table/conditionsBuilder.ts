import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Place } from '../../../keap/account/references.ts';
import { mayUse } from '../../../keap/catalog/xmlrpc/onTable.ts';
import type { XmlRpcField } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import {
  type ConditionRow,
  EMPTY_CONDITION,
  withCondition,
  withoutCondition,
  conditionRows as writtenRows,
} from '../../../keap/request/table/conditionRows.ts';
import { heldWords } from '../../../keap/request/table/fieldWords.ts';
import {
  operatorsFor,
  operatorWords,
  type RowOperator,
  wantsValue,
} from '../../../keap/request/table/queryCondition.ts';
import type { Problem } from '../../../keap/request/validation.ts';
import {
  comparisonChoice,
  conditionFieldId,
  conditionRow,
  conditionRows,
  describedCondition,
} from '../conditionRow.ts';
import { controlValue } from '../controls/controlContext.ts';
import type { Described } from '../fieldFrame.ts';
import { focusSoon } from '../focusSoon.ts';
import type { RecordNames } from '../recordNames.ts';
import { pickButton, recordName } from '../recordPick.ts';

/**
 * The conditions of a query as the text of their struct and as rows, kept in step: either can be edited. It renders
 * into the page, so that labels and descriptions reach its controls.
 *
 * @fires typed on each key, the text as detail
 * @fires chosen when something was chosen or a control left, the text as detail
 */
export class ConditionsBuilder extends LitElement {
  static override properties = {
    controlId: { attribute: false },
    name: { attribute: false },
    value: { attribute: false },
    fields: { attribute: false },
    problems: { attribute: false },
    described: { attribute: false },
    records: { attribute: false },
    known: { attribute: false },
    fresh: { state: true },
  };

  declare controlId: string;
  /** Of the argument. */
  declare name: string;
  declare value: string;
  /** What the table has, as far as it is known. */
  declare fields: readonly XmlRpcField[];
  declare problems: readonly Problem[];
  declare described: Described;
  /** What ids stand for. */
  declare records: RecordNames | undefined;
  /** Changes with what is known of ids. */
  declare known: number;
  /** A row that is not in the text yet. */
  declare private fresh: boolean;

  constructor() {
    super();
    this.value = '';
    this.fields = [];
    this.problems = [];
    this.fresh = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value') && writtenRows(this.value)?.length === 0) this.fresh = true;
  }

  protected override render(): TemplateResult {
    const rows = writtenRows(this.value);
    return html`<input
        class="wide"
        id=${this.controlId}
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder='{"FirstName": "Ad%"}'
        aria-describedby=${this.described.describedBy}
        aria-invalid=${this.described.invalid}
        .value=${live(this.value.replaceAll(/\s*\n\s*/g, ' '))}
        @input=${(event: Event) => this.setText('typed', controlValue(event))}
        @change=${(event: Event) => this.setText('chosen', controlValue(event))}
      />
      ${
        rows
          ? this.rows(this.fresh || rows.length === 0 ? [...rows, EMPTY_CONDITION] : rows)
          : html`<p class="hint">The text is no object in JSON yet: the rows wait until it is.</p>`
      }`;
  }

  private rows(rows: readonly ConditionRow[]): TemplateResult {
    return conditionRows(
      `Conditions of ${this.name}`,
      rows.map((row, index) => this.row(row, index, rows)),
      () => this.add(rows),
    );
  }

  private row(row: ConditionRow, index: number, rows: readonly ConditionRow[]): TemplateResult {
    const id = this.rowId(index);
    const field = this.fieldNamed(row.field);
    const name = `Condition ${index + 1}`;
    const isTwice = row.field !== '' && rows.findIndex((each) => each.field === row.field) < index;
    const problems = [
      ...(isTwice ? [`${row.field} stands here twice: only the last counts.`] : []),
      ...this.problems.filter(({ at }) => at === row.field && row.field !== '').map(({ message }) => message),
    ];
    const problem = problems.join(' ') || undefined;
    const isFresh = index >= (writtenRows(this.value)?.length ?? 0);
    const compared = () =>
      html`${this.operators(row, index, name, field)} ${this.valueIn(row, index, name, field, describedCondition(id, problem))}`;
    return conditionRow({
      ...{ id, name, field: row.field, problem },
      options: this.fields.filter((each) => mayUse(each, 'R')).map((each) => each.name),
      details: (option) => heldWords(this.fieldNamed(option)),
      blank: rows.length === 1 && row.field === '' && row.value === '',
      rest: isFresh ? html`${this.fieldPick(row, index, name)}` : compared(),
      typeField: (typed) => this.setField('typed', index, row, typed),
      chooseField: (chosen) => this.setField('chosen', index, row, chosen),
      remove: () => this.removeRow(index, isFresh),
    });
  }

  private operators(row: ConditionRow, index: number, name: string, field: XmlRpcField | undefined): TemplateResult {
    const all = operatorsFor(field);
    const offered = all.includes(row.operator) ? all : [row.operator, ...all];
    const words = (operator: RowOperator) => operatorWords(operator, field);
    return comparisonChoice(name, { current: row.operator, offered, words }, (operator) => {
      const value = wantsValue(operator) ? row.value : '';
      this.setRow('chosen', index, { ...row, operator, value }, field);
    });
  }

  private valueIn(
    row: ConditionRow,
    index: number,
    name: string,
    field: XmlRpcField | undefined,
    described: Described,
  ): TemplateResult | typeof nothing {
    if (!wantsValue(row.operator)) return nothing;
    const place: Place = { in: 'argument', path: [this.name, row.field] };
    const many = row.operator === 'in';
    const ids = many ? row.value.split(',') : [row.value];
    const take = (picked: readonly string[]) =>
      this.setRow('chosen', index, { ...row, value: picked.join(', ') }, field);
    return html`<div class="conditionValue">
      <input
        id="${this.rowId(index)}-value"
        type="text"
        autocomplete="off"
        spellcheck="false"
        placeholder=${placeholderFor(row.operator, field)}
        aria-label="${name}, value"
        aria-describedby=${described.describedBy}
        aria-invalid=${described.invalid}
        .value=${live(row.value)}
        @input=${(event: Event) => this.setRow('typed', index, { ...row, value: controlValue(event) }, field)}
        @change=${(event: Event) => this.setRow('chosen', index, { ...row, value: controlValue(event) }, field)}
      />
      ${pickButton(this.records, { place, name: `${name}, value`, present: ids, many, take })}
      ${recordName(this.records, place, ids, this.rowId(index))}
    </div>`;
  }

  /** A way to compare a custom field, found by its label. */
  private fieldPick(row: ConditionRow, index: number, name: string): TemplateResult | typeof nothing {
    return pickButton(this.records, {
      place: { in: 'filterField', path: [''] },
      name: `${name}, field`,
      present: [],
      take: ([field = row.field]) => this.setField('chosen', index, row, field),
    });
  }

  private fieldNamed(wanted: string): XmlRpcField | undefined {
    return this.fields.find(({ name }) => name === wanted);
  }

  /** While the name of a new row is typed only one that the table has goes into the text; once it is left, any. */
  private setField(kind: 'typed' | 'chosen', index: number, row: ConditionRow, typed: string): void {
    const isFresh = index >= (writtenRows(this.value)?.length ?? 0);
    const field = this.fieldNamed(typed);
    if (isFresh && (typed === '' || (kind === 'typed' && !field))) return;
    this.setRow(kind, index, { ...row, field: typed }, field);
  }

  private setRow(kind: 'typed' | 'chosen', index: number, row: ConditionRow, field: XmlRpcField | undefined): void {
    const text = withCondition(this.value, index, row, field?.type);
    if (text === undefined) return;
    if (index >= (writtenRows(this.value)?.length ?? 0)) this.fresh = false;
    this.tell(kind, text);
  }

  private setText(kind: 'typed' | 'chosen', text: string): void {
    this.fresh = false;
    this.tell(kind, text);
  }

  private add(rows: readonly ConditionRow[]): void {
    const isThere = rows.at(-1) === EMPTY_CONDITION;
    this.fresh = true;
    focusSoon(this.fieldId(isThere ? rows.length - 1 : rows.length));
  }

  private removeRow(index: number, isFresh: boolean): void {
    if (isFresh) this.fresh = false;
    else this.tell('chosen', withoutCondition(this.value, index) ?? this.value);
    focusSoon(this.fieldId(Math.max(0, index - 1)));
  }

  private tell(kind: 'typed' | 'chosen', text: string): void {
    this.value = text;
    this.dispatchEvent(new CustomEvent(kind, { detail: text }));
  }

  private rowId(index: number): string {
    return `${this.controlId}-${index + 1}`;
  }

  private fieldId(index: number): string {
    return conditionFieldId(this.rowId(index));
  }
}

function placeholderFor(operator: RowOperator, field: XmlRpcField | undefined): string {
  if (operator === 'in') return 'Ids, with commas between';
  if (operator === 'json') return 'JSON';
  if (field?.type === 'date' || field?.type === 'dateTime') return '2026-01-31 09:00:00';
  return operator === '' && field?.type === 'string' ? 'Value; % for any text' : 'Value';
}

customElements.define('keap-conditions-builder', ConditionsBuilder);
