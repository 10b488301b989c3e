import { routeWords } from '../catalog/routeWords.ts';
import { clockTime } from '../limits/limitWords.ts';
import { remainingWords, waitReason } from '../limits/waitWords.ts';
import { ROW_WORDS } from './results.ts';
import type { PageDone } from './runJournal.ts';
import type { RunPlan } from './runPlan.ts';
import type { RowCounts, RunProgress, RunStanding, StopReason } from './runState.ts';

/** A run as it is at this moment, for words about it. */
export interface RunLook {
  readonly plan: RunPlan;
  readonly standing: RunStanding;
  /** Whether a window of VS Code goes on with it. */
  readonly isRunning: boolean;
  /** How it goes on, where it is this window that does. */
  readonly progress: RunProgress | undefined;
  readonly counts: RowCounts;
  readonly page: PageDone | undefined;
}

/** How people see a run at a glance. */
export type RunMood = 'active' | 'waiting' | 'elsewhere' | 'paused' | 'stopped' | 'done' | 'doneInPart' | 'cancelled';

const MINUTE_MS = 60_000;

const STOPPED: Readonly<Record<StopReason, string>> = {
  asked: 'first rows done',
  network: 'Keap was not reached',
  key: 'key refused',
  refused: 'refused by Keap',
  locked: 'connection locked',
  server: 'Keap failed',
  closed: 'VS Code was closed',
  taken: 'in another window',
  disk: 'files not usable',
};

/** The operation, and what its rows come from. */
export function runName({ operation, ...plan }: RunPlan): string {
  return plan.kind === 'rows' ? `${operation.title} from ${plan.source.name}` : operation.title;
}

export function moodOf({ standing, isRunning, progress, counts }: RunLook): RunMood {
  if (isRunning && !progress) return 'elsewhere';
  if (isRunning) return progress?.waiting?.window === 'day' ? 'waiting' : 'active';
  if (standing.state === 'finished') return counts.failed + counts.unknown > 0 ? 'doneInPart' : 'done';
  if (standing.state === 'cancelled') return 'cancelled';
  return standing.state === 'suspended' ? 'stopped' : 'paused';
}

/** How far it is: `1,240 of 2,500 rows`, `500 records`. */
export function doneWords({ plan, counts, page }: RunLook): string {
  if (plan.kind === 'rows') {
    return `${number(plan.rows - counts.pending - counts.sent)} of ${countWords(plan.rows, 'row')}`;
  }
  const records = page?.records ?? 0;
  const all = Math.min(plan.most ?? Number.POSITIVE_INFINITY, page?.count ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(all) && page?.next
    ? `${number(records)} of ${countWords(all, 'record')}`
    : countWords(records, 'record');
}

/**
 * A line beside the name of a run.
 * @param now in milliseconds since 1970
 */
export function runLine(look: RunLook, now: number): string {
  const { standing, plan } = look;
  const done = doneWords(look);
  switch (moodOf(look)) {
    case 'active':
    case 'waiting':
      return [done, ...progressParts(look, now)].join(' · ');
    case 'elsewhere':
      return `${done} · active in another window`;
    case 'paused':
      return standing.state === 'ready' ? 'not begun' : `paused · ${done}`;
    case 'stopped':
      return `suspended: ${STOPPED[standing.reason ?? 'closed']} · ${done}`;
    case 'cancelled':
      return `cancelled · ${plan.kind === 'rows' ? countsWords(look.counts) : done}`;
    default:
      return [plan.kind === 'rows' ? countsWords(look.counts) : done, whenWords(standing.at, now)].join(' · ');
  }
}

/** What holds it back, how fast it is and when it is done. */
export function progressParts({ progress }: RunLook, now: number): readonly string[] {
  if (!progress) return [];
  const { perMinute, msLeft, waiting } = progress;
  return [
    ...(perMinute > 0 ? [`${number(Math.round(perMinute))} a minute`] : []),
    ...(msLeft === undefined || msLeft === 0 ? [] : [`${timeWords(msLeft)} left`]),
    ...(waiting ? [waitWords(waiting, now)] : []),
  ];
}

/** What a run of rows has come to: `4,990 done, 10 failed`. What is none is not named. */
export function countsWords(counts: RowCounts): string {
  const named = (['done', 'failed', 'unknown', 'notSent', 'sent', 'pending'] as const).filter(
    (state) => counts[state] > 0,
  );
  return named.map((state) => `${number(counts[state])} ${ROW_WORDS[state]}`).join(', ') || 'no rows';
}

/** Facts of a run, a line each. */
export function runFacts(look: RunLook, now: number): readonly string[] {
  const { plan, standing, counts, page, progress } = look;
  return [
    runName(plan),
    routeWords(plan.operation),
    `Connection: ${plan.account.name}`,
    `Begun: ${new Date(plan.createdAt).toLocaleString('en-GB')}`,
    plan.kind === 'rows' ? `Rows: ${countsWords(counts)}` : `Records: ${doneWords(look)}`,
    ...(page ? [`Pages: ${number(page.page)}`] : []),
    ...(page ? shiftWords(page) : []),
    ...progressParts(look, now).map(capital),
    ...(standing.words !== undefined && !progress ? [standing.words] : []),
  ];
}

/** Duplicates and gaps, as sentences; none where the list stood still. */
function shiftWords({ duplicates, gaps }: PageDone): readonly string[] {
  return [
    ...(duplicates > 0
      ? [`${countWords(duplicates, 'record')} came more than once and ${duplicates === 1 ? 'was' : 'were'} kept once.`]
      : []),
    ...(gaps > 0
      ? [
          `The list changed while it was read: records may be missing in ${countWords(gaps, 'place')}; fetch it again to be sure.`,
        ]
      : []),
  ];
}

/** How a run ended, in a sentence or two. */
export function endSentence(look: RunLook): string {
  const { plan, counts, page, standing } = look;
  if (standing.state === 'suspended')
    return `${runName(plan)} stopped at ${doneWords(look)}. ${standing.words ?? ''}`.trim();
  if (plan.kind === 'rows') return `${runName(plan)}: ${countsWords(counts)}.`;
  const shifted = page
    ? shiftWords(page)
        .map((words) => ` ${words}`)
        .join('')
    : '';
  return `${runName(plan)}: ${doneWords(look)} in ${countWords(page?.page ?? 0, 'page')}.${shifted}`;
}

function waitWords({ window, held, until }: NonNullable<RunProgress['waiting']>, now: number): string {
  if (window === 'day') return `waits until ${clockTime(until, now)}: ${waitReason('waiting', window)}`;
  if (held) return `held until ${clockTime(until, now)}: ${waitReason('held', window)}`;
  return window === undefined ? waitReason('waiting', window) : `held back by the ${waitReason('waiting', window)}`;
}

function timeWords(ms: number): string {
  return remainingWords(ms > MINUTE_MS ? Math.ceil(ms / MINUTE_MS) * MINUTE_MS : ms);
}

function whenWords(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const time = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === today.toDateString()) return time;
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}

/** `1 row`, `2,500 rows`. */
export function countWords(count: number, thing: string): string {
  return `${number(count)} ${count === 1 ? thing : `${thing}s`}`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
