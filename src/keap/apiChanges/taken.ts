import { REST_VERSIONS } from '../catalog/catalogData.ts';
import type { Effect, HttpMethod, OperationSummary, RestVersion } from '../catalog/operation.ts';
import { asList, asNumber, asObject, asString, asStrings } from '../json.ts';
import type { ChangedOperations } from './change.ts';

const FORMAT = 1;

/** The files of a description that is used: the catalog and its index in our own format, and the report of its changes. */
export type TakenPart = 'catalog' | 'index' | 'report';

/** A description of Keap's that a person chose to use instead of the built-in one. */
export interface TakenEntry {
  /** What its files are named by. */
  readonly id: string;
  /** When it was fetched, in ISO 8601. */
  readonly takenAt: string;
  /** Where it came from: the address of a server or the name of a file. */
  readonly source: string;
  /** How many operations it describes. */
  readonly operations: number;
  /** SHA-256 of each file, in hexadecimal. */
  readonly checksums: Readonly<Record<TakenPart, string>>;
  /** What was different from the one before. */
  readonly changed: ChangedOperations;
}

/** What is used of each version, newest first; none is the built-in one. */
export type Taken = Readonly<Partial<Record<RestVersion, readonly TakenEntry[]>>>;

/** What was chosen of a version, newest first. */
export function entriesOf(taken: Taken | Untold, version: RestVersion): readonly TakenEntry[] {
  return typeof taken === 'string' ? [] : (taken[version] ?? []);
}

export function printTaken(taken: Taken): string {
  return JSON.stringify({ format: FORMAT, ...taken });
}

/** Why what a person chose cannot be told: it is no such text, or one that a newer version of the extension wrote. */
export type Untold = 'damaged' | 'newer';

/** An entry that cannot be read counts as none. */
export function parseTaken(value: unknown): Taken | Untold {
  const root = asObject(value);
  const format = asNumber(root?.['format']) ?? 0;
  if (!root || format < FORMAT) return 'damaged';
  if (format > FORMAT) return 'newer';
  const taken: Partial<Record<RestVersion, readonly TakenEntry[]>> = {};
  for (const version of REST_VERSIONS) {
    const entries = (asList(root[version]) ?? []).flatMap((entry) => parseEntry(entry, version) ?? []);
    if (entries.length > 0) taken[version] = entries;
  }
  return taken;
}

function parseEntry(value: unknown, version: RestVersion): TakenEntry | undefined {
  const entry = asObject(value);
  const checksums = asObject(entry?.['checksums']);
  const changed = asObject(entry?.['changed']);
  const [id, takenAt] = [asString(entry?.['id']), asString(entry?.['takenAt'])];
  const [catalog, index, report] = ['catalog', 'index', 'report'].map((part) => asString(checksums?.[part]));
  // An id becomes part of a path.
  if (!id || !/^[\w-]{1,80}$/.test(id) || !takenAt || !catalog || !index || !report) return undefined;
  return {
    id,
    takenAt,
    source: asString(entry?.['source']) ?? '',
    operations: asNumber(entry?.['operations']) ?? 0,
    checksums: { catalog, index, report },
    changed: {
      added: asStrings(changed?.['added']) ?? [],
      changed: asStrings(changed?.['changed']) ?? [],
      breaking: asStrings(changed?.['breaking']) ?? [],
      removed: (asList(changed?.['removed']) ?? []).flatMap((one) => parseRemoved(one, version) ?? []),
    },
  };
}

function parseRemoved(value: unknown, version: RestVersion): OperationSummary | undefined {
  const one = asObject(value);
  const [key, method, path] = [asString(one?.['key']), asString(one?.['method']), asString(one?.['path'])];
  if (!key || !method || !path) return undefined;
  return {
    key,
    version,
    method: method as HttpMethod,
    path,
    tag: asString(one?.['tag']) ?? '',
    title: asString(one?.['title']) ?? key,
    effect: (asString(one?.['effect']) ?? 'reads') as Effect,
    deprecated: true,
    needsInput: true,
    names: [],
  };
}
