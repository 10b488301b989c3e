import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonTitle } from '../../../src/keap/compare/comparisonTitle.ts';
import { previousAnswer } from '../../../src/keap/compare/previousAnswer.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { answered, entry, NOON } from '../history/samples.ts';

const at = new Date(2026, 10, 30, 14, 3, 5).getTime();
const mine = { id: 'a', name: 'Mine' };
const agency = { id: 'b', name: 'Agency' };

test('a title says once what both sides have in common', () => {
  const contact = { title: 'Get contact', connection: mine, at };
  assert.equal(comparisonTitle(contact, { ...contact, at: at + 2000 }), 'Get contact 14:03:05 ↔ 14:03:07');
  assert.equal(comparisonTitle(contact, { ...contact, connection: agency }), 'Get contact · Mine ↔ Agency');
  assert.equal(
    comparisonTitle(contact, { title: 'Get tag', connection: mine, at: at + 2000 }),
    'Get contact 14:03:05 ↔ Get tag 14:03:07',
  );
  assert.equal(
    comparisonTitle(contact, { title: 'Get tag', connection: agency, at }),
    'Get contact on Mine ↔ Get tag on Agency',
  );
  const dayBefore = new Date(2026, 10, 29, 14, 3, 5).getTime();
  assert.equal(
    comparisonTitle({ ...contact, at: dayBefore }, contact),
    'Get contact 2026-11-29 14:03:05 ↔ 2026-11-30 14:03:05',
  );
  assert.equal(comparisonTitle({ file: 'before.json' }, contact), 'before.json ↔ Get contact 14:03:05');
});

test('the answer before is the latest to the same request of the same connection', async () => {
  const now = answered('now', '{}', NOON).result;
  const other = { ...answered('other', '{}', NOON - 1000).result };
  const kept = new Map<string, Exchange>([
    ['before', answered('before', '{}', NOON - 3000).result],
    ['long before', answered('long before', '{}', NOON - 4000).result],
    ['other', { ...other, request: { ...other.request, target: '/crm/rest/v2/contacts?filter=id%3D%3D2' } }],
  ]);
  const entries = [
    entry('later', { at: NOON + 1 }),
    entry('now'),
    entry('other', { at: NOON - 1000 }),
    entry('elsewhere', { at: NOON - 1500, connection: { id: 'c-2', name: 'Agency' } }),
    entry('unanswered', { at: NOON - 1600, outcome: { error: 'timeout' } }),
    entry('not kept', { at: NOON - 2000 }),
    entry('before', { at: NOON - 3000 }),
    entry('long before', { at: NOON - 4000 }),
  ];
  const asked: string[] = [];
  const find = (all: typeof entries) =>
    previousAnswer(now, all, async ({ id }) => {
      asked.push(id);
      return kept.get(id);
    });
  assert.equal((await find(entries))?.id, 'before');
  assert.deepEqual(asked, ['other', 'not kept', 'before']);
  assert.equal(await find(entries.slice(0, 6)), undefined);
});
