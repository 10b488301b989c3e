import { errorCode } from '../http/connectFailure.ts';
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

/** Another process has the run. */
export function takenStop(): RunStop {
  return new RunStop('taken', 'Another window of VS Code goes on with this run; watch it there.');
}

/** The files of the run, or we ourselves, have failed. */
export function diskStop(error: unknown): RunStop {
  const code = errorCode(error);
  const words = /^E[A-Z]+$/.test(code)
    ? `The files of this run cannot be read or written (${code}), so nothing more was sent; make room or check the folder, then resume.`
    : `Something went wrong in the extension (${code}), so nothing more was sent; resume to try again.`;
  return new RunStop('disk', words, { cause: error });
}
