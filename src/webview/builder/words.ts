import type { Effect } from '../../keap/catalog/operation.ts';
import { type Connection, KIND_LABELS } from '../../keap/connection.ts';
import { sendsInWords, waitReason } from '../../keap/limits/waitWords.ts';
import type { ConnectionNow, SendProgress, SendResult } from '../../protocol/builder.ts';

/** What a request under way is doing. */
export function progressWords({ phase, waitMs, window }: SendProgress): string {
  if (phase === 'asking') return 'Waiting for your answer';
  if (phase === 'sending') return 'Sending…';
  return `${capital(sendsInWords(waitMs))}: ${waitReason(phase, window)}`;
}

/** How many problems stand before sending. */
export function problemCountWords(count: number, blocking: boolean): string {
  const problems = countWords(count, 'problem');
  return blocking ? `${problems} to put right before sending.` : `${problems} found. You can send it anyway.`;
}

/** The status of an answer, `404 Not Found`, or its fault. */
export function statusWords(result: Extract<SendResult, { outcome: 'answered' }>): string {
  if (result.fault) return result.fault;
  return result.statusText ? `${result.status} ${result.statusText}` : String(result.status);
}

/** A connection's name with its kind, once where both are the same, and what is special about it. */
export function connectionWords({ connection, access }: ConnectionNow): string {
  const kind = KIND_LABELS[connection.kind];
  return [
    ...(connection.name === kind ? [kind] : [connection.name, kind]),
    ...(connection.production ? ['production'] : []),
    ...accessWords(connection, access),
  ].join(' · ');
}

function accessWords({ readOnly }: Connection, access: ConnectionNow['access']): readonly string[] {
  if (access === 'none') return ['sends nothing here'];
  if (!readOnly) return [];
  return [access === 'readOnly' ? 'read-only' : 'unlocked'];
}

/** The send button while the connection refuses, before anyone tries. */
export function refusedWords(reason: 'readOnly' | 'untrusted'): string {
  return reason === 'readOnly' ? 'Read-only: unlock to send' : 'Restricted Mode: trust the folder to send';
}

/** An effect as the header says it. */
export function effectWords(effect: Effect): string {
  return capital(effect);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A number of things: `1 value`, `41 values`. */
export function countWords(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
