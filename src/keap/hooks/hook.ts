import { asList, asNumber, asObject, asString } from '../json.ts';

/** Where a hook stands with Keap (FACTS section 7). */
export type HookStatus = 'Verified' | 'Unverified' | 'Inactive';

/** A subscription of an app to an event. */
export interface Hook {
  /** Keap’s id of it. */
  readonly key: string;
  readonly eventKey: string;
  readonly hookUrl: string;
  /** A word nobody knows stays as it came. */
  readonly status: HookStatus | string;
}

/** A hook from an answer; undefined where it is none. Keap writes the key as a text, some documents as a number. */
export function parseHook(value: unknown): Hook | undefined {
  const source = asObject(value);
  const key = asString(source?.['key']) ?? asNumber(source?.['key'])?.toString();
  const eventKey = asString(source?.['eventKey']);
  const hookUrl = asString(source?.['hookUrl']);
  if (!key || eventKey === undefined || hookUrl === undefined) return undefined;
  return { key, eventKey, hookUrl, status: asString(source?.['status']) ?? 'Unverified' };
}

/** The hooks of an answer to the list, sorted; undefined where it is no list. */
export function parseHooks(value: unknown): readonly Hook[] | undefined {
  const hooks = asList(value)?.flatMap((each) => parseHook(each) ?? []);
  return hooks && sortedHooks(hooks);
}

/** Those that work first, then by event. */
export function sortedHooks(hooks: readonly Hook[]): readonly Hook[] {
  return hooks.toSorted((a, b) => rank(a) - rank(b) || compare(a.eventKey, b.eventKey) || compare(a.key, b.key));
}

/** What a status means, and what to do about it. */
export function statusWords(status: string): string {
  return Object.hasOwn(STATUSES, status) ? STATUSES[status as HookStatus] : `Keap says: ${status}.`;
}

const STATUSES: Readonly<Record<HookStatus, string>> = {
  Verified: 'Keap tells this address what happens.',
  Unverified: 'Keap tells it nothing until it has sent back the secret of its verification.',
  Inactive: 'Four tries failed, or the address answered 410: Keap tells it nothing until it is verified again.',
};

const ORDER: readonly string[] = ['Verified', 'Unverified', 'Inactive'];

function rank({ status }: Hook): number {
  const place = ORDER.indexOf(status);
  return place < 0 ? ORDER.length : place;
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
