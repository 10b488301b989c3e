import { asList, asNumber, asString } from '../../keap/json.ts';
import type { FieldReader, Readers, Worth } from '../query/select.ts';
import type { StoredRecord } from '../store/table.ts';

type Reader = (record: StoredRecord) => Worth;

const id: Reader = (record) => record.id;
const created: Reader = (record) => record.created;
const updated: Reader = (record) => record.updated;

/** What fields of these names mean in every list. */
const EVERYWHERE: Readonly<Record<string, Reader>> = {
  ...{ id, ids: id },
  ...{ create_time: created, created_time: created, date_created: created },
  ...{ since_create_time: created, until_create_time: created, start_create_time: created, end_create_time: created },
  ...{ since_created_time: created, until_created_time: created },
  ...{ start_created_time: created, end_created_time: created },
  ...{ update_time: updated, updated_time: updated, last_updated_time: updated, last_updated: updated },
  ...{ since_update_time: updated, until_update_time: updated, start_update_time: updated, end_update_time: updated },
  ...{ since_time: updated, until_time: updated },
};

/** Asks by some readers; every other field has the usual meaning or is the property of its name. */
export function standardReaders(own: Readers<StoredRecord> = {}): FieldReader<StoredRecord> {
  return (field) => {
    for (const readers of [own, EVERYWHERE]) {
      const read = Object.hasOwn(readers, field) ? readers[field] : undefined;
      if (read) return read;
    }
    return ({ fields }) => worthOf(fields[field]);
  };
}

/** What a stored value is worth to filters and orders. */
export function worthOf(value: unknown): Worth {
  if (typeof value === 'boolean') return value;
  return asString(value) ?? asNumber(value) ?? asList(value)?.map((each) => asString(each) ?? asNumber(each));
}
