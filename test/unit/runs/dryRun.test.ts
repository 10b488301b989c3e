import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { dryRun } from '../../../src/keap/runs/rows/dryRun.ts';
import { proposeMapping } from '../../../src/keap/runs/rows/proposeMapping.ts';
import { ALWAYS, known, rowsOf } from './runSupport.ts';

async function dry(key: string, columns: string[], rows: unknown[][], signal = ALWAYS) {
  const { operation, schemas } = known(key);
  const mapping = proposeMapping(columns, operation, schemas);
  return dryRun({ operation, schemas, draft: emptyDraft(key), source: rowsOf(columns, rows), mapping, signal });
}

test('every row is made and checked, and what is wrong is told once', async () => {
  const found = await dry(
    'v1:getContactUsingGET',
    ['id'],
    [['1'], [''], ['x'], ['y'], ['1'], ['99999999999999999999']],
  );
  assert.deepEqual([found.rows, found.ready, found.doubtful, found.blocked, found.repeated], [6, 2, 3, 1, 1]);
  assert.deepEqual(
    found.problems.map(({ words, rows, lines, blocking }) => [words, rows, lines, blocking]),
    [
      ['id is required.', 1, [3], true],
      ['id must be a whole number, such as 12.', 2, [4, 5], false],
      [found.problems[2]?.words, 1, [7], false],
    ],
  );
  assert.match(found.problems[2]?.words ?? '', /id is too large/);
  assert.equal(found.first[0]?.target, '/crm/rest/v1/contacts/1');
});

test('what spreadsheets leave in cells is told', async () => {
  const cells = ['#REF!', '#N/A', '=A1+B2', '1.23457E+15', 'Zo\ufffd', '=', '-5', '+49 171', '@home', 'E+1'];
  const found = await dry(
    'v2:createContact',
    ['First Name'],
    cells.map((cell) => [cell]),
  );
  assert.deepEqual(
    found.problems.map(({ rows, lines }) => [rows, lines]),
    [
      [2, [2, 3]],
      [1, [4]],
      [1, [5]],
      [1, [6]],
    ],
  );
  assert.ok(found.problems.every(({ words }) => words.startsWith('First Name (given_name) ')));
  assert.equal(found.doubtful, 5);
});

test('a Keap key in a row keeps it from being sent', async () => {
  const found = await dry('v2:createContact', ['First Name'], [[`KeapAK-${'a'.repeat(50)}`]]);
  assert.equal(found.blocked, 1);
  assert.ok(!JSON.stringify(found.problems).includes('KeapAK-aaaa'));
});

test('a dry run ends when it is told to', async () => {
  const stop = new AbortController();
  stop.abort();
  const rows = Array.from({ length: 500 }, () => ['1']);
  await assert.rejects(dry('v2:getContact', ['id'], rows, stop.signal), { name: 'AbortError' });
});
