import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import type { PageDone } from '../../../src/keap/runs/runJournal.ts';
import type { PagesPlan, RowsPlan } from '../../../src/keap/runs/runPlan.ts';
import { NO_ROWS, type RunProgress, type RunStanding } from '../../../src/keap/runs/runState.ts';
import { endSentence, moodOf, type RunLook, runFacts, runLine, runName } from '../../../src/keap/runs/runWords.ts';

const NOW = new Date(2026, 10, 30, 14, 3).getTime();
const AT = { createdAt: NOW - 60_000, account: { id: 'c', name: 'Mine', kind: 'sandbox', origin: '' } } as const;
const LIST = { key: 'v2:listContacts', title: 'List contacts', method: 'GET', path: '/crm/rest/v2/contacts' } as const;
const PAGES: PagesPlan = { kind: 'pages', id: 'p', ...AT, operation: LIST, draft: emptyDraft(LIST.key) };
const ROWS: RowsPlan = {
  ...{ kind: 'rows', id: 'r', ...AT, draft: emptyDraft('v2:createContact'), columns: [], mapping: [], rows: 2_500 },
  operation: { key: 'v2:createContact', title: 'Create contact', method: 'POST', path: '/crm/rest/v2/contacts' },
  source: { name: 'people.csv', bytes: 1 },
  doubtful: 'leaveOut',
};

const page = (over: Partial<PageDone> = {}): PageDone => ({
  ...{ page: 3, records: 1_240, bytes: 1, next: {}, count: 2_500, duplicates: 0, gaps: 0, at: NOW },
  ...over,
});
const look = (plan: RunLook['plan'], standing: Partial<RunStanding>, over: Partial<RunLook> = {}): RunLook => ({
  ...{ plan, isRunning: false, progress: undefined, counts: NO_ROWS, page: undefined },
  standing: { state: 'paused', at: NOW, ...standing },
  ...over,
});
const going = (over: Partial<RunProgress> = {}): RunProgress => ({
  ...{ standing: { state: 'active', at: NOW }, calls: 5, perMinute: 118, msLeft: 10.2 * 60_000, waiting: undefined },
  ...over,
});
const active = (plan: RunLook['plan'], progress: RunProgress, over: Partial<RunLook> = {}) =>
  look(plan, { state: 'active' }, { isRunning: true, progress, ...over });

test('a run that goes on tells how far it is, how fast, how long and what holds it back', () => {
  const waiting = { window: 'minute', held: false, until: NOW + 400 } as const;
  assert.equal(
    runLine(active(PAGES, going({ waiting }), { page: page() }), NOW),
    '1,240 of 2,500 records · 118 a minute · 11 min left · held back by the limit of calls a minute',
  );
  const counts = { ...NO_ROWS, pending: 1_000, sent: 4, done: 1_490, failed: 6 };
  assert.equal(
    runLine(active(ROWS, going({ msLeft: undefined, perMinute: 0 }), { counts }), NOW),
    '1,496 of 2,500 rows',
  );
});

test('a run that waits for tomorrow says so, and until when', () => {
  const until = NOW + 11 * 3_600_000;
  const waits = active(PAGES, going({ msLeft: undefined, waiting: { window: 'day', held: false, until } }));
  assert.equal(moodOf(waits), 'waiting');
  assert.match(
    runLine(waits, NOW),
    /^0 records · 118 a minute · waits until 01:03( tomorrow)?: today’s calls are used up$/,
  );
});

test('runs that rest say why, and those of other windows whose they are', () => {
  const counts = { ...NO_ROWS, pending: 2_495, done: 5 };
  const lines: [RunLook, string][] = [
    [look(ROWS, { state: 'ready' }), 'not begun'],
    [look(ROWS, { state: 'paused' }, { counts }), 'paused · 5 of 2,500 rows'],
    [look(ROWS, { state: 'suspended', reason: 'asked' }, { counts }), 'suspended: first rows done · 5 of 2,500 rows'],
    [
      look(PAGES, { state: 'suspended', reason: 'key' }, { page: page() }),
      'suspended: key refused · 1,240 of 2,500 records',
    ],
    [look(PAGES, { state: 'active' }, { isRunning: true }), '0 records · active in another window'],
    [look(PAGES, { state: 'cancelled' }, { page: page({ count: undefined }) }), 'cancelled · 1,240 records'],
    [
      look(ROWS, { state: 'cancelled' }, { counts: { ...NO_ROWS, done: 5, notSent: 2_495 } }),
      'cancelled · 5 done, 2,495 left out',
    ],
    [look(PAGES, { state: 'finished' }, { page: page({ records: 2_500, next: undefined }) }), '2,500 records · 14:03'],
    [look(PAGES, { state: 'finished', at: NOW - 86_400_000 }), '0 records · 29 Nov 14:03'],
  ];
  for (const [each, line] of lines) assert.equal(runLine(each, NOW), line);
});

test('how a run ended is told with what went wrong, and records that shifted', () => {
  const counts = { ...NO_ROWS, done: 2_490, failed: 9, unknown: 1 };
  assert.equal(
    endSentence(look(ROWS, { state: 'finished' }, { counts })),
    'Create contact from people.csv: 2,490 done, 9 failed, 1 unknown.',
  );
  assert.equal(moodOf(look(ROWS, { state: 'finished' }, { counts })), 'doneInPart');
  const shifted = page({ records: 2_500, next: undefined, duplicates: 1, gaps: 2 });
  assert.equal(
    endSentence(look(PAGES, { state: 'finished' }, { page: shifted })),
    'List contacts: 2,500 records in 3 pages. 1 record came more than once and was kept once. The list changed while it was read: records may be missing in 2 places; fetch it again to be sure.',
  );
});

test('facts name operation, connection and rows', () => {
  const facts = runFacts(look(ROWS, { state: 'finished' }, { counts: { ...NO_ROWS, done: 1 } }), NOW);
  assert.equal(runName(ROWS), 'Create contact from people.csv');
  assert.deepEqual(facts.slice(0, 3), [runName(ROWS), 'POST /v2/contacts', 'Connection: Mine']);
  assert.ok(facts.includes('Rows: 1 done'));
});
