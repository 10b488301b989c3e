import { RELATION_SEEDS, type RelationName, TABLE_SEEDS, type TableName } from '../seed/tables.ts';
import { type AccountOptions, type World, worldOf } from '../seed/world.ts';
import type { Change } from './change.ts';
import { type CustomField, customFieldOf, type RecordType } from './customField.ts';
import { Relation, type RelationChanges } from './relation.ts';
import { Table, type TableChanges } from './table.ts';

/** What became of an account since it was seeded, as plain JSON. */
export interface AccountChanges {
  readonly tables: Readonly<Record<string, TableChanges>>;
  readonly relations: Readonly<Record<string, RelationChanges>>;
}

/** A made-up Keap account: all that the stateful operations remember, for both versions of the API. */
export class Account {
  readonly world: World;
  readonly tables: Readonly<Record<TableName, Table>>;
  readonly relations: Readonly<Record<RelationName, Relation>>;

  /** @param watch told of all that happens to records and their connections, as it happens */
  constructor(options: AccountOptions, watch?: (change: Change) => void) {
    this.world = worldOf(options);
    this.tables = mapValues(TABLE_SEEDS, (seed, table) => {
      return new Table(seed(this.world), watch && ((what, record) => watch({ what, table, record })));
    });
    this.relations = mapValues(RELATION_SEEDS, (seed, relation) => {
      const told =
        watch && ((what: 'connect' | 'part', left: number, right: number) => watch({ what, relation, left, right }));
      return new Relation(seed(this.world), told);
    });
  }

  /** The custom fields that records of a kind have. */
  customFields(type: RecordType): CustomField[] {
    return [...this.tables.customFields].map(customFieldOf).filter(({ record_type }) => record_type === type);
  }

  changes(): AccountChanges {
    return {
      tables: mapValues(this.tables, (table) => table.changes()),
      relations: mapValues(this.relations, (relation) => relation.changes()),
    };
  }

  /** Does to a freshly seeded account what was done to another one. Tables nobody knows are passed over. */
  resume({ tables, relations }: AccountChanges): void {
    for (const [name, table] of Object.entries(this.tables)) if (tables[name]) table.resume(tables[name]);
    for (const [name, relation] of Object.entries(this.relations)) {
      if (relations[name]) relation.resume(relations[name]);
    }
  }
}

function mapValues<K extends string, V, W>(object: Readonly<Record<K, V>>, map: (value: V, key: K) => W): Record<K, W> {
  const entries = Object.entries<V>(object).map(([key, value]) => [key, map(value, key as K)] as const);
  return Object.fromEntries(entries) as Record<K, W>;
}
