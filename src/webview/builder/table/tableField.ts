import { html, nothing, type TemplateResult } from 'lit';
import type { Place } from '../../../keap/account/references.ts';
import type { Operation, Parameter } from '../../../keap/catalog/operation.ts';
import { mayUse } from '../../../keap/catalog/xmlrpc/onTable.ts';
import type { TableRole, XmlRpcField, XmlRpcTable } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { accessWords, heldWords, tableSentence } from '../../../keap/request/table/fieldWords.ts';
import type { Problem } from '../../../keap/request/validation.ts';
import { formElement } from '../body/formElement.ts';
import { viewChoice } from '../body/viewChoice.ts';
import '../controls/comboBox.ts';
import type { ControlContext } from '../controls/controlContext.ts';
import { linesControl } from '../controls/plainControls.ts';
import { describe, hintId, type KeyFix, problemList } from '../fieldFrame.ts';
import { pickButton, pickLink } from '../recordPick.ts';
import type { BuilderSession } from '../session.ts';
import './conditionsBuilder.ts';
import './fieldPicks.ts';

/** What an argument about a table is shown with. */
interface TableArgument {
  readonly session: BuilderSession;
  /** Told of its table, as far as the draft names one. */
  readonly operation: Operation;
  readonly parameter: Parameter;
  readonly context: ControlContext;
  readonly problems: readonly Problem[];
  readonly keyFix: KeyFix;
  /** Its type, after its name. */
  readonly about: TemplateResult;
}

/** An argument that names a table, or something of one, as a labelled field with its hint and problems. */
export function tableField(shown: TableArgument): TemplateResult {
  const { session, parameter, context, problems, keyFix, about } = shown;
  const { id, name } = context;
  const role = parameter.argument?.role ?? 'table';
  const isForm = role === 'values' && session.bodyView === 'form';
  const isGroup = isForm || role === 'fields';
  // Rows and fields tell themselves what is wrong with them.
  const below = role === 'conditions' ? problems.filter(({ at }) => at === undefined) : problems;
  const rest = isForm ? [] : below;
  const hint = HINTS[role];
  const described = describe(id, hint !== '', rest);
  return html`<div class="field" role=${isGroup ? 'group' : nothing} aria-labelledby=${isGroup ? `${id}-name` : nothing}>
    <div class="label">
      ${
        isGroup
          ? html`<span class="name" id="${id}-name">${name}</span>`
          : html`<label class="name" for=${id}>${name}</label>`
      }${about} ${role === 'values' ? viewChoice(session, name) : nothing}
    </div>
    ${control({ ...shown, context: { ...context, described } })}
    ${hint === '' ? nothing : html`<p class="hint" id=${hintId(id)}>${hint}</p>`} ${problemList(id, rest, keyFix)}
  </div>`;
}

const HINTS: Readonly<Record<TableRole, string>> = {
  table: '',
  field: '',
  fields: '',
  values: '',
  conditions: 'All of them must hold; none are all rows. % stands for any text.',
};

function control(shown: TableArgument): TemplateResult {
  switch (shown.parameter.argument?.role) {
    case 'field':
      return fieldChoice(shown);
    case 'fields':
      return fieldChoices(shown);
    case 'values':
      return rowValues(shown);
    case 'conditions':
      return conditions(shown);
    default:
      return tableChoice(shown);
  }
}

function tableChoice({ session, operation, context }: TableArgument): TemplateResult {
  const tables = session.model?.tables ?? [];
  const words = new Map(tables.map((table) => [table.name, accessWords(table)]));
  return html`${combo(
    context,
    tables.map(({ name }) => name),
    (name) => words.get(name) ?? '',
    'Table',
  )}
  ${operation.table ? html`<p class="hint">${tableSentence(operation.table)}</p>` : nothing}`;
}

function fieldChoice({ session, operation, context }: TableArgument): TemplateResult {
  const fields = readable(operation.table);
  const placeholder = operation.table ? 'Field' : LACKS_TABLE;
  const take = ([picked = context.text]: readonly string[]) => context.commit(picked);
  return html`<div class="row ids">
    ${combo(context, [...fields.keys()], (name) => heldWords(fields.get(name)), placeholder)}
    ${pickButton(session.records, { place: CUSTOM_FIELDS, name: context.name, present: [], take })}
  </div>`;
}

function fieldChoices({ session, operation, context }: TableArgument): TemplateResult {
  const take = (picked: readonly string[]) => context.commit([...new Set([...context.items, ...picked])]);
  const link = { place: CUSTOM_FIELDS, name: context.name, present: [], many: true, take };
  return html`<keap-field-picks
    .controlId=${context.id}
    .name=${context.name}
    .items=${context.items}
    .fields=${operation.table?.fields ?? []}
    .described=${context.described}
    .more=${pickLink(session.records, link)}
    @chosen=${(event: CustomEvent<readonly string[]>) => context.commit(event.detail)}
  ></keap-field-picks>`;
}

function rowValues({ session, operation, parameter, context, problems, keyFix }: TableArgument): TemplateResult {
  const { id, name, text, type, commit } = context;
  const form = () =>
    formElement(session, {
      ...{ form: id, words: name, text, schema: parameter.schema, schemas: NO_SCHEMAS, without: NONE },
      ...{ problems, keyFix, type },
      leave: () => commit(),
    });
  return html`${session.bodyView === 'form' ? form() : linesControl(context, 8)}
  ${operation.table ? nothing : html`<p class="hint">${LACKS_TABLE}</p>`}`;
}

/** Fields of rows refer to none. */
const NO_SCHEMAS = {};
const NONE: ReadonlySet<string> = new Set();

function conditions({ session, operation, context, problems }: TableArgument): TemplateResult {
  return html`<keap-conditions-builder
    .controlId=${context.id}
    .name=${context.name}
    .value=${context.text}
    .fields=${operation.table?.fields ?? []}
    .problems=${problems}
    .described=${context.described}
    .records=${session.records}
    .known=${session.records.version}
    @typed=${(event: CustomEvent<string>) => context.type(event.detail)}
    @chosen=${(event: CustomEvent<string>) => context.commit(event.detail)}
  ></keap-conditions-builder>`;
}

/** Of the account, found by their labels. */
const CUSTOM_FIELDS: Place = { in: 'filterField', path: [''] };

const LACKS_TABLE = 'Choose a table first';

function combo(
  { id, text, described, type, commit }: ControlContext,
  options: readonly string[],
  details: (option: string) => string,
  placeholder: string,
): TemplateResult {
  return html`<keap-combo-box
    .controlId=${id}
    .value=${text}
    .options=${options}
    .details=${details}
    .placeholder=${placeholder}
    .described=${described}
    @typed=${(event: CustomEvent<string>) => type(event.detail)}
    @chosen=${(event: CustomEvent<string>) => commit(event.detail)}
  ></keap-combo-box>`;
}

function readable(table: XmlRpcTable | undefined): ReadonlyMap<string, XmlRpcField> {
  return new Map((table?.fields ?? []).filter((field) => mayUse(field, 'R')).map((field) => [field.name, field]));
}
