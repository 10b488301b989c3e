import { randomUUID } from 'node:crypto';
import PQueue from 'p-queue';
import { SendError } from '../http/sendError.ts';
import type { LimitClock } from './clock.ts';
import { KeyLimits, type Moment, type OwnLimits } from './keyLimits.ts';
import type { Ledger } from './ledger.ts';
import { isAlive, OWNER } from './ledgerFolder.ts';
import { readState } from './limitReader.ts';
import type { LimitState } from './limitState.ts';
import { isPermit, Permits, type Wait } from './permits.ts';
import type { Plan } from './plan.ts';
import { afterRestart, type KeyRecord, type Permit } from './record.ts';
import type { Outcome } from './refusal.ts';

export interface LimiterOptions {
  readonly ledger: Ledger;
  readonly clock: LimitClock;
  readonly plan: Plan;
  /** Lower limits than Keap's, asked for whenever one is needed. */
  readonly own?: (() => OwnLimits) | undefined;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Higher goes first; a person's click is 10, background work 0. Default 10. */
  readonly priority?: number | undefined;
  /** How long the call may take, in milliseconds: a permit never answered for ends some time after that. */
  readonly timeoutMs: number;
  /** Whether to fail or to wait where the day's calls are used up. Default `fail`. */
  readonly atDailyLimit?: 'fail' | 'wait' | undefined;
  /** Told whenever the request has to wait. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
}

/** After so many that overtook it, one of the requests that wait longest goes before all others. */
const MOST_OVERTAKEN = 8;

/** Milliseconds to sleep at most before looking again: the clock may be set, the machine may sleep, limits may rise. */
const LONGEST_SLEEP_MS = 30_000;

/** Milliseconds beyond a call's own timeout after which its permit is given up. */
const PERMIT_GRACE_MS = 30_000;

/** Requests of this priority and above are those that a person waits for. */
const FOREGROUND = 10;

/** A call that leaves so many milliseconds after its place in a pace says so. */
const LATE_MS = 1;

/** After so much of a minute without an answer a connection may be gone. */
const COLD_AFTER = 0.75;

/**
 * Sends the calls of one key as fast as its limits allow. p-queue orders them by priority and drops cancelled ones;
 * the first of them asks the ledger, which all processes share, for a permit.
 */
export class Limiter {
  private readonly gate = new PQueue({ concurrency: 1 });
  private readonly ledger: Ledger;
  private readonly clock: LimitClock;
  private readonly limits: KeyLimits;
  private readonly permits: Permits;
  /** Waiting requests by their id, in the order they came. */
  private readonly queued = new Map<string, { priority: number; overtaken: number; signal: AbortSignal }>();
  private sleeping = 0;
  private paced = false;
  private answeredAt = Number.NEGATIVE_INFINITY;

  constructor({ ledger, clock, plan, own }: LimiterOptions) {
    this.ledger = ledger;
    this.clock = clock;
    this.limits = new KeyLimits(plan, own);
    this.permits = new Permits(this.limits);
  }

  /**
   * Runs a call when the key has a slot for it. What became of it is learned from, before this resolves.
   * @throws SendError `cancelled` while waiting, `dailyLimit` where the day's calls are used up
   */
  async run<T>(call: () => Promise<T>, outcomeOf: (value: T) => Outcome, options: RunOptions): Promise<T> {
    const { id } = await this.enter(options);
    let outcome: Outcome = { kind: 'lost' };
    try {
      const value = await call();
      this.answeredAt = this.clock.steady();
      outcome = outcomeOf(value);
      return value;
    } finally {
      await this.change((record, moment) => this.permits.settle(record, moment, id, outcome));
    }
  }

  /** What is known of the key's limits now. */
  state(connectionId: string): Promise<LimitState> {
    return readState(this.ledger, this.limits, this.clock, connectionId, this.queued.size + this.sleeping);
  }

  private async enter(options: RunOptions): Promise<Permit> {
    try {
      for (;;) {
        options.signal.throwIfAborted();
        const verdict = await this.queue(options);
        if (isPermit(verdict)) return verdict;
        if (options.atDailyLimit !== 'wait') throw this.dailyLimit(verdict);
        options.onWait?.(verdict);
        this.sleeping++;
        // Not at the gate: those behind may rather fail than wait for tomorrow.
        await this.sleep(verdict.lookMs, options.signal).finally(() => this.sleeping--);
      }
    } catch (error) {
      if (options.signal.aborted) throw new SendError('cancelled', 'The request was cancelled.', { cause: error });
      throw error;
    }
  }

  /** Waits its turn and then for a permit; a day that is used up is told and not waited for. */
  private async queue(options: RunOptions): Promise<Permit | Wait> {
    const { priority = FOREGROUND, signal, timeoutMs, onWait } = options;
    const id = randomUUID();
    this.queued.set(id, { priority, overtaken: 0, signal });
    const turn = async (): Promise<Permit | Wait> => {
      this.countOvertaken(id);
      let seen: number | undefined;
      const isForeground = ({ foregroundTaken }: KeyRecord): boolean => {
        seen ??= foregroundTaken;
        return priority >= FOREGROUND || foregroundTaken - seen >= MOST_OVERTAKEN;
      };
      try {
        for (;;) {
          signal.throwIfAborted();
          const verdict = await this.take(id, timeoutMs, isForeground);
          if (isPermit(verdict)) {
            if (await this.leave(verdict, options)) return verdict;
          } else if (verdict.window === 'day') return verdict;
          else {
            onWait?.(verdict);
            await this.sleep(verdict.lookMs, signal);
          }
        }
      } catch (error) {
        await this.change((record) => this.permits.giveBack(record, id));
        throw error;
      } finally {
        this.queued.delete(id);
      }
    };
    try {
      return await this.gate.add(turn, { id, priority, signal });
    } finally {
      this.queued.delete(id);
    }
  }

  /** Counts against those that came before and are overtaken; who was so too often goes first the next time. */
  private countOvertaken(id: string): void {
    const { priority = 0 } = this.queued.get(id) ?? {};
    for (const [other, waiting] of this.queued) {
      if (other === id) return;
      if (waiting.priority >= priority || waiting.signal.aborted) continue;
      waiting.overtaken++;
      if (waiting.overtaken < MOST_OVERTAKEN) return;
      waiting.priority = Number.MAX_SAFE_INTEGER;
      this.gate.setPriority(other, waiting.priority);
      // One at a time: those behind it are no worse off than it was.
      return;
    }
  }

  /** Waits for the time of a permit. @returns whether the call may go: one that comes too late may not */
  private async leave({ id, takenAt }: Permit, { signal, onWait }: RunOptions): Promise<boolean> {
    const waitMs = takenAt - this.clock.steady();
    if (waitMs > 0) {
      onWait?.({ waitMs, lookMs: waitMs, window: 'second', held: false });
      await this.clock.until(takenAt, signal);
    }
    signal.throwIfAborted();
    if (!this.paced || this.clock.steady() - takenAt < LATE_MS) return true;
    return this.ledger.change((record) => ({
      changed: true,
      value: this.permits.leaveLate(record, this.moment(), id),
    }));
  }

  private take(id: string, timeoutMs: number, isForeground: (record: KeyRecord) => boolean): Promise<Permit | Wait> {
    return this.ledger.change((record) => {
      const moment = this.moment();
      afterRestart(record, moment);
      const buried = this.permits.bury(record, moment, isAlive);
      const until = moment.steady + timeoutMs + PERMIT_GRACE_MS;
      const cold = moment.steady - this.answeredAt > COLD_AFTER * this.limits.plan.periods.minute;
      const foreground = isForeground(record);
      const verdict = this.permits.take(record, moment, { id, owner: OWNER, until, cold, foreground });
      record.steady = moment.steady;
      this.paced = record.pace !== undefined;
      return { changed: buried || foreground || isPermit(verdict), value: verdict };
    });
  }

  private change(work: (record: KeyRecord, moment: Moment) => void): Promise<void> {
    return this.ledger.change((record) => {
      const moment = this.moment();
      afterRestart(record, moment);
      work(record, moment);
      record.steady = moment.steady;
      return { changed: true, value: undefined };
    });
  }

  private moment(): Moment {
    return { steady: this.clock.steady(), wall: this.clock.now() };
  }

  private async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await this.clock.until(this.clock.steady() + Math.min(ms, LONGEST_SLEEP_MS), signal);
  }

  private dailyLimit({ held }: Wait): SendError {
    return new SendError(
      'dailyLimit',
      held
        ? 'Keap says that the calls of this key for today are used; it counts anew from 00:00 UTC.'
        : 'The calls of this key for today are used; Keap counts anew from 00:00 UTC.',
    );
  }
}
