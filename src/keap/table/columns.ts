import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { propertiesOf } from './listOf.ts';
import { isEmptyCell, type RecordCells } from './recordCells.ts';

/** A column as the records have it. */
export interface Column {
  /** Its name, which is the way to its values: `addresses[BILLING].city`. */
  readonly id: string;
  /** The custom field whose values it holds: `customFieldOf`. */
  readonly customField?: string;
  /** How many of the records seen so far have something in it. */
  readonly filled: number;
}

/** A table with more columns than this helps nobody; what would be in others is in the document. */
export const MOST_COLUMNS = 1000;

/** What a record is known by stands first. */
const FIRST = [
  ...['id', 'Id'],
  'name',
  'title',
  'given_name',
  'middle_name',
  'family_name',
  'preferred_name',
  'first_name',
  'last_name',
  ...['FirstName', 'MiddleName', 'LastName'],
  'label',
  'subject',
];

/** The columns of a list: those its schema names, in its order, and whatever else its records have. */
export class ColumnCollector {
  private readonly ranks: ReadonlyMap<string, number>;
  private readonly filled = new Map<string, number>();
  private more = false;

  constructor(items: Schema | undefined, schemas: Schemas) {
    const named = items ? namesIn(items, schemas) : [];
    this.ranks = new Map(named.map(({ name }, rank) => [name, rank]));
    for (const { name, column } of named) if (column) this.filled.set(name, 0);
  }

  /** Begins anew with the counting; columns stay. */
  forget(): void {
    for (const id of this.filled.keys()) this.filled.set(id, 0);
  }

  /** Takes note of what a record has. Tells whether a column came or was filled the first time. */
  add(cells: RecordCells): boolean {
    let news = false;
    for (const [id, cell] of cells) {
      const before = this.filled.get(id);
      if (before === undefined && this.filled.size >= MOST_COLUMNS) {
        this.more = true;
        continue;
      }
      const counts = isEmptyCell(cell) ? 0 : 1;
      if (before === undefined || (before === 0 && counts === 1)) news = true;
      this.filled.set(id, (before ?? 0) + counts);
    }
    return news;
  }

  /** Whether some columns were left out. */
  get hasMore(): boolean {
    return this.more;
  }

  get columns(): readonly Column[] {
    const parts = new Set([...this.filled.keys()].flatMap(wholesOf));
    // What was empty in one record may have columns for its parts in others.
    const shown = [...this.filled].filter(([id, filled]) => filled > 0 || !parts.has(id));
    const met = new Map<string, number>();
    const meet = (name: string, at: number) => {
      if (!met.has(name)) met.set(name, at);
      return met.get(name) ?? at;
    };
    const places = new Map(shown.map(([id], at) => [id, this.placeOf(id, (name) => meet(name, at))]));
    return shown
      .toSorted(([a], [b]) => comparePlaces(places.get(a) ?? [], places.get(b) ?? []))
      .map(([id, filled]) => {
        const customField = customFieldOf(id);
        return { id, filled, ...(customField === undefined ? {} : { customField }) };
      });
  }

  /** @param met when something was met first: what belongs together stands together */
  private placeOf(id: string, met: (name: string) => number): readonly number[] {
    const first = FIRST.indexOf(id);
    if (first >= 0) return [-1, first];
    const rank = (name: string) => this.ranks.get(name) ?? Number.MAX_SAFE_INTEGER;
    const root = /^[^.[]*/.exec(id)?.[0] ?? id;
    const entry = /^[^[]*\[[^\]]*\]/.exec(id)?.[0] ?? root;
    return [rank(root), met(root), met(entry), rank(id.replaceAll(/\[[^\]]*\]/g, '')), met(id)];
  }
}

/** What a column is a part of: of `a.b[C].d`, `a`, `a.b` and `a.b[C]`. */
function wholesOf(id: string): string[] {
  return [...id.matchAll(/[.[]/g)].map(({ index }) => id.slice(0, index));
}

/** The custom field whose values a column holds: its id, or its name in a row of XML-RPC, `_Colour`. */
export function customFieldOf(column: string): string | undefined {
  return /^custom_fields\[(\w+)\]$/.exec(column)?.[1] ?? /^_\w+$/.exec(column)?.[0];
}

interface Named {
  readonly name: string;
  /** Whether it is a column by itself; objects are taken apart, and of some lists only records know the columns. */
  readonly column: boolean;
}

function namesIn(schema: Schema, schemas: Schemas, path = '', depth = 0): Named[] {
  const names: Named[] = [];
  for (const [property, inner] of Object.entries(propertiesOf(schema, schemas))) {
    const name = path === '' ? property : `${path}.${property}`;
    const resolved = resolveSchema(inner, schemas);
    const type = schemaType(resolved);
    const items = type === 'array' ? resolveSchema(resolved.items, schemas) : undefined;
    const isMoment = type === 'object' && '$dateTime' in (resolved.properties ?? {});
    const parts = isMoment ? undefined : type === 'object' ? resolved : items;
    const inside = parts && depth < 3 ? namesIn(parts, schemas, name, depth + 1) : [];
    const byField =
      items !== undefined && (property === 'custom_fields' || Object.hasOwn(propertiesOf(items, schemas), 'field'));
    names.push({ name, column: (type !== 'object' || isMoment) && !byField });
    // What is within a list is no column, but its order counts.
    names.push(...(items ? inside.map((each) => ({ ...each, column: false })) : inside));
  }
  return names;
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
