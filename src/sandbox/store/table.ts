/** The properties of a record under v2's names; both versions are views of them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something an account holds. The times are ISO 8601 in UTC with milliseconds. */
export interface StoredRecord {
  readonly id: number;
  readonly fields: Fields;
  readonly created: string;
  readonly updated: string;
}

/** What a table starts with: records 1 to `count`, each made only when somebody looks at it, the same every time. */
export interface TableSeed {
  readonly count: number;
  readonly make: (id: number) => Omit<StoredRecord, 'id'>;
  /**
   * What a property that refers to another record may hold, without making the record: nobody else makes a hundred
   * thousand records to find the few that belong to one. It may name an id that the record then leaves out.
   */
  readonly refers?: Readonly<Record<string, (id: number) => number | undefined>>;
}

/** What happened to a table since it was seeded, as plain JSON. */
export interface TableChanges {
  readonly nextId: number;
  readonly removed: readonly number[];
  readonly records: readonly StoredRecord[];
}

/** Made records are kept up to this many a table; larger tables make them anew. */
const KEPT = 5_000;

/** Told of what happens to the records of a table. */
export type TableWatch = (what: 'add' | 'edit' | 'delete', record: StoredRecord) => void;

const EMPTY: TableSeed = {
  count: 0,
  make: (id) => {
    throw new Error(`Nothing makes a record ${id} of an empty table.`);
  },
};

/** Records by id. Ids count from 1 and are never given twice. */
export class Table implements Iterable<StoredRecord> {
  private readonly seed: TableSeed;
  private readonly watch: TableWatch | undefined;
  private readonly made = new Map<number, StoredRecord>();
  private readonly changed = new Map<number, StoredRecord>();
  private readonly removed = new Set<number>();
  /** By ascending id, as they came. */
  private readonly added = new Map<number, StoredRecord>();
  /** By property, the ids of the records that refer to each id, for those properties somebody asked for. */
  private readonly referrers = new Map<string, Map<number, Set<number>>>();
  private nextId: number;

  constructor(seed: TableSeed = EMPTY, watch?: TableWatch) {
    this.seed = seed;
    this.watch = watch;
    this.nextId = seed.count + 1;
  }

  get size(): number {
    return this.seed.count - this.removed.size + this.added.size;
  }

  /** All records by ascending id. */
  [Symbol.iterator](): Iterator<StoredRecord> {
    return this.after(0);
  }

  /** The records behind an id, by ascending id. */
  *after(id: number): Generator<StoredRecord> {
    for (let next = Math.max(id, 0) + 1; next <= this.seed.count; next++) {
      const record = this.get(next);
      if (record) yield record;
    }
    for (const record of this.added.values()) if (record.id > id) yield record;
  }

  /** Some of the records, counted by ascending id: from the one at `from` up to, and without, the one at `to`. */
  slice(from: number, to: number): StoredRecord[] {
    // While nothing is removed, seeded records stand where their ids say.
    const skipped = this.removed.size === 0 ? Math.min(from, this.seed.count) : 0;
    const found: StoredRecord[] = [];
    let place = skipped;
    for (const record of this.after(skipped)) {
      if (place >= to) break;
      if (place++ >= from) found.push(record);
    }
    return found;
  }

  get(id: number): StoredRecord | undefined {
    if (id > this.seed.count) return this.added.get(id);
    if (!Number.isInteger(id) || id < 1 || this.removed.has(id)) return undefined;
    return this.changed.get(id) ?? this.seeded(id);
  }

  /** The records in which a property holds an id, by ascending id of their own. Gathered once, then kept up to date. */
  referring(field: string, id: number): StoredRecord[] {
    const referrers = this.referrers.get(field) ?? this.gathered(field);
    this.referrers.set(field, referrers);
    const ids = [...(referrers.get(id) ?? [])].sort((a, b) => a - b);
    return ids.flatMap((each) => this.get(each) ?? []).filter(({ fields }) => fields[field] === id);
  }

  insert(fields: Fields, created: string, updated = created): StoredRecord {
    const record: StoredRecord = { id: this.nextId++, fields: defined(fields), created, updated };
    this.added.set(record.id, record);
    this.refer(undefined, record);
    this.watch?.('add', record);
    return record;
  }

  /** Puts values over those of a record; null and undefined take a property away. */
  change(record: StoredRecord, values: Fields, updated: string): StoredRecord {
    const changed: StoredRecord = { ...record, fields: defined({ ...record.fields, ...values }), updated };
    this.refer(this.get(record.id), changed);
    (record.id > this.seed.count ? this.added : this.changed).set(record.id, changed);
    this.watch?.('edit', changed);
    return changed;
  }

  remove(id: number): boolean {
    const record = this.get(id);
    if (!record) return false;
    this.refer(record, undefined);
    this.watch?.('delete', record);
    if (id > this.seed.count) return this.added.delete(id);
    this.changed.delete(id);
    this.made.delete(id);
    this.removed.add(id);
    return true;
  }

  changes(): TableChanges {
    const records = [...this.changed.values(), ...this.added.values()];
    return { nextId: this.nextId, removed: [...this.removed], records };
  }

  /** Does to a freshly seeded table what was done to another one. */
  resume({ nextId, removed, records }: TableChanges): void {
    this.referrers.clear();
    for (const id of removed) this.removed.add(id);
    for (const record of records) (record.id > this.seed.count ? this.added : this.changed).set(record.id, record);
    this.nextId = nextId;
  }

  private gathered(field: string): Map<number, Set<number>> {
    const referrers = new Map<number, Set<number>>();
    const refers = this.seed.refers?.[field];
    if (!refers) {
      for (const { id, fields } of this) addReferrer(referrers, id, fields[field]);
      return referrers;
    }
    for (let id = 1; id <= this.seed.count; id++) {
      if (this.removed.has(id)) continue;
      const changed = this.changed.get(id);
      addReferrer(referrers, id, changed ? changed.fields[field] : refers(id));
    }
    for (const { id, fields } of this.added.values()) addReferrer(referrers, id, fields[field]);
    return referrers;
  }

  /** Keeps what is gathered up to date as a record comes, changes or goes. */
  private refer(before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    for (const [field, referrers] of this.referrers) {
      if (before) referrers.get(Number(before.fields[field]))?.delete(before.id);
      if (after) addReferrer(referrers, after.id, after.fields[field]);
    }
  }

  private seeded(id: number): StoredRecord {
    const kept = this.made.get(id);
    if (kept) return kept;
    const { fields, ...times } = this.seed.make(id);
    const record = { id, fields: defined(fields), ...times };
    if (this.made.size < KEPT) this.made.set(id, record);
    return record;
  }
}

function addReferrer(referrers: Map<number, Set<number>>, id: number, referred: unknown): void {
  if (typeof referred !== 'number') return;
  const ids = referrers.get(referred);
  if (ids) ids.add(id);
  else referrers.set(referred, new Set([id]));
}

function defined(fields: Fields): Fields {
  return withoutNull(fields) as Fields;
}

/** No answer has null in it, at any depth: what is null is not there. What has none is returned as it is. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const members = value.map(withoutNull);
    return members.some((member, index) => member !== value[index]) ? members : value;
  }
  let cleaned: Record<string, unknown> | undefined;
  for (const [name, before] of Object.entries(value)) {
    const after = withoutNull(before);
    if (after === before && after !== undefined && after !== null) continue;
    cleaned ??= { ...value };
    if (after === undefined || after === null) delete cleaned[name];
    else cleaned[name] = after;
  }
  return cleaned ?? value;
}
