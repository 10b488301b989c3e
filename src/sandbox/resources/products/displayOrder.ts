import { asNumber } from '../../../keap/json.ts';
import type { StoredRecord } from '../../store/table.ts';

/** Records in the order a person gave them, by a property that counts from 0; equals by ascending id. */
export function inOrder(records: readonly StoredRecord[], field: string): StoredRecord[] {
  return records.toSorted((a, b) => (asNumber(a.fields[field]) ?? 0) - (asNumber(b.fields[field]) ?? 0));
}
