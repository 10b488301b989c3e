import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { onTable } from '../../src/keap/catalog/xmlrpc/onTable.ts';
import { KeapClient } from '../../src/keap/client.ts';
import type { Connection } from '../../src/keap/connection.ts';
import { recordKinds } from '../../src/keap/edit/recordKinds.ts';
import { bodyText } from '../../src/keap/http/httpResponse.ts';
import type { Transport } from '../../src/keap/http/transport.ts';
import { UndiciTransport } from '../../src/keap/http/undiciTransport.ts';
import { type LimitClock, SYSTEM_CLOCK } from '../../src/keap/limits/clock.ts';
import { DAY_MS, type Plan } from '../../src/keap/limits/plan.ts';
import type { RequestDraft } from '../../src/keap/request/draft.ts';
import { resultLines } from '../../src/keap/runs/results.ts';
import { type OpenedRows, openRows } from '../../src/keap/runs/rows/openRows.ts';
import { proposeMapping } from '../../src/keap/runs/rows/proposeMapping.ts';
import { RowWork } from '../../src/keap/runs/rowWork.ts';
import { BACKGROUND, type RunSend } from '../../src/keap/runs/runSend.ts';
import type { RowCounts } from '../../src/keap/runs/runState.ts';
import { RunStore } from '../../src/keap/runs/runStore.ts';
import { settleRows } from '../../src/keap/runs/settleRows.ts';
import type { Guard } from '../../src/keap/safety/safety.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';
import { ALWAYS } from '../unit/runs/runSupport.ts';

/** Limits that no run meets. */
export const UNLIMITED = { second: 100_000, minute: 1_000_000, day: 100_000_000 };
const UNLIMITED_PLAN: Plan = { limits: UNLIMITED, periods: { second: 1_000, minute: 60_000, day: DAY_MS } };

/** A sandbox that announces them. */
export const UNLIMITED_SANDBOX: Pick<SandboxOptions, 'limits'> = {
  limits: { allowance: { ...UNLIMITED }, tenant: { minute: UNLIMITED.minute, day: UNLIMITED.day } },
};

export const ALLOW_ALL: Guard = {
  access: () => 'full',
  settings: () => ({ ask: [], typed: [] }),
  approve: async () => true,
};

export interface RunsOptions {
  readonly folder: string;
  readonly origin: string;
  readonly key: string;
  readonly clock?: LimitClock;
  readonly plan?: Plan;
  readonly transport?: Transport;
  readonly guard?: Guard;
}

/** Runs against a sandbox, as a window has them. */
export function runsOn({ folder, origin, key, clock = SYSTEM_CLOCK, ...given }: RunsOptions) {
  const { plan = UNLIMITED_PLAN, transport = new UndiciTransport(), guard = ALLOW_ALL } = given;
  const client = new KeapClient({
    ...{ transport, clock, plan, guard },
    credential: async () => key,
    readFile: async () => new Uint8Array(),
  });
  const connection: Connection = {
    ...{ id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin },
    ...{ production: false, readOnly: false },
  };
  const store = new RunStore(folder, clock, async (text) => text);
  const known = (name: string) => {
    const found = operation(name);
    const { schemas, tables } = catalogs[found.version];
    return { operation: found, schemas, tables };
  };
  const sendFor =
    (name: string): RunSend =>
    (draft, options) => {
      const { operation: own, schemas } = known(name);
      return client.send(own, schemas, draft, connection, { timeoutMs: 20_000, maxBytes: 2 ** 26, ...options });
    };
  const open = async (id: string, name: string, send = sendFor(name)) => store.open(id, { ...known(name), send });
  return { client, connection, store, known, sendFor, open };
}

export type Runs = ReturnType<typeof runsOn>;

/** Makes a run of a file's rows, its columns where their names lead. */
export async function newRowsRun(runs: Runs, name: string, path: string, draft: RequestDraft): Promise<string> {
  const { operation, schemas, tables } = runs.known(name);
  const own = onTable(operation, tables, draft.parameters);
  const source: OpenedRows = await openRows({ path, name: 'rows.csv' }, ALWAYS);
  const mapping = proposeMapping(source.columns, own, schemas);
  const { connection } = runs;
  const plan = await runs.store.newRows(
    { operation: own, connection, draft, source, mapping, doubtful: 'send' },
    ALWAYS,
  );
  return plan.id;
}

/** Writes contacts to be made, a row each, and says where. */
export function peopleFile(folder: string, rows: number): string {
  const path = join(folder, 'people.csv');
  const lines = Array.from({ length: rows }, (_, at) => `Given${at + 1},Run,run${at + 1}@example.com`);
  writeFileSync(path, `First name,Last name,Email\n${lines.join('\n')}\n`);
  return path;
}

/** One time for client and sandbox, which moves only when someone waits and nothing is under way. */
export class QuickClock implements LimitClock {
  time = Date.parse('2026-11-02T12:00:00Z');
  underWay = 0;

  readonly now = (): number => this.time;

  steady(): number {
    return this.time;
  }

  async delay(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    do await setImmediate();
    while (this.underWay > 0);
    signal.throwIfAborted();
    this.time += ms;
  }

  until(steady: number, signal: AbortSignal): Promise<void> {
    return this.delay(Math.max(0, steady - this.time), signal);
  }

  /** A transport that holds this clock while a request is under way. */
  holding(inner: Transport, onSend: () => void = () => undefined): Transport {
    return {
      send: async (request, options) => {
        onSend();
        this.underWay++;
        return inner.send(request, options).finally(() => this.underWay--);
      },
      close: () => inner.close(),
    };
  }
}

const KINDS = recordKinds([...catalogs.v2.operations, ...catalogs.v1.operations]);

/** Settles the unknown rows of a run by reading, and goes on with nothing. @returns how many calls it took */
export async function settle(runs: Runs, id: string, name: string): Promise<{ calls: number; counts: RowCounts }> {
  const { run, work } = await runs.open(id, name);
  if (!(work instanceof RowWork)) throw new Error('It is no run of rows.');
  let calls = 0;
  const lines = settleRows({
    ...{
      operation: runs.known(name).operation,
      work,
      path: runs.store.folderOf(id).rows,
      signal: ALWAYS,
      kinds: KINDS,
    },
    lookUp: async (key) => runs.known(key),
    read: async (reading) => {
      calls++;
      const { response } = await runs.sendFor(reading.operation.key)(reading.draft, { ...BACKGROUND, signal: ALWAYS });
      return { status: response.status, text: await bodyText(response) };
    },
    now: () => 0,
  });
  await run.settle(lines);
  return { calls, counts: work.counts };
}

/** The rows of a run's result as a person gets them, without their head. */
export async function results(runs: Runs, id: string): Promise<string[][]> {
  const summary = await runs.store.summary(id);
  assert.equal(summary?.plan.kind, 'rows');
  const lines: string[][] = [];
  if (summary.plan.kind !== 'rows') return lines;
  for await (const line of resultLines({ ...summary, plan: summary.plan }, { separator: '\t', guard: false })) {
    lines.push(line.trimEnd().split('\t'));
  }
  return lines.slice(1);
}
