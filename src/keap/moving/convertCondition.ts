import type { FilterOperator } from '../catalog/operation.ts';
import { asList, asObject } from '../json.ts';
import { filterFieldOf, isCustomField } from '../request/filter/filterFields.ts';
import { type RowOperator, readCondition } from '../request/table/queryCondition.ts';
import { cents } from './fitValue.ts';
import { plainText } from './plainValue.ts';
import { type FieldMove, lookUp, type TableMove, worded } from './tables/tableMove.ts';
import type { V2Draft } from './v2Draft.ts';

const OPERATORS: Readonly<Partial<Record<RowOperator, FilterOperator>>> = {
  '': '==',
  '~<>~': '!=',
  '~>~': '>',
  '~>=~': '>=',
  '~<~': '<',
  '~<=~': '<=',
};

/** A condition of `queryData`: how a field compares with what; or that it is empty. */
type Condition =
  | { readonly operator: FilterOperator; readonly wanted: unknown }
  | 'empty'
  /** Why v2 has none like it, behind "REST v2 cannot ask for this of FIELD: ". */
  | { readonly why: string };

/**
 * Puts a condition on a field into a filter or a path. Where v2 cannot ask for it, a note of the kind `lost` or `fill`
 * says so: without one the list is as wide as if nobody had asked.
 */
export function convertCondition(field: string, value: unknown, move: TableMove, draft: V2Draft): void {
  const condition = conditionOf(value);
  if (typeof condition === 'object' && 'why' in condition) {
    draft.note(field, 'lost', `REST v2 cannot ask for this of ${field}: ${condition.why}.`);
  } else if (move.within?.field === field) convertWithin(field, condition, move.within.path, draft);
  else {
    const found = lookUp(field, move);
    if (!found) convertCustom(field, condition, draft);
    else if (found.between) convertBetween(field, condition, found.between, draft);
    else convertFilter(field, condition, found, draft);
  }
}

function conditionOf(value: unknown): Condition {
  const list = asList(value);
  if (list) {
    if (list.length === 0) return { why: 'the list is empty' };
    return list.every(isPlain) ? { operator: '==', wanted: list } : { why: 'the list holds more than plain values' };
  }
  if (!isPlain(value)) return { why: 'it is no plain value' };
  if (typeof value !== 'string') return { operator: '==', wanted: value };
  const { operator: sign, value: wanted } = readCondition(value);
  if (sign === '~null~') return 'empty';
  if (sign === 'any') return { why: 'it has no word for not empty' };
  const operator = OPERATORS[sign];
  return operator === undefined || /^\s*~[^~]*~/.test(wanted)
    ? { why: 'it does not know the operator' }
    : { operator, wanted };
}

function isPlain(value: unknown): boolean {
  const members = asObject(value);
  return !asList(value) && (!members || ['$dateTime', '$double', '$i8'].some((name) => Object.hasOwn(members, name)));
}

type Known = Exclude<Condition, { readonly why: string }>;

/** The record a list is within is one, and stands in the path. */
function convertWithin(field: string, condition: Known, path: string, draft: V2Draft): void {
  const ids =
    condition === 'empty' || condition.operator !== '==' ? [] : (asList(condition.wanted) ?? [condition.wanted]);
  if (ids.length === 0 || !ids.every((id) => /^\d+$/.test(plainText(id)))) {
    draft.note(field, 'fill', `Fill in ${path}: REST v2 lists what is of one record, and ${field} does not name one.`);
  } else draft.put(`path:${path}`, ids, field);
}

function convertBetween(
  field: string,
  condition: Known,
  [since, until]: NonNullable<FieldMove['between']>,
  draft: V2Draft,
): void {
  if (condition === 'empty' || condition.operator === '!=') {
    draft.note(field, 'lost', `REST v2 lists what is between two moments, and cannot ask for this of ${field}.`);
    return;
  }
  const { operator, wanted } = condition;
  if (!operator.startsWith('<')) draft.filter(since, '==', wanted, field);
  if (!operator.startsWith('>')) draft.filter(until, '==', wanted, field);
  if (operator === '>' || operator === '<')
    draft.note(field, 'differs', `REST v2 counts the moment itself in, too: ${field} was ~${operator}~.`);
}

function convertFilter(field: string, condition: Known, found: FieldMove, draft: V2Draft): void {
  // Most filters call a field as records do.
  const filter = draft.filterField(found.filter ?? found.at ?? '');
  if (!filter) {
    draft.note(field, 'lost', `REST v2 does not filter this list by ${field}.`);
    return;
  }
  if (condition === 'empty') {
    if (filter.sentinels?.includes('NONE')) draft.filter(filter.name, '==', 'NONE', field);
    else draft.note(field, 'lost', `REST v2 cannot ask for an empty ${field}.`);
    return;
  }
  const { operator, wanted } = condition;
  const value = worded(found.cents ? each(wanted, cents) : wanted, found);
  if (!draft.filter(filter.name, operator, value, field)) return;
  if (found.cents) draft.note(field, 'differs', `REST v2 counts ${filter.name} in cents.`);
  else if (found.note !== undefined) draft.note(field, 'differs', found.note);
  const [name, beside] = found.beside?.split('==') ?? [];
  if (name !== undefined && beside !== undefined) draft.filter(name, '==', beside, field);
}

/** Custom fields are asked for by name in v2, too, and given by id. */
function convertCustom(field: string, condition: Known, draft: V2Draft): void {
  const facts = draft.operation.query?.filter;
  const name = field.startsWith('_') ? field.slice(1) : '';
  const custom = facts && isCustomField(name, facts) ? filterFieldOf(name, facts) : undefined;
  if (!custom) draft.note(field, 'lost', `REST v2 does not filter this list by ${field}.`);
  else if (condition === 'empty') draft.note(field, 'lost', `REST v2 cannot ask for an empty ${field}.`);
  else if (draft.filter(name, condition.operator, condition.wanted, field, custom)) {
    draft.note(field, 'differs', `REST v2 asks for the custom field ${field} without the underscore.`);
  }
}

function each(value: unknown, change: (value: unknown) => unknown): unknown {
  return asList(value)?.map(change) ?? change(value);
}
