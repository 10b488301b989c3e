import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LimitState } from '../../../src/keap/limits/limitState.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { proposeMapping } from '../../../src/keap/runs/rows/proposeMapping.ts';
import { RowFileError } from '../../../src/keap/runs/rows/rowFileError.ts';
import { RowCheck } from '../../../src/vscode/runs/rowCheck.ts';
import { known, rowsOf } from '../runs/runSupport.ts';

const LIMITS: LimitState = {
  ...{ connectionId: 'c', windows: [], tenant: [], waiting: 0, held: undefined, mode: 'windows' },
};
const rows = (count: number) => Array.from({ length: count }, (_, at) => [`Tag ${at}`]);

function request(count: number) {
  const columns = ['name'];
  const { operation, schemas } = known('v2:createTag');
  const mapping = proposeMapping(columns, operation, schemas);
  return { operation, schemas, draft: emptyDraft('v2:createTag'), mapping, source: rowsOf(columns, rows(count)) };
}

test('a check tells how far it is, and at its end what it found', async () => {
  const check = new RowCheck();
  const told: string[] = [];
  await check.run(
    request(250),
    async () => LIMITS,
    () => void told.push(check.now.state === 'running' ? String(check.now.rows) : check.now.state),
  );
  assert.deepEqual(told, ['0', '100', '200']);
  assert.ok(check.now.state === 'done' && check.now.found.ready === 250 && check.now.limits === LIMITS);
  assert.equal(check.isRunning, false);
  check.forget();
  assert.deepEqual(check.now, { state: 'none' });
});

test('of a check that was ended nothing comes later, and another one may be under way', async () => {
  const check = new RowCheck();
  const first = check.run(
    request(1_000),
    async () => LIMITS,
    () => undefined,
  );
  const second = check.run(
    request(1),
    async () => LIMITS,
    () => undefined,
  );
  await Promise.all([first, second]);
  assert.ok(check.now.state === 'done' && check.now.found.rows === 1);
});

test('a file that is wrong ends a check with its sentence', async () => {
  const check = new RowCheck();
  const { source, ...rest } = request(1);
  const wrong = {
    ...source,
    // biome-ignore lint/correctness/useYield: it fails before its first row.
    async *rows(): AsyncGenerator<never> {
      throw new RowFileError('cells', 'Line 2 has too many cells.');
    },
  };
  await assert.rejects(
    check.run(
      { ...rest, source: wrong },
      async () => LIMITS,
      () => undefined,
    ),
    /Line 2 has too many/,
  );
  assert.deepEqual(check.now, { state: 'none' });
});
