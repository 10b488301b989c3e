import type { Connection } from '../connection.ts';

/** What of a connection tells whether it still is the one that someone unlocked. */
type Unlockable = Pick<Connection, 'id' | 'origin' | 'app' | 'maskedKey'>;

interface Unlock {
  readonly until: number;
  readonly timer: NodeJS.Timeout | undefined;
  readonly identity: string;
}

/** Time, so that tests need not wait for it. */
export interface Timers {
  now(): number;
  after(ms: number, work: () => void): NodeJS.Timeout | undefined;
}

const REAL_TIMERS: Timers = { now: Date.now, after: (ms, work) => setTimeout(work, ms) };

/**
 * Which connections someone has unlocked, and until when. Nothing of it is stored. An unlocking is for the account it
 * was meant for: with another key, app or server in its place the connection is locked.
 */
export class Unlocks {
  private readonly unlocked = new Map<string, Unlock>();
  private readonly changed: () => void;
  private readonly timers: Timers;

  constructor(changed: () => void, timers = REAL_TIMERS) {
    this.changed = changed;
    this.timers = timers;
  }

  /** Until when, in milliseconds since 1970, infinity for as long as the window lives; undefined while locked. */
  until(connection: Unlockable): number | undefined {
    const unlock = this.unlocked.get(connection.id);
    // The clock decides, not the timer: that one stands still while the machine sleeps.
    return unlock && unlock.until > this.timers.now() && unlock.identity === identityOf(connection)
      ? unlock.until
      : undefined;
  }

  /** @param ms for how long; infinity for as long as the window lives */
  unlock(connection: Unlockable, ms: number): void {
    const { id } = connection;
    this.forget(id);
    const timer = Number.isFinite(ms) ? this.timers.after(ms, () => this.lock(id)) : undefined;
    this.unlocked.set(id, { until: this.timers.now() + ms, timer, identity: identityOf(connection) });
    this.changed();
  }

  lock(id: string): void {
    if (this.forget(id)) this.changed();
  }

  /** Locks everything without telling anyone. */
  clear(): void {
    for (const id of [...this.unlocked.keys()]) this.forget(id);
  }

  private forget(id: string): boolean {
    clearTimeout(this.unlocked.get(id)?.timer);
    return this.unlocked.delete(id);
  }
}

function identityOf({ origin, app, maskedKey }: Unlockable): string {
  return JSON.stringify([origin, app, maskedKey]);
}
