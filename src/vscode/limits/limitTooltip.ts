import type { LimitState, TenantPool, WindowState } from '../../keap/limits/limitState.ts';
import {
  countOrUnknown,
  heldSentence,
  paceDetail,
  poolWords,
  resetTime,
  SOURCE_WORDS,
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
      tableLine(['', 'Limit', 'Source', 'Used here', 'Used in all', 'Resets']),
      '| :-- | --: | :-- | --: | --: | :-- |',
      ...windows.map((window) => tableLine(windowCells(window, now))),
    ].join('\n'),
    ...(tenant.length > 0 ? [markdownText(tenantSentence(tenant))] : []),
    ...(waiting > 0 ? [markdownText(`${capital(waitingWords(waiting))} ${waiting === 1 ? 'waits' : 'wait'}.`)] : []),
    ...(mode === 'paced' ? [markdownText(paceDetail(state))] : []),
  ].join('\n\n');
}

function windowCells(window: WindowState, now: number): readonly string[] {
  const { name, limit, source, usedHere, usedInAll } = window;
  return [
    WINDOW_NAMES[name],
    limit.toLocaleString('en'),
    SOURCE_WORDS[source],
    usedHere.toLocaleString('en'),
    countOrUnknown(usedInAll),
    resetTime(window, now) ?? '',
  ];
}

/** VS Code sets the cells of a table side by side without a gap. */
function tableLine(cells: readonly string[]): string {
  return `| ${cells.map(markdownText).join(' | &nbsp;&nbsp;&nbsp;')} |`;
}

function tenantSentence(tenant: readonly TenantPool[]): string {
  const pools = tenant.map((pool) => `${poolWords(pool)} ${pool.name === 'day' ? 'today' : 'this minute'}`);
  return `All keys of the app together: ${pools.join(', ')}.`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
