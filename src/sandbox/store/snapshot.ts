import { asList, asNumber, asObject } from '../../keap/json.ts';
import { badRequest } from '../errors.ts';
import { type AccountOptions, MOST_CONTACTS } from '../seed/world.ts';
import type { AccountChanges } from './account.ts';

/** An account as plain JSON: how it was seeded and what was done to it since. */
export interface Snapshot {
  readonly version: 1;
  readonly options: AccountOptions;
  readonly changes: AccountChanges;
}

/** @throws RefusalError 400 for what is no snapshot of this version */
export function readSnapshot(value: unknown): Snapshot {
  const snapshot = asObject(value);
  const options = asObject(snapshot?.['options']);
  const contacts = asNumber(options?.['contacts']);
  const seed = asNumber(options?.['seed']);
  const changes = asObject(snapshot?.['changes']);
  if (snapshot?.['version'] !== 1 || !isSize(contacts) || seed === undefined || !areChanges(changes)) {
    badRequest('This is no snapshot of the sandbox');
  }
  return { version: 1, options: { contacts, seed }, changes };
}

function isSize(contacts: number | undefined): contacts is number {
  return contacts !== undefined && Number.isInteger(contacts) && contacts >= 0 && contacts <= MOST_CONTACTS;
}

function areChanges(value: unknown): value is AccountChanges {
  const changes = asObject(value);
  const tables = Object.values(asObject(changes?.['tables']) ?? { none: 0 });
  const relations = Object.values(asObject(changes?.['relations']) ?? { none: 0 });
  return (
    tables.every((table) => {
      const { nextId, removed, records } = asObject(table) ?? {};
      return (
        asNumber(nextId) !== undefined && asList(removed) !== undefined && (asList(records) ?? [0]).every(isRecord)
      );
    }) &&
    relations.every((relation) => {
      const { rows, gone } = asObject(relation) ?? {};
      return (asList(rows) ?? [0]).every((row) => asList(asList(row)?.[1]) !== undefined) && asList(gone) !== undefined;
    })
  );
}

function isRecord(value: unknown): boolean {
  const { id, fields, created, updated } = asObject(value) ?? {};
  return (
    asNumber(id) !== undefined &&
    asObject(fields) !== undefined &&
    [created, updated].every((time) => typeof time === 'string')
  );
}
