import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  entrySentence,
  entryWords,
  historyDays,
  outcomeKind,
  outcomeSentence,
} from '../../../src/keap/history/historyWords.ts';
import { requestLine, searchHistory } from '../../../src/keap/history/searchHistory.ts';
import { answered, entry, NOON } from './samples.ts';

const at = (...[month, day, hour, minute = 0]: [number, number, number, number?]) =>
  new Date(2026, month - 1, day, hour, minute).getTime();

test('days begin at midnight of this machine and have names', () => {
  const times = [at(11, 25, 0), at(11, 24, 23, 59), at(11, 24, 0), at(11, 22, 5), at(11, 22, 4), at(3, 29, 12)];
  const days = historyDays(
    times.map((time, index) => entry(`e${index}`, { at: time })),
    NOON,
  );
  assert.deepEqual(
    days.map(({ id, name, entries }) => [id, name, entries.map((each) => each.id).join(' ')]),
    [
      ['2026-11-25', 'Today', 'e0'],
      ['2026-11-24', 'Yesterday', 'e1 e2'],
      ['2026-11-22', 'Sunday, 22 November 2026', 'e3 e4'],
      ['2026-03-29', 'Sunday, 29 March 2026', 'e5'],
    ],
  );
});

test('an entry is told in few words and in all of them', () => {
  assert.equal(entryWords(entry('a')), '12:00 · 200 · 143 ms · Mine');
  assert.equal(
    entryWords(entry('a', { outcome: { error: 'timeout' }, ms: 60_000, source: 'tag picker' })),
    '12:00 · no answer in time · 60.0 s · Mine · tag picker',
  );
  assert.equal(
    entrySentence(entry('a', { outcome: { status: 404, bytes: 1_500 } })),
    'List contacts, GET /v2/contacts, 404 Not Found, 143 ms, 1.5 KB, Mine, 12:00',
  );
  assert.match(entrySentence(entry('a', { source: 'Snapshot' })), /, sent by the extension \(snapshot\)$/);
  assert.equal(outcomeSentence({ error: 'somethingNew' }), 'no answer');
});

test('each kind of end is told from the others', () => {
  const kinds = [200, 204, 302, 404, 429, 500].map((status) => outcomeKind({ status, bytes: 0 }));
  assert.deepEqual(kinds, ['success', 'success', 'redirect', 'refused', 'refused', 'failed']);
  assert.deepEqual(
    [outcomeKind({ error: 'timeout' }), outcomeKind({ error: 'cancelled' })],
    ['unanswered', 'cancelled'],
  );
});

test('a search finds by title, method, path, status, connection and values of parameters', () => {
  const { draft } = answered('a');
  const entries = [
    entry('a'),
    entry('b', { outcome: { status: 404, bytes: 0 }, connection: { id: 'c-2', name: 'Yours' } }),
    entry('c', {
      operation: { key: 'v2:createTag', title: 'Create tag', method: 'POST', path: '/crm/rest/v2/tags' },
      outcome: { error: 'cancelled' },
    }),
  ];
  const find = (query: string, most = 10) =>
    searchHistory(entries, query, ({ id }) => (id === 'a' ? draft : undefined), most)
      .map(({ id }) => id)
      .join('');
  const expected: Readonly<Record<string, string>> = {
    '': 'abc',
    contacts: 'ab',
    'LIST yours': 'b',
    'post /v2/tags': 'c',
    '404': 'b',
    'not found': 'b',
    cancelled: 'c',
    ada: 'a',
    'ada yours': '',
  };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((query) => [query, find(query)])), expected);
  assert.equal(find('', 2), 'ab');
  assert.equal(requestLine(entry('a'), draft), 'GET /v2/contacts filter=email==ada@example.com');
});
