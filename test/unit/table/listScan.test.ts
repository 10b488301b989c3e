import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseList } from '../../../src/keap/table/listOf.ts';
import { ListScan, type RecordIndex, scanLists } from '../../../src/keap/table/listScan.ts';

function scan(text: string, pieces: readonly number[] = []): readonly RecordIndex[] {
  const bytes = Buffer.from(text);
  const found = new ListScan();
  let at = 0;
  for (const length of pieces) {
    found.push(bytes.subarray(at, at + length));
    at += length;
  }
  found.push(bytes.subarray(at));
  return found.finish();
}

function items(text: string, { starts, ends }: RecordIndex): string[] {
  const bytes = Buffer.from(text);
  return [...starts].map((start, at) => bytes.subarray(start, ends[at]).toString());
}

test('the items of a list stand where they are, however the bytes come and are laid out', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const sample = fc.record({
    items: fc.array(value, { maxLength: 8 }),
    before: value,
    name: fc.string(),
    indent: fc.constantFrom(0, 2),
    pieces: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 40 }),
  });
  fc.assert(
    fc.property(sample, ({ items: wanted, before, name, indent, pieces }) => {
      const text = JSON.stringify({ a: before, [`${name}_`]: wanted }, undefined, indent);
      const list = scan(text, pieces).findLast(({ path }) => path.length === 1 && path[0] === `${name}_`);
      assert.ok(list);
      assert.deepEqual(
        items(text, list).map((item) => JSON.parse(item)),
        JSON.parse(JSON.stringify(wanted)),
      );
      assert.equal(list.cut, false);
    }),
  );
});

test('an answer that is the list, with a byte order mark', () => {
  const text = '\ufeff [ {"a":"]"} , 2,"\\"," ]';
  const [list] = scan(text);
  assert.ok(list);
  assert.deepEqual(list.path, []);
  assert.deepEqual(items(text, list), ['{"a":"]"}', '2', '"\\","']);
});

test('an answer that ends in the middle has the items that came whole', () => {
  const text = '{"contacts":[{"id":1},{"id":2},{"id":';
  const [list] = scan(text);
  assert.ok(list);
  assert.deepEqual(items(text, list), ['{"id":1}', '{"id":2}']);
  assert.equal(list.cut, true);
});

test('lists within items and below the deepest level are none to choose from', () => {
  const text = '{"a":[{"b":[1,2,3]}],"c":{"d":{"e":{"f":{"g":[1]}}}},"h":{"i":[]}}';
  assert.deepEqual(
    scan(text).map(({ path }) => path.join('.')),
    ['a', 'h.i'],
  );
});

test('what is no JSON has no lists', () => {
  for (const text of ['<p>[1,2]</p>', '"[1,2]"', 'a,[1]', '']) assert.deepEqual(scan(text), [], text);
});

test('the list an operation is known for is chosen, else the longest', () => {
  const found = scan('{"methods":[1,2,3],"contacts":[1]}');
  assert.deepEqual(chooseList(found, { path: ['contacts'] })?.path, ['contacts']);
  assert.deepEqual(chooseList(found, { path: ['orders'] })?.path, ['methods']);
  assert.deepEqual(chooseList(found, undefined)?.path, ['methods']);
  assert.equal(chooseList([], undefined), undefined);
});

test('nesting has no depth at which it ends', () => {
  const deep = 100_000;
  const text = `{"items":[${'['.repeat(deep)}${']'.repeat(deep)},1]}`;
  const [list] = scan(text);
  assert.equal(list?.starts.length, 2);
});

test('looking for lists lets others have their turn, and ends when it is no longer wanted', async () => {
  const record = Buffer.from(`${JSON.stringify({ note: 'x'.repeat(1000) })},`);
  const chunk = Buffer.concat(Array.from({ length: 1000 }, () => record));
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('[');
    for (let count = 0; count < 60; count++) yield chunk;
    yield Buffer.from('1]');
  }
  let turns = 0;
  const turning = setInterval(() => turns++, 1);
  const [list] = await scanLists(chunks(), new AbortController().signal);
  clearInterval(turning);
  assert.equal(list?.starts.length, 60_001);
  assert.ok(turns > 0);
  const ended = AbortSignal.abort();
  await assert.rejects(scanLists(chunks(), ended), { name: 'AbortError' });
});
