import type { XmlRpcField } from '../../catalog/xmlrpc/xmlRpcMethod.ts';
import { jsonOf } from '../body/bodyValue.ts';
import { dropMember, putMember } from '../body/jsonEdit.ts';
import { type JsonNode, readTree } from '../body/jsonTree.ts';
import { printCondition, type RowOperator, readCondition } from './queryCondition.ts';

/** A condition while someone fills it in: all of it as text. */
export interface ConditionRow {
  readonly field: string;
  readonly operator: RowOperator;
  readonly value: string;
}

export const EMPTY_CONDITION: ConditionRow = { field: '', operator: '', value: '' };

/** The conditions of a struct's text, one for each of its members; undefined where it is no object in JSON. */
export function conditionRows(text: string): readonly ConditionRow[] | undefined {
  const source = text.trim() === '' ? '{}' : text;
  const tree = readTree(source);
  if (!('root' in tree) || tree.root.kind !== 'object') return undefined;
  return tree.root.members.map(({ name, value }) => ({ field: name, ...readValue(source, value) }));
}

function readValue(source: string, node: JsonNode): Omit<ConditionRow, 'field'> {
  const text = source.slice(node.start, node.end);
  if (node.kind === 'string') return readCondition(String(JSON.parse(text)));
  if (node.kind === 'number' || node.kind === 'boolean') return { operator: '', value: text };
  if (node.kind === 'array') {
    const items = node.items.map((item) => source.slice(item.start, item.end));
    return items.every((item) => /^-?\d+$/.test(item))
      ? { operator: 'in', value: items.join(', ') }
      : { operator: 'json', value: text };
  }
  const [only, ...others] = node.kind === 'object' ? node.members : [];
  const isDate = only?.name === '$dateTime' && only.value.kind === 'string' && others.length === 0;
  return isDate
    ? { operator: '', value: String(JSON.parse(source.slice(only.value.start, only.value.end))) }
    : { operator: 'json', value: text };
}

/**
 * The text with a condition in the place of another, or behind the last one; all else stays as it is. A value that does
 * not fit its field is written as the text it is. Undefined where the text is no object in JSON.
 *
 * @param type of the field, where it is known
 */
export function withCondition(
  text: string,
  index: number,
  row: ConditionRow,
  type: XmlRpcField['type'] | undefined,
): string | undefined {
  const before = conditionRows(text)?.[index];
  const isSame = before?.operator === row.operator && before.value === row.value;
  return putMember(text, index, row.field, isSame ? currentValue(text, index) : jsonOfRow(row, type));
}

/** The text without a condition. */
export function withoutCondition(text: string, index: number): string | undefined {
  return dropMember(text, index);
}

function currentValue(text: string, index: number): string {
  const tree = readTree(text);
  const member = 'root' in tree && tree.root.kind === 'object' ? tree.root.members[index] : undefined;
  return member ? text.slice(member.value.start, member.value.end) : '""';
}

function jsonOfRow({ operator, value }: ConditionRow, type: XmlRpcField['type'] | undefined): string {
  if (operator === 'in') {
    const ids = value.split(',').map((each) => each.trim());
    const known = ids.filter((each) => each !== '');
    return `[${known.map((each) => jsonOf(each, { kind: 'number' })).join(', ')}]`;
  }
  if (operator === 'json') {
    try {
      JSON.parse(value);
      return value;
    } catch {
      return JSON.stringify(value);
    }
  }
  if (operator !== '') return JSON.stringify(printCondition(operator, value));
  if (type === 'int' || type === 'double') return jsonOf(value, { kind: 'number' });
  if (type === 'boolean') return jsonOf(value, { kind: 'choice', options: [true, false] });
  const isDate = (type === 'date' || type === 'dateTime') && /^\d{8}T\d{2}:\d{2}:\d{2}$/.test(value);
  return isDate ? JSON.stringify({ $dateTime: value }) : JSON.stringify(value);
}
