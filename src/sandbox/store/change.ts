import type { RelationName, TableName } from '../seed/tables.ts';
import type { StoredRecord } from './table.ts';

/** Something that happened to an account, whichever API brought it about. */
export type Change =
  | { readonly what: 'add' | 'edit' | 'delete'; readonly table: TableName; readonly record: StoredRecord }
  | {
      readonly what: 'connect' | 'part';
      readonly relation: RelationName;
      readonly left: number;
      readonly right: number;
    };
