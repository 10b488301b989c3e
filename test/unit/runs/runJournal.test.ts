import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { IdSet } from '../../../src/keap/runs/idSet.ts';
import { RowStates } from '../../../src/keap/runs/rowStates.ts';
import { type JournalLine, RunJournal, readJournal } from '../../../src/keap/runs/runJournal.ts';
import { NO_ROWS } from '../../../src/keap/runs/runState.ts';
import { useFolders } from './runSupport.ts';

const newFolder = useFolders();

async function lines(path: string): Promise<JournalLine[]> {
  const found = [];
  for await (const line of readJournal(path)) found.push(line);
  return found;
}

const row = fc.integer({ min: 1, max: 9 });
const at = fc.integer({ min: 0, max: 2e12 });
const anyLine: fc.Arbitrary<JournalLine> = fc.oneof(
  fc.record({ kind: fc.constant('sent' as const), row, at }),
  fc.record(
    {
      ...{ kind: fc.constant('row' as const), row, at },
      is: fc.constantFrom(
        'pending' as const,
        'done' as const,
        'failed' as const,
        'unknown' as const,
        'notSent' as const,
      ),
      ...{ status: fc.integer({ min: 100, max: 599 }), id: fc.string(), words: fc.string({ unit: 'binary' }) },
    },
    { requiredKeys: ['kind', 'row', 'is', 'at'] },
  ),
  fc.record({ kind: fc.constant('again' as const), of: fc.constantFrom('failed' as const, 'unknown' as const), at }),
  fc.record({ kind: fc.constant('leaveOut' as const), at }),
  fc.record({ kind: fc.constant('state' as const), state: fc.constantFrom('active' as const, 'paused' as const), at }),
);

test('a journal cut off anywhere holds every whole line before, and goes on after', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { maxLength: 15 }), fc.nat(), anyLine, async (written, cut, next) => {
      const path = join(newFolder(), 'journal');
      const journal = await RunJournal.open(path, 'r');
      await Promise.all(written.map((line) => journal.append(line)));
      await journal.close();
      const begin: JournalLine = { kind: 'begin', run: 'r' };
      const all = [begin, ...written.map((line) => JSON.parse(JSON.stringify(line)))];
      assert.deepEqual(await lines(path), all);
      const bytes = readFileSync(path);
      const length = cut % (bytes.length + 1);
      truncateSync(path, length);
      const whole = bytes.subarray(0, length).filter((byte) => byte === 10).length;
      assert.deepEqual(await lines(path), all.slice(0, whole));
      const again = await RunJournal.open(path, 'r');
      await again.append(next);
      await again.close();
      const kept = whole === 0 ? [begin] : all.slice(0, whole);
      assert.deepEqual(await lines(path), [...kept, JSON.parse(JSON.stringify(next))]);
    }),
    { numRuns: 60 },
  );
});

test('what is no line of a journal is passed over, and a journal of another version refused', async () => {
  const path = join(newFolder(), 'journal');
  const begin = '{"version":1,"kind":"begin","run":"r"}';
  writeFileSync(
    path,
    `${begin}\nnull\n[]\n{"kind":"row","row":1,"is":"eaten"}\n{"kind":"sent"}\n\0\0\n{"kind":"sent","row":2,"at":5}\n`,
  );
  assert.deepEqual(await lines(path), [
    { kind: 'begin', run: 'r' },
    { kind: 'sent', row: 2, at: 5 },
  ]);
  writeFileSync(path, `${begin.replace('1', '2')}\n`);
  await assert.rejects(lines(path), /newer version/);
});

test('a journal that cannot be written says so to everyone who waits', async () => {
  const journal = await RunJournal.open(join(newFolder(), 'journal'), 'r');
  await journal.close();
  const written = [1, 2].map((each) => journal.append({ kind: 'sent', row: each, at: 0 }));
  for (const { status } of await Promise.allSettled(written)) assert.equal(status, 'rejected');
});

test('rows are counted as their states change', () => {
  fc.assert(
    fc.property(fc.array(anyLine), (written) => {
      const states = new RowStates(9);
      const model = new Map(Array.from({ length: 9 }, (_, index) => [index + 1, 'pending']));
      for (const line of written) {
        states.apply(line);
        if (line.kind === 'sent') model.set(line.row, 'sent');
        if (line.kind === 'row') model.set(line.row, line.is);
        const [from, to] = line.kind === 'again' ? [line.of, 'pending'] : ['pending', 'notSent'];
        if (line.kind !== 'again' && line.kind !== 'leaveOut') continue;
        for (const [key, state] of model) if (state === from) model.set(key, to);
      }
      const counts: Record<string, number> = { ...NO_ROWS };
      for (const state of model.values()) counts[state] = (counts[state] ?? 0) + 1;
      assert.deepEqual(states.counts, counts);
      for (const [key, state] of model) assert.equal(states.get(key), state);
    }),
  );
});

test('ids are told apart exactly, whatever they are', () => {
  const id = fc.oneof(
    fc.nat().map(String),
    fc.integer().map(String),
    fc.string(),
    fc.constantFrom('0', '00', '01', '9007199254740993', '9007199254740992', '1e3', 'NaN'),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 3_000, size: 'max' }), (ids) => {
      const set = new IdSet();
      const model = new Set<string>();
      for (const each of ids) {
        assert.equal(set.add(each), !model.has(each), each);
        model.add(each);
      }
      for (const each of ids) assert.ok(set.has(each));
      assert.ok(!set.has('never'));
    }),
    { numRuns: 30 },
  );
});
