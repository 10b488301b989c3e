/** The properties of a record under v2's names; both versions are views of them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something an account holds. The times are ISO 8601 in UTC with milliseconds. */
export interface StoredRecord {
  readonly id: number;
  readonly fields: Fields;
  readonly created: string;
  readonly updated: string;
}

/** Records by id. Ids count from 1 and are never given twice. */
export class Table {
  private readonly records = new Map<number, StoredRecord>();
  private nextId = 1;

  get size(): number {
    return this.records.size;
  }

  /** All records by ascending id. */
  all(): readonly StoredRecord[] {
    return [...this.records.values()];
  }

  get(id: number): StoredRecord | undefined {
    return this.records.get(id);
  }

  insert(fields: Fields, created: string, updated = created): StoredRecord {
    const record: StoredRecord = { id: this.nextId++, fields: defined(fields), created, updated };
    this.records.set(record.id, record);
    return record;
  }

  /** Puts values over those of a record; null and undefined take a property away. */
  change(record: StoredRecord, values: Fields, updated: string): StoredRecord {
    const changed: StoredRecord = { ...record, fields: defined({ ...record.fields, ...values }), updated };
    this.records.set(record.id, changed);
    return changed;
  }

  remove(id: number): boolean {
    return this.records.delete(id);
  }
}

function defined(fields: Fields): Fields {
  return withoutNull(fields) as Fields;
}

/** No answer has null in it, at any depth: what is null is not there. */
function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNull(member)]));
}
