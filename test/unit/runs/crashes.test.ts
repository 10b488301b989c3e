import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { RowWork } from '../../../src/keap/runs/rowWork.ts';
import type { RunSend } from '../../../src/keap/runs/runSend.ts';
import { RunStore } from '../../../src/keap/runs/runStore.ts';
import { exchangeOf, known, rowsOf, rowsRun, useFolders, WaitedClock } from './runSupport.ts';

const newFolder = useFolders();
const CREATE = 'v2:createContact';
const ROWS = 30;

/** A power cut while some request is on its way: before or after it arrives, with a part of the last line unwritten. */
const cut = fc.record({
  call: fc.integer({ min: 1, max: 40 }),
  arrives: fc.boolean(),
  turns: fc.nat({ max: 12 }),
  bytesLost: fc.nat({ max: 30 }),
});

test('whatever is cut off and when, no row arrives twice, and what is said to be done has arrived', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { maxLength: 6 }), async (cuts) => {
      const arrived = new Map<string, number>();
      const source = rowsOf(
        ['First Name'],
        Array.from({ length: ROWS }, (_, at) => [`Ann${at + 1}`]),
      );
      let folder = newFolder();
      const given = { folder, key: CREATE, draft: emptyDraft(CREATE), source };
      const { plan } = await rowsRun(given, () => Promise.reject(new Error('Nothing is sent yet.')));
      for (const each of [...cuts, undefined]) {
        let calls = 0;
        let copied: string | undefined;
        const arrive = (body: string) => arrived.set(body, (arrived.get(body) ?? 0) + 1);
        const send: RunSend = async (draft, options) => {
          options.onProgress?.('sending', 0);
          if (++calls === each?.call) {
            if (each.arrives) arrive(draft.body);
            for (let turn = 0; turn < each.turns; turn++) await setImmediate();
            copied = copyOf(folder, plan.id, each.bytesLost);
          }
          // Of a process that is gone nothing arrives any more.
          if (copied !== undefined) throw new SendError('dropped', 'The process is gone.');
          await setImmediate();
          arrive(draft.body);
          return exchangeOf(CREATE, draft, { status: 201, json: { id: '1' } });
        };
        const store = new RunStore(folder, new WaitedClock(), async (text) => text);
        const { run, work } = await store.open(plan.id, { ...known(CREATE), send });
        assert.ok(work instanceof RowWork);
        await run.start();
        folder = copied ?? folder;
        if (each) continue;
        assert.equal(run.standing.state, 'finished');
        for (let row = 1; row <= ROWS; row++) {
          const times = arrived.get(`{"given_name":"Ann${row}"}`) ?? 0;
          const state = work.states.get(row);
          if (state === 'done') assert.equal(times, 1, `row ${row}`);
          else assert.ok(state === 'unknown' && times <= 1, `row ${row} is ${state}, ${times} times there`);
        }
      }
    }),
    { numRuns: 25 },
  );
});

/** The folder of runs as it was at one moment, without its owner and with the end of the journal unwritten. */
function copyOf(folder: string, id: string, bytesLost: number): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, id, 'owner'), { force: true });
  const journal = join(copy, id, 'journal.ndjson');
  const text = readFileSync(journal);
  // What was synced is there: a line that says a row is sent, at least.
  const synced = text.lastIndexOf('"kind":"sent"');
  const least = text.indexOf('\n', synced) + 1;
  truncateSync(journal, Math.max(least, text.length - bytesLost));
  return copy;
}
