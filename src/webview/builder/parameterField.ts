import { html, nothing, type TemplateResult } from 'lit';
import type { Place } from '../../keap/account/references.ts';
import type { FilterField, Parameter } from '../../keap/catalog/operation.ts';
import { describeType } from '../../keap/catalog/schema.ts';
import { typeWords } from '../../keap/catalog/xmlrpc/typeWords.ts';
import { parameterId } from '../../keap/request/draft.ts';
import type { FilterFacts } from '../../keap/request/filter/filterExpression.ts';
import { removeKeys } from '../../keap/safety/keyShapes.ts';
import type { ControlContext } from './controls/controlContext.ts';
import { type Control, type Field, fieldOf } from './controls/controls.ts';
import { dateControl, dateTimeControl, momentControl } from './controls/dateControls.ts';
import { fileArgument, isShownAsFile } from './controls/fileArgument.ts';
import { describe, facts, hintId, problemList } from './fieldFrame.ts';
import './filter/filterBuilder.ts';
import { checksControl, rowsControl } from './controls/listControls.ts';
import { orderControl } from './controls/orderControl.ts';
import { choiceControl, linesControl, textControl } from './controls/plainControls.ts';
import { keapWords } from './keapWords.ts';
import type { RecordNames } from './recordNames.ts';
import { describedByName, pickButton, recordName } from './recordPick.ts';
import type { BuilderSession } from './session.ts';
import { tableField } from './table/tableField.ts';
import { countWords } from './words.ts';

/** A parameter as a labelled field with its hint and problems. */
export function parameterField(session: BuilderSession, parameter: Parameter): TemplateResult | typeof nothing {
  const { model, operation } = session;
  if (!model || !operation) return nothing;
  const id = parameterId(parameter);
  const field = fieldOf(parameter, operation, model.schemas);
  const told = session.shows(id);
  // A filter tells of its advice beside the condition it is about.
  const elsewhere = (blocking: boolean) => field.control.kind === 'filter' && !blocking;
  const problems = told
    ? session.allProblems().filter(({ target, blocking }) => target === id && !elsewhere(blocking))
    : [];
  const hinted = field.hint !== '' || field.filterFields !== undefined;
  const input = session.draft.parameters[id] ?? '';
  const context: ControlContext = {
    id,
    name: parameter.name,
    required: parameter.required,
    placeholder: field.placeholder,
    text: typeof input === 'string' ? input : input.join(','),
    items: typeof input === 'string' ? (input === '' ? [] : [input]) : input,
    described: describe(id, hinted, problems),
    type: (next) => session.setParameter(id, next),
    commit: (next) => {
      if (next !== undefined) session.setParameter(id, next);
      session.commit(id);
    },
  };
  const place: Place = { in: parameter.in === 'header' ? 'query' : parameter.in, path: [parameter.name] };
  const keyFix = {
    remove: () => context.commit(typeof input === 'string' ? removeKeys(input) : input.map(removeKeys)),
    connect: () => session.connectWithKey(),
  };
  const { argument } = parameter;
  const type = argument ? typeWords(argument.types) : describeType(parameter.schema, model.schemas);
  const about = facts({
    words: [type, field.bounds, parameter.required && !argument ? parameter.in : ''],
    required: parameter.required,
    deprecated: parameter.schema.deprecated === true,
  });
  if (argument?.role) return tableField({ session, operation, parameter, context, problems, keyFix, about });
  const below = html`${hintBelow(field, id)}${keapWords(parameter.description)}${problemList(id, problems, keyFix)}`;
  if (field.control.kind === 'rows' || field.control.kind === 'checks') {
    const values =
      field.control.kind === 'rows'
        ? rowsControl(context, field.control.numeric, { records: session.records, place })
        : checksControl(context, field.control.options, field.control.open);
    return html`<div class="field" role="group" aria-labelledby="${id}-name">
      <div class="label"><span class="name" id="${id}-name">${parameter.name}</span>${about}</div>
      ${values} ${below}
    </div>`;
  }
  if (field.control.kind === 'bytes') {
    return html`<div class="field">
      <div class="label">
        ${
          isShownAsFile(context.text)
            ? html`<span class="name" id="${id}-name">${parameter.name}</span>`
            : html`<label class="name" for=${id}>${parameter.name}</label>`
        }${about}
      </div>
      ${fileArgument(session, context)} ${below}
    </div>`;
  }
  return html`<div class="field">
    <div class="label"><label class="name" for=${id}>${parameter.name}</label>${about}</div>
    ${control(context, { shape: field.control, told, records: session.records, place })} ${below}
  </div>`;
}

interface Shown {
  readonly shape: Control;
  /** Whether problems may be told yet. */
  readonly told: boolean;
  readonly records: RecordNames;
  readonly place: Place;
}

function control(context: ControlContext, { shape, told, records, place }: Shown): TemplateResult {
  switch (shape.kind) {
    case 'choice':
      return choiceControl(context, shape.options);
    case 'filter':
      return filterControl(context, shape.facts, told, records);
    case 'order':
      return orderControl(context, shape.fields);
    case 'date':
      return dateControl(context);
    case 'dateTime':
      return dateTimeControl(context);
    case 'moment':
      return momentControl(context);
    case 'lines':
      return linesControl(context);
    case 'json':
      return linesControl(context, 5);
    default:
      return idControl(context, shape.kind === 'text' && shape.numeric, records, place);
  }
}

/** A text; where it is an id, with its name beside it and a way to pick one by name. */
function idControl(context: ControlContext, numeric: boolean, records: RecordNames, place: Place): TemplateResult {
  const reference = records.referenceAt(place);
  if (!reference) return textControl(context, numeric);
  const { id, name, text, described, commit } = context;
  const many = reference.holds !== 'one';
  const ids = many ? text.split(',') : [text];
  const take = (picked: readonly string[]) => commit(picked.join(','));
  return html`<div class="row ids">
    ${textControl({ ...context, described: describedByName(described, records, place, ids, id) }, numeric)}
    ${pickButton(records, { place, name, present: ids, many, take })} ${recordName(records, place, ids, id)}
  </div>`;
}

function filterControl(
  { id, placeholder, text, described, type, commit }: ControlContext,
  facts: FilterFacts,
  told: boolean,
  records: RecordNames,
): TemplateResult {
  return html`<keap-filter-builder
    .controlId=${id}
    .value=${text}
    .facts=${facts}
    .placeholder=${placeholder}
    .described=${described}
    .told=${told}
    .records=${records}
    .known=${records.version}
    @typed=${(event: CustomEvent<string>) => type(event.detail)}
    @chosen=${(event: CustomEvent<string>) => commit(event.detail)}
  ></keap-filter-builder>`;
}

function hintBelow(field: Field, id: string): TemplateResult | typeof nothing {
  if (field.filterFields) {
    return html`<div class="hint" id=${hintId(id)}>
      <p>${field.hint}</p>
      <details class="filterFields">
        <summary class="reveal">${countWords(field.filterFields.length, 'field')} to filter by</summary>
        <ul>
          ${field.filterFields.map(filterFieldRow)}
        </ul>
      </details>
    </div>`;
  }
  return field.hint ? html`<p class="hint" id=${hintId(id)}>${field.hint}</p>` : nothing;
}

function filterFieldRow(field: FilterField): TemplateResult {
  const notes = [
    field.kind === 'string' ? 'text' : field.kind,
    ...(field.list ? ['list, joined by commas'] : []),
    ...(field.prefix ? ['* at the end for a prefix'] : []),
    ...(field.contains ? ['matches anywhere'] : []),
    ...(field.enum ? [`one of ${field.enum.join(', ')}`] : []),
    ...(field.sentinels ? [`also ${field.sentinels.join(', ')}`] : []),
  ];
  return html`<li><code>${field.name}</code> <code class="operators">${field.operators.join(' ')}</code>
    <span>${notes.join(' · ')}</span></li>`;
}
