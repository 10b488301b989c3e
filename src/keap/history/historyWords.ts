import { routeWords } from '../catalog/routeWords.ts';
import { faultWords } from '../http/fault.ts';
import { statusWords } from '../http/statusWords.ts';
import { durationWords, sizeWords } from '../request/measures.ts';
import type { HistoryEntry, Outcome } from './historyEntry.ts';

/** The kinds of end that an exchange comes to, each with an icon of its own. */
export type OutcomeKind = 'success' | 'redirect' | 'refused' | 'failed' | 'unanswered' | 'cancelled';

export function outcomeKind(outcome: Outcome): OutcomeKind {
  if ('error' in outcome) return outcome.error === 'cancelled' ? 'cancelled' : 'unanswered';
  const { status, fault, unread } = outcome;
  if (fault !== undefined) return 'refused';
  if (unread) return 'failed';
  if (status < 300) return 'success';
  if (status < 400) return 'redirect';
  return status < 500 ? 'refused' : 'failed';
}

/** How a request ended, shortly: `200`, `cancelled`, `no answer in time`. */
export function outcomeWords(outcome: Outcome): string {
  if ('error' in outcome) return ERRORS.get(outcome.error) ?? 'no answer';
  const { status, fault, unread } = outcome;
  if (fault !== undefined) return `fault ${fault}`;
  return unread ? `${status}, no XML-RPC` : String(status);
}

/** The same with a status in words: `404 Not Found`. */
export function outcomeSentence(outcome: Outcome): string {
  if ('error' in outcome) return outcomeWords(outcome);
  const { fault, unread } = outcome;
  if (fault !== undefined) return faultWords(fault);
  const words = statusWords({ ...outcome, statusText: '' });
  return unread ? `${words}, no XML-RPC` : words;
}

const ERRORS: ReadonlyMap<string, string> = new Map([
  ['cancelled', 'cancelled'],
  ['timeout', 'no answer in time'],
  ['unreachable', 'not reached'],
  ['nameNotFound', 'not reached'],
  ['proxy', 'proxy failed'],
  ['proxyAuthentication', 'proxy refused'],
  ['certificate', 'certificate refused'],
  ['tls', 'TLS failed'],
  ['dropped', 'broken off'],
  ['tooLarge', 'answer too large'],
]);

/** What stands behind an entry's title: `14:03 · 200 · 143 ms · Mine`. */
export function entryWords({ at, outcome, ms, connection, source }: HistoryEntry): string {
  const part = source?.toLowerCase();
  return [timeOfDay(at), outcomeWords(outcome), durationWords(ms), connection.name, part].filter(Boolean).join(' · ');
}

/** All of an entry in words, for a screen reader. */
export function entrySentence(entry: HistoryEntry): string {
  const { operation, outcome, ms, connection, at, source } = entry;
  const size = 'error' in outcome ? undefined : sizeWords(outcome.bytes);
  const by = source ? `sent by the extension (${source.toLowerCase()})` : undefined;
  const facts = [outcomeSentence(outcome), durationWords(ms), size, connection.name, timeOfDay(at), by];
  return [operation.title, routeWords(operation), ...facts].filter(Boolean).join(', ');
}

export function timeOfDay(at: number): string {
  const time = new Date(at);
  return `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** The entries of a day, newest first. */
export interface HistoryDay {
  /** `2026-11-25`, in the time of this machine. */
  readonly id: string;
  readonly name: string;
  readonly entries: readonly HistoryEntry[];
}

/** The days of entries that are sorted newest first: today, yesterday, and those before by their date. */
export function historyDays(entries: readonly HistoryEntry[], now: number): readonly HistoryDay[] {
  const days: { id: string; name: string; entries: HistoryEntry[] }[] = [];
  let [from, until] = [0, 0];
  for (const entry of entries) {
    if (days.length === 0 || entry.at < from || entry.at >= until) {
      [from, until] = dayAround(entry.at);
      days.push({ id: dayId(from), name: dayName(from, now), entries: [] });
    }
    days.at(-1)?.entries.push(entry);
  }
  return days;
}

/** The start of a day and of the next, which summer time may put 23 or 25 hours later. */
function dayAround(at: number): [from: number, until: number] {
  const day = new Date(at);
  const start = (add: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + add).getTime();
  return [start(0), start(1)];
}

function dayId(from: number): string {
  const day = new Date(from);
  return `${day.getFullYear()}-${twoDigits(day.getMonth() + 1)}-${twoDigits(day.getDate())}`;
}

function dayName(from: number, now: number): string {
  const [today] = dayAround(now);
  if (from === today) return 'Today';
  if (from === dayAround(today - 1)[0]) return 'Yesterday';
  return new Date(from).toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}
