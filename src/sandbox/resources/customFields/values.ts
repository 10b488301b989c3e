import type { Account } from '../../store/account.ts';
import type { RecordType } from '../../store/customField.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { parts } from '../parts.ts';

/** The content of a custom field of a record; a list for multi-select fields. */
export function customContent({ fields }: StoredRecord, fieldId: number): string | string[] | undefined {
  const content = parts(fields, 'custom_fields').find(({ id }) => id === fieldId)?.['content'];
  if (content === undefined || content === null) return undefined;
  return Array.isArray(content) ? content.map(String) : String(content);
}

/** Custom fields of a body with their ids as numbers; fields nobody defined are left out, as is null. */
export function storedCustomFields(account: Account, type: RecordType, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const known = new Set(account.customFields(type).map(({ id }) => id));
  return parts({ value }, 'value')
    .map((each) => ({ ...each, id: Number(each['id']) }))
    .filter(({ id }) => known.has(id));
}

/** The record without what it holds in custom fields that are gone. */
export function withoutGoneFields(record: StoredRecord, { tables }: Account): StoredRecord {
  const values = parts(record.fields, 'custom_fields');
  const isKnown = ({ id }: Fields): boolean => tables.customFields.get(Number(id)) !== undefined;
  if (values.every(isKnown)) return record;
  return { ...record, fields: { ...record.fields, custom_fields: values.filter(isKnown) } };
}
