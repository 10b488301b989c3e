import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { takesTurn, WEEK_MS } from '../../../src/keap/apiChanges/weeklyTurn.ts';

const root = mkdtempSync(join(tmpdir(), 'keap-weekly-'));
after(() => rmSync(root, { recursive: true }));

const START = Date.UTC(2026, 10, 30);
const folder = (): string => join(mkdtempSync(join(root, 'each-')), 'api');

it('a check that nobody asked for comes a week after the start, and then once a week', async () => {
  const own = folder();
  const turns: boolean[] = [];
  for (const days of [0, 1, 6.9, 7, 7.1, 13.9, 14]) turns.push(await takesTurn(own, START + days * (WEEK_MS / 7)));
  assert.deepEqual(turns, [false, false, false, true, false, false, true]);
  assert.deepEqual(readdirSync(own), ['checked.json']);
});

it('of all windows one takes the turn', async () => {
  const own = folder();
  await takesTurn(own, START);
  const turns = await Promise.all(Array.from({ length: 8 }, () => takesTurn(own, START + WEEK_MS)));
  assert.equal(turns.filter(Boolean).length, 1);
});

it('of windows in processes of their own one takes the turn, at the same moment, too', async () => {
  const own = folder();
  const rounds = 40;
  for (let round = 0; round < rounds; round++) {
    mkdirSync(join(own, String(round)), { recursive: true });
    writeFileSync(join(own, String(round), 'checked.json'), JSON.stringify({ at: START }));
  }
  const script = join(import.meta.dirname, 'weeklyProcess.ts');
  const windows = Array.from({ length: 4 }, () => fork(script, [own, String(rounds), String(START + WEEK_MS)]));
  await Promise.all(windows.map((window) => once(window, 'message')));
  const begin = Date.now() + 20;
  const answers = windows.map((window) => once(window, 'message'));
  for (const window of windows) window.send(begin);
  const taken = (await Promise.all(answers)).flatMap(([mine]) => mine as number[]).sort((a, b) => a - b);
  assert.deepEqual(
    taken,
    Array.from({ length: rounds }, (_, round) => round),
  );
});

it('a clock that was wrong, or a damaged file, starts a week anew', async () => {
  const own = folder();
  await takesTurn(own, START + 400 * WEEK_MS);
  assert.equal(await takesTurn(own, START), false);
  assert.equal(await takesTurn(own, START + WEEK_MS), true);
  writeFileSync(join(own, 'checked.json'), '{"at":');
  assert.equal(await takesTurn(own, START + 2 * WEEK_MS), false);
  assert.equal(await takesTurn(own, START + 3 * WEEK_MS), true);
});
