import { membersOf } from '../find/values.ts';
import { asString, parseJson } from '../json.ts';
import { ABOUT, OVERVIEW_MARK } from './overviewText.ts';

/** Whose overview a file holds, and from when. */
export interface OverviewFile {
  readonly app: string;
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** What a text says of itself; undefined where it is no overview that was saved whole. */
export function readOverviewFile(text: string): OverviewFile | undefined {
  const parsed = parseJson(text.replace(/^\uFEFF/, ''));
  const about = 'value' in parsed ? membersOf(membersOf(parsed.value)?.[ABOUT]) : undefined;
  const app = asString(about?.['app']);
  const readAt = Date.parse(asString(about?.['read_at']) ?? '');
  if (about?.['document'] !== OVERVIEW_MARK || app === undefined || Number.isNaN(readAt)) return undefined;
  return { app, connection: asString(about['connection']) ?? '', readAt };
}
