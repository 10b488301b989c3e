/** One end of a connection between two records, and since when it is there (ISO 8601). */
export interface Link {
  readonly id: number;
  readonly since: string;
}

/** What a relation starts with: for records 1 to `count`, what each is connected with, cheap and the same every time. */
export interface RelationSeed {
  readonly count: number;
  readonly linksOf: (id: number) => readonly Link[];
}

/** What a relation is for the records it is no longer as seeded, as plain JSON. */
export interface RelationChanges {
  readonly rows: readonly (readonly [id: number, links: readonly Link[]])[];
  readonly gone: readonly number[];
}

/** Told of connections that come and go one by one; those of a record that goes itself go without a word. */
export type RelationWatch = (what: 'connect' | 'part', left: number, right: number) => void;

const EMPTY: RelationSeed = { count: 0, linksOf: () => [] };

/** Connections from many to many: which contacts carry which tags. Left is who carries, right what is carried. */
export class Relation {
  private readonly seed: RelationSeed;
  private readonly watch: RelationWatch | undefined;
  private readonly rows = new Map<number, ReadonlyMap<number, string>>();
  private readonly goneRight = new Set<number>();

  constructor(seed: RelationSeed = EMPTY, watch?: RelationWatch) {
    this.seed = seed;
    this.watch = watch;
  }

  /** Whether the connection is new; one that is there keeps its time. */
  add(left: number, right: number, since: string): boolean {
    const row = this.row(left);
    if (row.has(right)) return false;
    this.rows.set(left, new Map([...row, [right, since]]));
    this.watch?.('connect', left, right);
    return true;
  }

  /** Whether there was something to remove. */
  remove(left: number, right: number): boolean {
    const row = new Map(this.row(left));
    const removed = row.delete(right);
    if (!removed) return false;
    this.rows.set(left, row);
    this.watch?.('part', left, right);
    return true;
  }

  /** What a record on the left is connected with, by ascending id. */
  ofLeft(left: number): Link[] {
    return [...this.row(left)].map(([id, since]) => ({ id, since })).sort(byId);
  }

  /** Which records on the left are connected with one on the right, by ascending id. */
  ofRight(right: number): Link[] {
    const found: Link[] = [];
    if (this.goneRight.has(right)) return found;
    for (let left = 1; left <= this.seed.count; left++) {
      if (this.rows.has(left)) continue;
      const link = this.seed.linksOf(left).find(({ id }) => id === right);
      if (link) found.push({ id: left, since: link.since });
    }
    for (const [left, row] of this.rows) {
      const since = row.get(right);
      if (since !== undefined) found.push({ id: left, since });
    }
    return found.sort(byId);
  }

  forgetLeft(left: number): void {
    if (left <= this.seed.count) this.rows.set(left, new Map());
    else this.rows.delete(left);
  }

  /** Ids are never given twice, so what is gone stays gone. */
  forgetRight(right: number): void {
    this.goneRight.add(right);
  }

  changes(): RelationChanges {
    const rows = [...this.rows].map(([left, row]) => [left, [...row].map(([id, since]) => ({ id, since }))] as const);
    return { rows, gone: [...this.goneRight] };
  }

  /** Does to a freshly seeded relation what was done to another one. */
  resume({ rows, gone }: RelationChanges): void {
    for (const [left, links] of rows) this.rows.set(left, new Map(links.map(({ id, since }) => [id, since])));
    for (const right of gone) this.goneRight.add(right);
  }

  private row(left: number): ReadonlyMap<number, string> {
    const changed = this.rows.get(left);
    const links = changed ?? this.seeded(left);
    if (this.goneRight.size === 0) return links;
    return new Map([...links].filter(([right]) => !this.goneRight.has(right)));
  }

  private seeded(left: number): ReadonlyMap<number, string> {
    const links = left >= 1 && left <= this.seed.count ? this.seed.linksOf(left) : [];
    return new Map(links.map(({ id, since }) => [id, since]));
  }
}

function byId(a: Link, b: Link): number {
  return a.id - b.id;
}
