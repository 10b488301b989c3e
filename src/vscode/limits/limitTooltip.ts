import type { LimitState, TenantPool, WindowState } from '../../keap/limits/limitState.ts';
import {
  countOrUnknown,
  heldSentence,
  paceDetail,
  poolWords,
  resetWords,
  WINDOW_NAMES,
  waitingWords,
} from '../../keap/limits/limitWords.ts';
import { markdownText } from '../../keap/safety/markdownText.ts';

/** The limits as Markdown without links: a table of the windows, and under it what there is to say besides. */
export function limitTooltip(state: LimitState, now: number): string {
  const { windows, tenant, waiting, mode } = state;
  const held = heldSentence(state, now);
  return [
    ...(held ? [`**Held.** ${markdownText(held)}`] : []),
    [
      '| | Limit | Used here | Used in all | Resets |',
      '| :-- | --: | --: | --: | :-- |',
      ...windows.map((window) => windowLine(window, now)),
    ].join('\n'),
    markdownText(sourceSentence(windows)),
    ...(tenant.length > 0 ? [markdownText(tenantSentence(tenant))] : []),
    ...(waiting > 0 ? [markdownText(`${capital(waitingWords(waiting))} ${waiting === 1 ? 'waits' : 'wait'}.`)] : []),
    ...(mode === 'paced' ? [markdownText(paceDetail(state))] : []),
  ].join('\n\n');
}

function windowLine(window: WindowState, now: number): string {
  const { name, limit, usedHere, usedInAll } = window;
  const cells = [
    WINDOW_NAMES[name],
    limit.toLocaleString('en'),
    usedHere.toLocaleString('en'),
    countOrUnknown(usedInAll),
    resetWords(window, now) ?? '',
  ];
  return `| ${cells.map(markdownText).join(' | ')} |`;
}

/** Who says so, of all limits at once where it is the same of all. */
function sourceSentence(windows: readonly WindowState[]): string {
  const sources = [...new Set(windows.map(({ source }) => source))];
  const parts = sources.map((source) => {
    const names = windows.filter((window) => window.source === source).map(({ name }) => name);
    return `${names.join(' and ')} ${SOURCES[source]}`;
  });
  const [only] = sources;
  return sources.length === 1 && only ? `Limits ${SOURCES[only]}.` : `Limits: ${parts.join(', ')}.`;
}

const SOURCES: Readonly<Record<WindowState['source'], string>> = {
  assumed: 'assumed until Keap tells them',
  announced: 'announced by Keap',
  learned: 'learned from a refusal',
  setting: 'by your setting',
};

function tenantSentence(tenant: readonly TenantPool[]): string {
  const pools = tenant.map((pool) => `${poolWords(pool)} ${pool.name === 'day' ? 'today' : 'this minute'}`);
  return `All keys of the app together: ${pools.join(', ')}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
