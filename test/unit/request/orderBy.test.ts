import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOrderBy, printOrderBy } from '../../../src/keap/request/orderBy.ts';

test('an order is a field and what stands behind it', () => {
  assert.deepEqual(parseOrderBy(' id  DESC '), { field: 'id', direction: 'DESC' });
  assert.deepEqual(parseOrderBy('id'), { field: 'id', direction: '' });
  assert.deepEqual(parseOrderBy(''), { field: '', direction: '' });
  assert.deepEqual(parseOrderBy('id up and down'), { field: 'id', direction: 'up and down' });
  for (const text of ['', 'id', 'id asc', 'id up and down']) assert.equal(printOrderBy(parseOrderBy(text)), text);
});
