import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Connection } from '../../../src/keap/connection.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import type { LimitClock } from '../../../src/keap/limits/clock.ts';
import type { RequestDraft } from '../../../src/keap/request/draft.ts';
import { buildRequest } from '../../../src/keap/request/httpRequest.ts';
import type { OpenedRows, SourceRow } from '../../../src/keap/runs/rows/openRows.ts';
import { proposeMapping } from '../../../src/keap/runs/rows/proposeMapping.ts';
import { RowWork } from '../../../src/keap/runs/rowWork.ts';
import type { RunSend, RunSendOptions } from '../../../src/keap/runs/runSend.ts';
import { RunStore } from '../../../src/keap/runs/runStore.ts';
import { maskKnownKey } from '../../../src/keap/safety/knownKey.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

export const ALWAYS = new AbortController().signal;

export const CONNECTION: Connection = {
  ...{ id: 'c1', name: 'Acme', kind: 'personalAccessToken', origin: 'https://api.infusionsoft.com', app: 'ab103' },
  ...{ production: true, readOnly: false },
};

/** A folder for each test of a file, gone after them. */
export function useFolders(): () => string {
  const root = mkdtempSync(join(tmpdir(), 'keap-runs-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  let count = 0;
  return () => mkdtempSync(join(root, `${count++}-`));
}

/** Time that goes on when someone waits. */
export class WaitedClock implements LimitClock {
  time = Date.parse('2026-11-02T12:00:00Z');
  /** Told before time goes on. */
  onWait: () => unknown = () => undefined;

  now(): number {
    return this.time;
  }

  steady(): number {
    return this.time;
  }

  async delay(ms: number, signal: AbortSignal): Promise<void> {
    await setImmediate();
    this.onWait();
    signal.throwIfAborted();
    this.time += ms;
  }

  until(steady: number, signal: AbortSignal): Promise<void> {
    return this.delay(Math.max(0, steady - this.time), signal);
  }
}

export interface FakeAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
}

/** What answers the requests of a run; a thrown error is one of sending. It sees the phase as `sending`. */
export type Server = (draft: RequestDraft, options: RunSendOptions, call: number) => FakeAnswer | Promise<FakeAnswer>;

export function exchangeOf(key: string, draft: RequestDraft, { status = 200, json, text }: FakeAnswer): Exchange {
  const found = operation(key);
  const { title, method, path, version } = found;
  const body = new TextEncoder().encode(text ?? (json === undefined ? '' : JSON.stringify(json)));
  return {
    ...{ id: 'x', operation: { key, title, method, path }, connection: CONNECTION, sentAt: 0 },
    request: buildRequest(found, catalogs[version].schemas, draft),
    response: {
      ...{ status, statusText: '', headers: [['content-type', 'application/json']], body },
      timing: { queuedMs: 0, firstByteMs: 1, totalMs: 1 },
    },
  };
}

/** A way to send that a function answers, and the drafts that went out. */
export function sending(key: string, server: Server): { readonly send: RunSend; readonly sent: RequestDraft[] } {
  const sent: RequestDraft[] = [];
  const send: RunSend = async (draft, options) => {
    options.onProgress?.('sending', 0);
    sent.push(draft);
    return exchangeOf(key, draft, await server(draft, options, sent.length));
  };
  return { send, sent };
}

/** Rows that need no file. */
export function rowsOf(columns: readonly string[], rows: readonly (readonly unknown[])[]): OpenedRows {
  async function* read(): AsyncGenerator<SourceRow> {
    for (const [at, cells] of rows.entries()) yield { line: at + 2, cells };
  }
  const file = { path: '', name: 'rows.csv' };
  return { file, format: 'csv', encoding: 'utf-8', separator: ',', bytes: 100, columns, rows: read };
}

export function known(key: string) {
  const found = operation(key);
  return { operation: found, schemas: catalogs[found.version].schemas };
}

/** A run of rows that a server answers. */
export async function rowsRun(
  given: {
    readonly folder: string;
    readonly key: string;
    readonly draft: RequestDraft;
    readonly source: OpenedRows;
    readonly clock?: LimitClock;
    readonly doubtful?: 'send' | 'leaveOut';
    /** What the machine knows to be a key. */
    readonly secret?: string;
  },
  send: RunSend,
) {
  const { folder, key, draft, source, clock = new WaitedClock(), doubtful = 'send', secret = '' } = given;
  const store = new RunStore(folder, clock, async (text) => maskKnownKey(text, secret));
  const mapping = proposeMapping(source.columns, known(key).operation, known(key).schemas);
  const { operation: own } = known(key);
  const plan = await store.newRows(
    { operation: own, connection: CONNECTION, draft, source, mapping, doubtful },
    ALWAYS,
  );
  const open = async (by: RunSend = send) => {
    const opened = await store.open(plan.id, { ...known(key), send: by });
    if (!(opened.work instanceof RowWork)) throw new Error('It is no run of rows.');
    return { run: opened.run, work: opened.work };
  };
  return { store, plan, open, ...(await open()) };
}
