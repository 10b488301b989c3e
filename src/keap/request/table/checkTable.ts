import type { Operation } from '../../catalog/operation.ts';
import type { Schema } from '../../catalog/schema.ts';
import { type FieldUse, type Inputs, mayUse, usesValuesTo } from '../../catalog/xmlrpc/onTable.ts';
import type { XmlRpcField, XmlRpcTable } from '../../catalog/xmlrpc/xmlRpcMethod.ts';
import { asObject, parseJson } from '../../json.ts';
import { checkBody } from '../bodyCheck.ts';
import { inputTexts } from '../parameterValue.ts';
import { suggestion } from '../suggestion.ts';

/** Something that a table probably refuses. Nobody outside Keap knows all of its fields, so it is advice. */
export interface TableProblem {
  /** The `parameterId` of the argument. */
  readonly target: string;
  /** Of a struct, the field. */
  readonly at?: string;
  /** A whole sentence. */
  readonly message: string;
}

const USES: Readonly<Record<FieldUse, string>> = {
  R: 'cannot be read',
  A: 'cannot be set in a new row',
  E: 'cannot be changed',
};

/** What is wrong with names of fields and their values, in a method that was told of its table (`onTable`). */
export function checkTable(operation: Operation, inputs: Inputs): readonly TableProblem[] {
  const { table } = operation;
  return operation.parameters.flatMap(({ name, schema, argument }): readonly TableProblem[] => {
    const target = `argument:${name}`;
    const texts = inputTexts(inputs[target]);
    if (argument?.role === 'table') return texts.flatMap((text) => checkName(text, schema, target));
    if (!table) return [];
    switch (argument?.role) {
      case 'field':
      case 'fields':
        return texts.flatMap((field) => {
          const words = checkField(field, table, 'R');
          return words === undefined ? [] : [{ target, message: words }];
        });
      case 'values':
      case 'conditions': {
        const use = argument.role === 'values' ? usesValuesTo(operation) : 'R';
        const values = valuesIn(texts[0] ?? '');
        const named = Object.keys(values).flatMap((field) => {
          const words = checkField(field, table, use);
          return words === undefined ? [] : [{ target, at: field, message: words }];
        });
        const dates = argument.role === 'values' ? checkDates(values, table) : [];
        const others = checkBody(values, schema, {}).filter(({ at }) => !dates.some((each) => each.at === at));
        return [...named, ...[...dates, ...others].map(({ at, message }) => ({ target, at, message }))];
      }
      default:
        return [];
    }
  });
}

function checkName(text: string, { enum: known }: Schema, target: string): readonly TableProblem[] {
  const names = known?.map(String) ?? [];
  if (names.length === 0 || names.includes(text)) return [];
  return [{ target, message: `${text} is no table of Keap’s that is known${suggestion(text, names)}.` }];
}

function checkField(name: string, table: XmlRpcTable, use: FieldUse): string | undefined {
  // Custom fields are the account’s own.
  if (name === '' || name.startsWith('_')) return undefined;
  const field = table.fields.find((each) => each.name === name);
  if (field) return mayUse(field, use) ? undefined : `${name} of ${table.name} ${USES[use]}: Keap refuses it.`;
  const known = table.fields.map((each) => each.name);
  return `${table.name} has no field ${name} that is known${suggestion(name, known)}.`;
}

function valuesIn(text: string): Readonly<Record<string, unknown>> {
  const parsed = parseJson(text);
  return ('value' in parsed ? asObject(parsed.value) : undefined) ?? {};
}

const NO_DATE =
  'takes a date and time, such as 2026-01-31T09:00:00; in JSON that is {"$dateTime": "20260131T09:00:00"}.';

function checkDates(
  values: Readonly<Record<string, unknown>>,
  { fields }: XmlRpcTable,
): readonly { readonly at: string; readonly message: string }[] {
  const isDate = ({ type }: XmlRpcField) => type === 'date' || type === 'dateTime';
  return fields.filter(isDate).flatMap(({ name: at }) => {
    const value = values[at];
    if (value === undefined || value === null || asObject(value)) return [];
    return [{ at, message: `${at} ${NO_DATE}` }];
  });
}
