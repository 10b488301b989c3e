import type { Connection } from '../connection.ts';
import type { WindowName } from './limitState.ts';

/** A number for each window. */
export type PerWindow = Readonly<Record<WindowName, number>>;

/** The limits a key is taken to have until Keap says otherwise, and how long each counts. */
export interface Plan {
  readonly limits: PerWindow;
  /** Milliseconds. The day is no sliding window: it ends at 00:00 UTC. */
  readonly periods: PerWindow;
}

export const DAY_MS = 86_400_000;

export const WINDOW_NAMES: readonly WindowName[] = ['second', 'minute', 'day'];

/** A key as its owner was told for long: the lower of the figures known, which are safe under the newer ones. */
export const KEY_PLAN: Plan = {
  limits: { second: 5, minute: 120, day: 15_000 },
  periods: { second: 1_000, minute: 60_000, day: DAY_MS },
};

/**
 * A Legacy Key has a bank of 10,000 calls into which two come back each second (Keap's FAQ of that time), and its
 * servers say nothing of it: at two a second over a minute it never empties, and no day of its own ends it.
 */
const LEGACY_PLAN: Plan = { ...KEY_PLAN, limits: { second: 5, minute: 120, day: 172_800 } };

/** The plan of a kind of key. */
export function planOf(kind: Connection['kind']): Plan {
  return kind === 'legacyKey' ? LEGACY_PLAN : KEY_PLAN;
}
