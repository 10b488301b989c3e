import type { SendPhase } from '../client.ts';
import type { LimitClock } from '../limits/clock.ts';
import { untilMidnight } from '../limits/keyLimits.ts';
import type { WindowName } from '../limits/limitState.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import type { Agreement } from '../safety/safety.ts';
import { Rate } from './rate.ts';
import type { RunFolder } from './runFolder.ts';
import { type JournalLine, RunJournal } from './runJournal.ts';
import type { RunPlan } from './runPlan.ts';
import { canResume, type RunProgress, type RunStanding, type StopReason } from './runState.ts';
import { diskStop, RunStop, takenStop } from './runStop.ts';

/** The clock is looked at so often while a run waits for tomorrow: a machine sleeps, and someone may set it. */
const LONGEST_SLEEP_MS = 60_000;

export interface StartOptions {
  /** Goes on with so many rows at most, and then asks (`asked`). Default: all of them. */
  readonly rows?: number;
  /** What `KeapClient.agree` gave; without one a person is asked about each request that changes anything. */
  readonly agreement?: Agreement;
}

/** What a work needs of the run it belongs to. */
export interface WorkContext {
  readonly options: StartOptions;
  /** Aborts when the run is to stop; what is under way then still ends. */
  readonly stop: AbortSignal;
  readonly clock: LimitClock;
  /** Resolves once the line is on disk. @throws RunStop where it cannot be, or where another process owns the run */
  write(line: JournalLine): Promise<void>;
  /** Counts an answer. */
  answered(): void;
  /** Tells what a request is doing. */
  tell(phase: SendPhase, waitMs: number, window: WindowName | undefined): void;
  /** Waits until the day's calls are given back, or until the run is to stop. */
  nextDay(): Promise<void>;
}

/** What a run does, page by page or row by row. */
export interface RunWork {
  /** Goes on as the lines of the journal say, one after the other, before `work`. */
  apply(line: JournalLine): void;
  /** Called once a process has the run and before it goes on: what nobody finished is settled in the journal. */
  recover(write: (line: JournalLine) => Promise<void>, at: number): Promise<void>;
  /** Ends when nothing is left, or soon after `stop`. @throws RunStop where it cannot go on */
  work(context: WorkContext): Promise<void>;
  /** Whether nothing is left to be done. */
  isDone(): boolean;
  /** Requests still to be sent, as far as is known. */
  callsLeft(): number | undefined;
}

export interface RunOptions {
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly clock: LimitClock;
  readonly work: RunWork;
  readonly standing: RunStanding;
  readonly calls: number;
  /** Asked for words of an answer before they are written down. */
  readonly mask: MaskKnownKeys;
}

/** A job of many requests, whose journal is on disk: it is begun, paused and gone on with, here or in another window. */
export class Run {
  readonly plan: RunPlan;
  private readonly options: RunOptions;
  private readonly rate: Rate;
  private readonly listeners = new Set<() => void>();
  private now: RunStanding;
  private calls: number;
  private waiting: RunProgress['waiting'];
  private running: { readonly ended: Promise<void>; readonly stop: AbortController } | undefined;
  /** What a person or the window's end made of it while it ran. */
  private wanted: Pick<RunStanding, 'state' | 'reason' | 'words'> | undefined;

  constructor(options: RunOptions) {
    this.options = options;
    this.plan = options.plan;
    this.now = options.standing;
    this.calls = options.calls;
    this.rate = new Rate(() => options.clock.steady());
  }

  get standing(): RunStanding {
    return this.now;
  }

  get progress(): RunProgress {
    const { perMinute } = this.rate;
    const left = this.options.work.callsLeft();
    const untilThen = this.waiting ? Math.max(0, this.waiting.until - this.options.clock.now()) : 0;
    const isLong = this.waiting?.window === 'day';
    const msLeft =
      left === undefined || perMinute === 0 ? undefined : (left / perMinute) * 60_000 + (isLong ? untilThen : 0);
    return { standing: this.now, calls: this.calls, perMinute, msLeft, waiting: this.waiting };
  }

  /** Calls a listener whenever standing or progress is another. @returns what ends it */
  onDidChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /**
   * Begins, or goes on where it was. Ends when the run is done or stopped; `standing` says which.
   * @throws RunStop `taken` where another window goes on with it, `disk` where its folder cannot be written
   */
  async start(options: StartOptions = {}): Promise<void> {
    if (this.running) return this.running.ended;
    if (!canResume(this.now)) return;
    const stop = new AbortController();
    this.wanted = undefined;
    const ended = this.carryOut(options, stop).finally(() => {
      this.running = undefined;
      this.waiting = undefined;
      this.changed();
    });
    this.running = { ended, stop };
    return ended;
  }

  /** Stops after what is under way is answered. */
  pause(): Promise<void> {
    return this.stopAs({ state: 'paused' });
  }

  /** Stops for good; what was done stays done. */
  async cancel(): Promise<void> {
    if (this.running) return this.stopAs({ state: 'cancelled' });
    if (!canResume(this.now)) return;
    const journal = await this.own();
    try {
      await this.stand(journal, { state: 'cancelled' });
    } finally {
      await this.disown(journal);
    }
  }

  /** The window closes: stops, to be gone on with at any time. */
  close(): Promise<void> {
    return this.stopAs({ state: 'suspended', reason: 'closed', words: CLOSED });
  }

  /**
   * Makes rows pending that have come to a state, so that the run can go on with them.
   * @throws RunStop as `start` does
   */
  async again(of: 'failed' | 'unknown' | 'notSent'): Promise<void> {
    if (this.running) return;
    const journal = await this.own();
    try {
      await this.write(journal, { kind: 'again', of, at: this.options.clock.now() });
      if (!this.options.work.isDone()) await this.stand(journal, { state: 'paused' });
    } finally {
      await this.disown(journal);
    }
  }

  /** Writes what was found out of rows by other means than sending them. @throws RunStop as `start` does */
  async settle(lines: AsyncIterable<JournalLine & { readonly kind: 'row' }>): Promise<void> {
    if (this.running) return;
    const journal = await this.own();
    try {
      for await (const line of lines) await this.write(journal, line);
      if (!this.options.work.isDone() && this.now.state === 'finished') await this.stand(journal, { state: 'paused' });
    } finally {
      await this.disown(journal);
    }
  }

  private async stopAs(wanted: Pick<RunStanding, 'state' | 'reason' | 'words'>): Promise<void> {
    if (!this.running) return;
    this.wanted ??= wanted;
    this.running.stop.abort();
    // What it ended with was thrown to whoever started it.
    await this.running.ended.catch(() => undefined);
  }

  private async carryOut(options: StartOptions, stop: AbortController): Promise<void> {
    const { work, clock } = this.options;
    const journal = await this.own();
    try {
      this.rate.restart();
      await this.stand(journal, { state: 'active' });
      await work.work({
        ...{ options, stop: stop.signal, clock },
        write: (line) => this.write(journal, line),
        answered: () => {
          this.calls++;
          this.rate.count();
          this.changed();
        },
        tell: (phase, waitMs, window) => this.tell(phase, waitMs, window),
        nextDay: () => this.nextDay(stop.signal),
      });
      if (work.isDone()) await this.stand(journal, { state: 'finished' });
      else await this.stand(journal, this.wanted ?? { state: 'suspended', reason: 'asked', words: ASKED });
    } catch (error) {
      const stopped = error instanceof RunStop ? error : diskStop(error);
      const standing = { state: 'suspended', reason: stopped.reason, words: stopped.message } as const;
      if (stopped.reason === 'taken') this.now = { ...standing, at: clock.now() };
      // Where the journal cannot be written, what it says is all that the next window knows; this one says why.
      else await this.stand(journal, standing).catch(() => undefined);
    } finally {
      await this.disown(journal);
    }
  }

  /** Makes this process the run's, and settles what an earlier one has left. */
  private async own(): Promise<RunJournal> {
    const { folder, plan, work, clock } = this.options;
    const owned = await folder.claim().catch((error: unknown) => {
      throw diskStop(error);
    });
    if (!owned) throw takenStop();
    const journal = await RunJournal.open(folder.journal, plan.id).catch(async (error: unknown) => {
      await folder.release();
      throw diskStop(error);
    });
    try {
      await work.recover((line) => this.write(journal, line), clock.now());
      return journal;
    } catch (error) {
      await this.disown(journal);
      throw error;
    }
  }

  private async disown(journal: RunJournal): Promise<void> {
    await journal.close().catch(() => undefined);
    await this.options.folder.release();
  }

  private async write(journal: RunJournal, line: JournalLine): Promise<void> {
    const { folder, mask, work } = this.options;
    const words = line.kind === 'row' && line.words !== undefined ? await mask(line.words) : undefined;
    const written = words === undefined ? line : { ...line, words };
    if (!folder.isOwned()) throw takenStop();
    await journal.append(written).catch((error: unknown) => {
      throw diskStop(error);
    });
    work.apply(written);
  }

  private async stand(
    journal: RunJournal,
    standing: Pick<RunStanding, 'state'> & { readonly reason?: StopReason; readonly words?: string },
  ): Promise<void> {
    const at = this.options.clock.now();
    // Should some of its rows be sent again, the others stay behind.
    if (standing.state === 'cancelled') await this.write(journal, { kind: 'leaveOut', at });
    this.now = { ...standing, at };
    this.changed();
    await this.write(journal, { kind: 'state', ...this.now });
  }

  private tell(phase: SendPhase, waitMs: number, window: WindowName | undefined): void {
    const waits = (phase === 'waiting' || phase === 'held') && waitMs > 0;
    if (waits && window === 'minute') this.rate.full();
    const until = this.options.clock.now() + waitMs;
    this.waiting = waits ? { window, held: phase === 'held', until } : undefined;
    this.changed();
  }

  private async nextDay(stop: AbortSignal): Promise<void> {
    const { clock } = this.options;
    const until = clock.now() + untilMidnight(clock.now());
    this.waiting = { window: 'day', held: false, until };
    this.changed();
    try {
      while (clock.now() < until) {
        await clock.delay(Math.min(LONGEST_SLEEP_MS, until - clock.now()), stop);
        if (!this.options.folder.isOwned()) throw takenStop();
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    } finally {
      this.waiting = undefined;
      this.rate.restart();
      this.changed();
    }
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

/** What an earlier process left as active. */
export const CLOSED = 'VS Code was closed while it ran; resume it to go on where it was.';
const ASKED = 'The first rows are done; look at what came of them, and go on with the rest.';
