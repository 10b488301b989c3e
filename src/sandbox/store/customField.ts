import { asList, asObject, asString } from '../../keap/json.ts';
import type { StoredRecord } from './table.ts';

/** Kinds of records with custom fields of their own; tasks, notes and appointments share one set. */
export type RecordType =
  | 'CONTACT'
  | 'COMPANY'
  | 'OPPORTUNITY'
  | 'ORDER'
  | 'SUBSCRIPTION'
  | 'TASK_NOTE_APPOINTMENT'
  | 'REFERRAL_PARTNER';

/** A custom field as v2 describes it, ids as numbers. */
export interface CustomField {
  readonly id: number;
  readonly record_type: string;
  readonly label: string;
  /** The name filters use. */
  readonly field_name: string;
  readonly field_type: string;
  readonly options?: readonly string[];
  readonly group_id: number;
}

/** The kind of record a path lists, by the word that stands for it there. */
const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  contacts: 'CONTACT',
  companies: 'COMPANY',
  opportunities: 'OPPORTUNITY',
  orders: 'ORDER',
  subscriptions: 'SUBSCRIPTION',
  tasks: 'TASK_NOTE_APPOINTMENT',
  notes: 'TASK_NOTE_APPOINTMENT',
  appointments: 'TASK_NOTE_APPOINTMENT',
  affiliates: 'REFERRAL_PARTNER',
};

/** The kind of record that `contacts`, `orders` and so on stand for in a path; undefined for words of other things. */
export function recordTypeOf(word: string): RecordType | undefined {
  return Object.hasOwn(RECORD_TYPES, word) ? RECORD_TYPES[word] : undefined;
}

/** A record of the custom field table as what it describes. */
export function customFieldOf({ id, fields }: StoredRecord): CustomField {
  const options = asList(fields['options'])?.map((option) => asString(asObject(option)?.['label']) ?? '');
  return {
    id,
    record_type: asString(fields['record_type']) ?? '',
    label: asString(fields['label']) ?? '',
    field_name: asString(fields['field_name']) ?? '',
    field_type: asString(fields['field_type']) ?? '',
    group_id: Number(fields['group_id']),
    ...(options ? { options } : {}),
  };
}

/** Whether values of a type are compared as numbers. */
export function isNumericField({ field_type }: CustomField): boolean {
  return NUMERIC.has(field_type);
}

/** Whether values of a type are dates. */
export function isDateField({ field_type }: CustomField): boolean {
  return field_type === 'DATE' || field_type === 'DATE_TIME';
}

const NUMERIC = new Set([
  ...['WHOLE_NUMBER', 'DECIMAL_NUMBER', 'CURRENCY', 'PERCENT', 'YEAR', 'MONTH', 'DAY_OF_WEEK', 'USER'],
]);
