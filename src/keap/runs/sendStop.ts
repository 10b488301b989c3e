import { isSendError, type SendErrorCode } from '../http/sendError.ts';
import type { StopReason } from './runState.ts';
import { RunStop } from './runStop.ts';

/** What of the errors of sending means that the request did not go out, and why a run stops for it. */
const UNSENT: Readonly<Partial<Record<SendErrorCode, StopReason>>> = {
  declined: 'locked',
  readOnly: 'locked',
  untrusted: 'locked',
  wrongCredential: 'key',
  noCredential: 'key',
  refusedOrigin: 'locked',
  unreachable: 'network',
  nameNotFound: 'network',
  proxy: 'network',
  proxyAuthentication: 'network',
  certificate: 'network',
  tls: 'network',
};

/** What ends the run where a request certainly did not go out; undefined where it may have, or where it can wait. */
export function unsentStop(error: unknown): RunStop | undefined {
  if (!isSendError(error)) return undefined;
  const reason = UNSENT[error.code];
  if (!reason) return undefined;
  const words =
    error.code === 'declined' ? 'The request was declined; resume the run to be asked again.' : error.message;
  return new RunStop(reason, words, { cause: error });
}

/** Whether the day's calls of the key are used up. */
export function isDailyLimit(error: unknown): boolean {
  return isSendError(error) && error.code === 'dailyLimit';
}

/** Whether a request was cancelled before it was answered. */
export function isCancelled(error: unknown): boolean {
  return isSendError(error) && error.code === 'cancelled';
}

/** The sentence of an error; a bug of ours has none worth showing. */
export function errorWords(error: unknown): string {
  return isSendError(error) ? error.message : 'Something went wrong in the extension; the log has more.';
}
