import type { Operation } from '../catalog/operation.ts';
import type { RecordKinds } from '../edit/recordKinds.ts';
import { copiedRows } from './rows/copiedRows.ts';
import type { RowWork } from './rowWork.ts';
import type { RowOutcome } from './runJournal.ts';
import { type Known, type Settling, settlingOf } from './settle.ts';

export interface SettleOptions {
  /** Of the run. */
  readonly operation: Operation;
  readonly work: RowWork;
  /** The copy of the rows. */
  readonly path: string;
  readonly kinds: RecordKinds;
  readonly lookUp: (key: string) => Promise<Known | undefined>;
  /** Sends a reading request, a call each. @throws whatever keeps it from being answered; the rest then stays unknown */
  readonly read: (settling: Settling) => Promise<{ readonly status: number; readonly text: string }>;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Finds out by reading which of the unknown rows were carried out. What cannot be told stays unknown. */
export async function* settleRows(options: SettleOptions): AsyncGenerator<RowOutcome & { readonly kind: 'row' }> {
  const { operation, work, path, kinds, lookUp, read, now, signal } = options;
  for await (const row of copiedRows(path)) {
    if (signal.aborted) return;
    if (work.states.get(row.row) !== 'unknown') continue;
    const settling = await settlingOf(operation, work.draftOf(row), kinds, lookUp, work.plan.createdAt);
    if (!settling) continue;
    const { status, text } = await read(settling);
    const settled = settling.judge(status, text);
    if (!settled) continue;
    const found =
      settled === 'done' ? ({ is: 'done', words: DONE } as const) : ({ is: 'failed', words: NOT_DONE } as const);
    const id = settled === 'done' ? settling.madeId?.(text) : undefined;
    yield { kind: 'row', row: row.row, at: now(), ...found, ...(id === undefined ? {} : { id }) };
  }
}

const DONE = 'No answer came; reading the record shows that it was carried out.';
const NOT_DONE = 'No answer came; reading the record shows that it was not carried out. Retry it with the failed rows.';
