import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Exchange } from '../../../src/keap/exchange.ts';
import type { HistorySettings } from '../../../src/keap/history/history.ts';
import type { HistoryEntry, Sent } from '../../../src/keap/history/historyEntry.ts';
import { SendError } from '../../../src/keap/http/sendError.ts';

/** A Wednesday afternoon in the time of this machine. */
export const NOON = new Date(2026, 10, 25, 12, 0).getTime();

export const SETTINGS: HistorySettings = { maxEntries: 1_000, maxBytes: 2 ** 20, keepBodies: 'session' };

const OPERATION = {
  key: 'v2:listContacts',
  title: 'List contacts',
  method: 'GET',
  path: '/crm/rest/v2/contacts',
} as const;

const CONNECTION = {
  id: 'c-1',
  name: 'Mine',
  kind: 'personalAccessToken',
  origin: 'https://api.infusionsoft.com',
  production: false,
  readOnly: false,
} as const;

export const PERSON = 'ada@example.com';

/** A made-up entry. @param change what is different of it */
export function entry(id: string, change: Partial<HistoryEntry> = {}): HistoryEntry {
  const { id: connectionId, name } = CONNECTION;
  return {
    id,
    at: NOON,
    operation: OPERATION,
    connection: { id: connectionId, name },
    ms: 143,
    outcome: { status: 200, bytes: 12 },
    ...change,
  };
}

/** A request by a person's address that was answered with that person. */
export function answered(
  id: string,
  body = `{"email":"${PERSON}"}`,
  sentAt = NOON,
): Sent & { readonly result: Exchange } {
  const target = `/crm/rest/v2/contacts?filter=email%3D%3D${PERSON}`;
  return {
    operation: OPERATION,
    draft: {
      operationKey: OPERATION.key,
      parameters: { 'query:filter': `email==${PERSON}` },
      body: '',
      files: {},
    },
    connection: CONNECTION,
    sentAt,
    ms: 143.4,
    result: {
      id,
      operation: OPERATION,
      connection: CONNECTION,
      request: { method: 'GET', target, headers: { accept: 'application/json' } },
      sentAt,
      response: {
        status: 200,
        statusText: 'OK',
        headers: [['content-type', 'application/json']],
        body: Buffer.from(body),
        timing: { queuedMs: 0, firstByteMs: 140, totalMs: 143.4 },
      },
    },
  };
}

export function unanswered(code: 'cancelled' | 'timeout', sentAt = NOON): Sent {
  const { result: _result, ...sent } = answered('none', '', sentAt);
  return { ...sent, result: { error: new SendError(code, 'Nothing came.') } };
}

export function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'keap-history-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
