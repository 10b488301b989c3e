import type { WindowName } from '../limits/limitState.ts';

/** What a row has come to. */
export const ROW_STATES = ['pending', 'sent', 'done', 'failed', 'unknown', 'notSent'] as const;

/**
 * `pending`: not sent yet. `sent`: it may have gone out, and no answer came so far. `done`: Keap took it. `failed`: Keap
 * refused it and changed nothing. `unknown`: it went out, and whether it took effect nobody knows. `notSent`: it cannot
 * be a request, or was left out since the dry run found something wrong.
 */
export type RowState = (typeof ROW_STATES)[number];

/** How many rows have come to what. */
export type RowCounts = Readonly<Record<RowState, number>>;

export const NO_ROWS: RowCounts = { pending: 0, sent: 0, done: 0, failed: 0, unknown: 0, notSent: 0 };

/** Why a run stopped by itself. */
export const STOP_REASONS = [
  'asked',
  'network',
  'key',
  'refused',
  'locked',
  'server',
  'closed',
  'taken',
  'disk',
] as const;

/**
 * `asked`: the rows a person wanted to see first are done. `network`: Keap was not reached. `key`: the key is refused
 * (401) or gone. `refused`: Keap refused in a way that the next request would meet, too (403, 429). `locked`: the
 * connection may not send this now. `server`: Keap failed. `closed`: its window was closed or killed. `taken`: another
 * window goes on with it. `disk`: the journal cannot be written.
 */
export type StopReason = (typeof STOP_REASONS)[number];

export const RUN_STATES = ['ready', 'active', 'paused', 'suspended', 'finished', 'cancelled'] as const;

/** `ready`: made and not begun. `paused`: by a person. `suspended`: by itself, for a `StopReason`. */
export type RunState = (typeof RUN_STATES)[number];

/** Where a run stands, as its journal says. */
export interface RunStanding {
  readonly state: RunState;
  readonly reason?: StopReason;
  /** What happened and what to do next, in a sentence; with a reason alone. */
  readonly words?: string;
  /** When it came to this, in milliseconds since 1970. */
  readonly at: number;
}

/** Whether a run can go on. */
export function canResume({ state }: Pick<RunStanding, 'state'>): boolean {
  return state === 'ready' || state === 'paused' || state === 'suspended';
}

/** How a run goes on at this moment, for progress. */
export interface RunProgress {
  readonly standing: RunStanding;
  /** Requests that were answered, in this window and before. */
  readonly calls: number;
  /** Answers in the last minute of this window's work. */
  readonly perMinute: number;
  /** Milliseconds until it is done at this rate; undefined where nobody can tell. */
  readonly msLeft: number | undefined;
  /** Which limit holds it back now, and until when in milliseconds since 1970. */
  readonly waiting:
    | { readonly window: WindowName | undefined; readonly held: boolean; readonly until: number }
    | undefined;
}
