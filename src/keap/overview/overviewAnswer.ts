import { randomUUID } from 'node:crypto';
import type { Connection } from '../connection.ts';
import type { Exchange } from '../exchange.ts';
import { plainText } from '../safety/plainText.ts';
import type { OverviewFacts } from './overviewText.ts';

/** What stands where an answer has the key of its operation: an overview is made of the answers of many. */
const OVERVIEW_KEY = 'overview';

/** The operation whose answer comes first. */
const FIRST = { method: 'GET', path: '/crm/rest/v2/oauth/connect/userinfo' } as const;

const HEADERS = [['content-type', 'application/json']] as const;

/** What became of reading: its text, and what it took. */
export interface OverviewMade extends Pick<OverviewFacts, 'app' | 'readAt'> {
  readonly connection: Connection;
  readonly text: string;
  readonly calls: number;
  /** Milliseconds. */
  readonly ms: number;
}

/** An overview as an answer, so that whatever shows, searches, saves and compares answers does that with it. */
export function overviewAnswer({ connection, app, readAt, text, calls, ms }: OverviewMade): Exchange {
  return {
    id: randomUUID(),
    operation: { key: OVERVIEW_KEY, title: overviewName(app, readAt), ...FIRST },
    connection,
    request: { method: FIRST.method, target: FIRST.path, headers: {} },
    sentAt: readAt,
    response: {
      status: 200,
      statusText: `OK, ${calls} calls`,
      headers: HEADERS,
      body: Buffer.from(text),
      timing: { queuedMs: 0, firstByteMs: ms, totalMs: ms },
    },
  };
}

/** Whether an answer is an overview. */
export function isOverview({ operation }: Pick<Exchange, 'operation'>): boolean {
  return operation.key === OVERVIEW_KEY;
}

/** `Account overview ab103 2026-11-30`: what a document and a file are called, by the date on this machine. */
export function overviewName(app: string, readAt: number): string {
  return `Account overview ${plainText(app, 60)} ${new Date(readAt).toLocaleDateString('sv-SE')}`;
}
