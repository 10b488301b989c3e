import { Moments } from './moments.ts';
import type { OtherCallers } from './otherCallers.ts';

/** One limit over the calls of a key or of all keys. Times are milliseconds and never go back. */
export interface Window {
  readonly limit: number;
  /** How many calls count against the limit now, never more than the limit. */
  used(now: number): number;
  /** How long until one more call fits; 0 where it fits now. With other callers about, a guess. */
  wait(now: number): number;
  /** Counts a call that was let in. */
  add(now: number): void;
}

/** A limit, the period it counts over, and who else calls. */
export interface WindowOptions {
  readonly limit: number;
  readonly period: number;
  readonly others: OtherCallers;
}

/** Exact: no period that ends at any moment holds more calls than the limit. */
export class SlidingWindow implements Window {
  readonly limit: number;
  private readonly period: number;
  private readonly others: OtherCallers;
  private readonly calls = new Moments();

  constructor({ limit, period, others }: WindowOptions) {
    this.limit = limit;
    this.period = period;
    this.others = others;
  }

  used(now: number): number {
    return Math.min(this.limit, this.count(now));
  }

  wait(now: number): number {
    const over = this.count(now) - this.limit;
    if (over < 0) return 0;
    // As others leave the window others enter it, so room comes from the calls counted here.
    const leaving = this.calls.at(over);
    return leaving === undefined ? this.period : leaving + this.period - now;
  }

  add(now: number): void {
    this.calls.add(now);
  }

  private count(now: number): number {
    this.calls.dropUpTo(now - this.period);
    return this.calls.size + this.others.between(now - this.period, now);
  }
}

/** Counts from zero at every turn of the clock's period: twice the limit can pass about such a turn. */
export class FixedWindow implements Window {
  readonly limit: number;
  private readonly period: number;
  private readonly others: OtherCallers;
  private turn = 0;
  private calls = 0;

  constructor({ limit, period, others }: WindowOptions) {
    this.limit = limit;
    this.period = period;
    this.others = others;
  }

  used(now: number): number {
    const turn = Math.floor(now / this.period);
    if (turn !== this.turn) {
      this.turn = turn;
      this.calls = 0;
    }
    return Math.min(this.limit, this.calls + this.others.between(turn * this.period, now));
  }

  wait(now: number): number {
    return this.used(now) < this.limit ? 0 : (this.turn + 1) * this.period - now;
  }

  add(): void {
    this.calls++;
  }
}

/**
 * Apigee's SpikeArrest with UseEffectiveCount=false: it counts nothing and lets one call in per part of the period,
 * measured from the last one it let in, so that two calls at once never both pass.
 */
export class Smoothing implements Window {
  readonly limit: number;
  private readonly spacing: number;
  private readonly others: OtherCallers;
  private last = Number.NEGATIVE_INFINITY;

  constructor({ limit, period, others }: WindowOptions) {
    this.limit = limit;
    this.spacing = period / limit;
    this.others = others;
  }

  used(now: number): number {
    return this.wait(now) > 0 ? this.limit : 0;
  }

  wait(now: number): number {
    return Math.max(0, Math.max(this.last, this.others.latest(now)) + this.spacing - now);
  }

  add(now: number): void {
    this.last = now;
  }
}

/**
 * Our reading of SpikeArrest with UseEffectiveCount=true: counts per turn of the period, of which the one before
 * weighs as much as still overlaps. A burst up to the limit passes; after an uneven one, calls can be refused that an
 * exact window lets in, and the other way round.
 */
export class CountingWindow implements Window {
  readonly limit: number;
  private readonly period: number;
  private readonly others: OtherCallers;
  private turn = 0;
  private calls = 0;
  private before = 0;

  constructor({ limit, period, others }: WindowOptions) {
    this.limit = limit;
    this.period = period;
    this.others = others;
  }

  used(now: number): number {
    const { current, previous, elapsed } = this.count(now);
    return Math.min(this.limit, Math.ceil(current + previous * (1 - elapsed)));
  }

  wait(now: number): number {
    const { current, previous, elapsed } = this.count(now);
    const room = this.limit - 1;
    if (current + previous * (1 - elapsed) <= room) return 0;
    // Either enough of the turn before has gone by in this turn, or enough of this turn in the next one.
    const inThisTurn = current <= room ? 1 - (room - current) / previous : 2 - room / current;
    return Math.max(1, (inThisTurn - elapsed) * this.period);
  }

  add(): void {
    this.calls++;
  }

  private count(now: number): { readonly current: number; readonly previous: number; readonly elapsed: number } {
    const turn = Math.floor(now / this.period);
    if (turn !== this.turn) {
      this.before = turn === this.turn + 1 ? this.calls : 0;
      this.calls = 0;
      this.turn = turn;
    }
    const start = turn * this.period;
    return {
      current: this.calls + this.others.between(start, now),
      previous: this.before + this.others.between(start - this.period, start),
      elapsed: (now - start) / this.period,
    };
  }
}
