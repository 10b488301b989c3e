import type { StopReason } from './runState.ts';

/** What ends a run's work before all of it is done, for a reason that its journal keeps. */
export class RunStop extends Error {
  override readonly name = 'RunStop';
  readonly reason: StopReason;

  /** @param message a sentence: what happened and what to do next */
  constructor(reason: StopReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
