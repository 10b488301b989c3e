import { mayUse } from '../../catalog/xmlrpc/onTable.ts';
import type { XmlRpcField, XmlRpcTable } from '../../catalog/xmlrpc/xmlRpcMethod.ts';

const TYPES: Readonly<Record<XmlRpcField['type'], string>> = {
  string: 'text',
  int: 'whole number',
  double: 'number',
  boolean: 'true or false',
  date: 'date',
  dateTime: 'date and time',
  bytes: 'bytes',
  unknown: 'type not known',
};

/** What a field holds, and whether it is only to be read: `whole number · id of User · read only`. */
export function fieldWords(field: XmlRpcField): string {
  const isReadOnly = field.access !== undefined && !/[EA]/.test(field.access);
  return isReadOnly ? `${heldWords(field)} · read only` : heldWords(field);
}

/** The same where it is read anyway; empty for a field that nobody knows. */
export function heldWords(field: XmlRpcField | undefined): string {
  if (!field) return '';
  const { type, refersTo, label = '' } = field;
  return [label, TYPES[type], refersTo ? `id of ${refersTo}` : ''].filter((words) => words !== '').join(' · ');
}

const DEEDS = [
  ['R', 'read'],
  ['E', 'edited'],
  ['A', 'added'],
  ['D', 'deleted'],
] as const;

/** What may be done to the rows of a table: `read, edited, added`. */
export function accessWords({ access }: Pick<XmlRpcTable, 'access'>): string {
  if (access === undefined) return 'access not known';
  return DEEDS.filter(([letter]) => access.includes(letter))
    .map(([, word]) => word)
    .join(', ');
}

/** The same as a sentence, with how many fields the table has. */
export function tableSentence(table: XmlRpcTable): string {
  const readable = table.fields.filter((field) => mayUse(field, 'R')).length;
  const count = `${readable} ${readable === 1 ? 'field' : 'fields'} can be read`;
  if (table.access === undefined) return `What may be done to its rows is not known; ${count}.`;
  const deeds = accessWords(table).split(', ');
  const last = deeds.pop() ?? '';
  return `Its rows can be ${deeds.length > 0 ? `${deeds.join(', ')} and ` : ''}${last}; ${count}.`;
}
