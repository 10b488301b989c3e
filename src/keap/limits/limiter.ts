import PQueue from 'p-queue';
import { SendError } from '../http/sendError.ts';
import type { Clock } from './clock.ts';
import type { LimitState } from './limitState.ts';
import { KEY_WINDOWS, RateWindows, type Window } from './rateWindows.ts';

export interface LimiterOptions {
  readonly signal: AbortSignal;
  /** Higher goes first; a person's click is 10, background work 0. */
  readonly priority?: number;
  /** Told whenever the request has to wait: milliseconds, and the window that holds it back. */
  readonly onWait?: (waitMs: number, window: Window['name']) => void;
}

/**
 * Sends the calls of one key as fast as its limits allow. p-queue orders them by priority and drops cancelled ones;
 * the windows let the first of them through.
 */
export class Limiter {
  private readonly gate = new PQueue({ concurrency: 1 });
  private readonly windows: RateWindows;
  private readonly clock: Clock;

  constructor(clock: Clock, windows: readonly Window[] = KEY_WINDOWS) {
    this.clock = clock;
    this.windows = new RateWindows(windows, clock);
  }

  /**
   * Runs a call when the key has a slot for it.
   * @throws SendError `cancelled` while waiting, `dailyLimit` where the day's calls are used up
   */
  async run<T>(call: () => Promise<T>, options: LimiterOptions): Promise<T> {
    await this.enter(options);
    try {
      return await call();
    } finally {
      this.windows.settle();
    }
  }

  /** Lets nothing of this key through for some milliseconds. */
  hold(ms: number): void {
    this.windows.hold(ms);
  }

  state(connectionId: string): LimitState {
    const { gate, windows } = this;
    const waiting = gate.size + gate.pending;
    return { connectionId, windows: windows.state(), tenant: [], waiting, held: undefined, mode: 'windows' };
  }

  get today(): RateWindows['today'] {
    return this.windows.today;
  }

  resumeDay(kept: RateWindows['today']): void {
    this.windows.resumeDay(kept);
  }

  private async enter({ signal, priority = 10, onWait }: LimiterOptions): Promise<void> {
    try {
      await this.gate.add(() => this.slot(signal, onWait), { priority, signal });
    } catch (error) {
      if (signal.aborted) throw new SendError('cancelled', 'The request was cancelled.', { cause: error });
      throw error;
    }
  }

  private async slot(signal: AbortSignal, onWait: LimiterOptions['onWait']): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const slot = this.windows.take();
      if (slot.taken) return;
      if (slot.window === 'day') {
        const limit = this.windows.today.used.toLocaleString('en');
        throw new SendError(
          'dailyLimit',
          `The ${limit} calls of this key for today are used; Keap counts anew from 00:00 UTC.`,
        );
      }
      onWait?.(slot.waitMs, slot.window);
      await this.clock.delay(slot.waitMs, signal);
    }
  }
}
