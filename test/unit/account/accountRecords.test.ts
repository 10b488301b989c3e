import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AccountRecords, searchFields } from '../../../src/keap/account/accountRecords.ts';
import { KINDS } from '../../../src/keap/account/kinds.ts';
import type { Ask } from '../../../src/keap/account/recordFetch.ts';
import { asString } from '../../../src/keap/json.ts';
import { operation } from '../catalog/realCatalog.ts';

const never = new AbortController().signal;
const TAGS = { kind: 'tag', within: [] } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

interface Call {
  readonly account: string;
  readonly key: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** An account with this many pages of two tags each, and what was asked of it. */
function account({ pages = 1, fail = () => false }: { pages?: number; fail?: (call: number) => boolean } = {}) {
  const calls: Call[] = [];
  const gate: { wait?: Promise<void> } = {};
  let now = 1000;
  const ask =
    (name: string): Ask =>
    async ({ key }, parameters, signal) => {
      calls.push({ account: name, key, parameters });
      await (gate.wait ?? turn());
      signal.throwIfAborted();
      if (fail(calls.length)) throw new Error('Keap refused.');
      const page = Number(asString(parameters['query:page_token']) ?? 0);
      const tag = (id: number) => ({ id: String(id), name: `${name} ${id}`, category: { name: 'Things' } });
      if (parameters['path:tag_id'] !== undefined) return tag(Number(parameters['path:tag_id']));
      if (parameters['query:filter'] !== undefined) return { tags: [tag(900)] };
      const next_page_token = page + 1 < pages ? String(page + 1) : '';
      const items = [tag(page * 2 + 1), tag(page * 2 + 2)];
      return { tags: items, contacts: items, next_page_token };
    };
  const changes: string[] = [];
  const records = new AccountRecords({
    ask,
    operation: async (key) => operation(key),
    now: () => now,
    onChange: (name) => changes.push(name),
  });
  const later = (ms: number) => {
    now += ms;
  };
  return { records, calls, gate, later, changes };
}

test('nothing is fetched before someone asks, and once asked nothing is fetched again', async () => {
  const { records, calls } = account({ pages: 3 });
  assert.equal(records.known('a', TAGS), undefined);
  assert.equal(records.record('a', TAGS, '1'), undefined);
  assert.equal(calls.length, 0);
  const known = await records.list('a', TAGS, never);
  assert.deepEqual([known.records.length, known.calls, known.more, known.at], [6, 3, false, 1000]);
  assert.deepEqual(known.records[0], { id: '1', label: 'a 1', detail: 'Things' });
  await records.list('a', TAGS, never);
  assert.equal(records.record('a', TAGS, '6')?.label, 'a 6');
  assert.equal(calls.length, 3);
});

test('pages are bounded; more are fetched only when asked for', async () => {
  const { records, calls } = account({ pages: 30 });
  const known = await records.list('a', TAGS, never);
  assert.deepEqual([known.records.length, known.calls, known.more], [40, 20, true]);
  assert.equal((await records.list('a', TAGS, never)).calls, 20);
  assert.equal(calls.length, 20);
  const all = await records.more('a', TAGS, never);
  assert.deepEqual([all.records.length, all.calls, all.more], [60, 30, false]);
});

test('of what there may be very many, one page is fetched', async () => {
  const { records, calls } = account({ pages: 3 });
  await records.list('a', { kind: 'contact', within: [] }, never);
  assert.equal(calls.length, 1);
});

test('a search goes through the fields that fit its text', () => {
  assert.deepEqual(searchFields('contact', 'ada@'), ['email*']);
  assert.deepEqual(searchFields('contact', 'ada'), ['family_name*', 'given_name*']);
  assert.deepEqual(searchFields('tag', 'a@b'), ['name']);
});

test('two pickers at once share the calls, and see the pages as they come', async () => {
  const { records, calls } = account({ pages: 3 });
  const seen: number[] = [];
  const [one, two] = await Promise.all([
    records.list('a', TAGS, never, (so) => seen.push(so.records.length)),
    records.list('a', TAGS, never),
  ]);
  assert.equal(calls.length, 3);
  assert.deepEqual(one, two);
  assert.deepEqual(seen, [2, 4, 6]);
});

test('a cancelled fetch stops, keeps the pages it has, and goes on from there', async () => {
  const { records, calls } = account({ pages: 5 });
  const controller = new AbortController();
  const stopped = records.list('a', TAGS, controller.signal, (so) => {
    if (so.calls === 2) controller.abort();
  });
  await assert.rejects(stopped, { name: 'AbortError' });
  await turn();
  assert.ok(calls.length <= 3, `${calls.length} calls`);
  assert.equal(records.known('a', TAGS)?.records.length, 4);
  const rest = await records.list('a', TAGS, never);
  assert.deepEqual([rest.records.length, rest.calls, rest.more], [10, 5, false]);
});

test('a failure keeps what came before it, and trying again goes on', async () => {
  const { records } = account({ pages: 3, fail: (call) => call === 2 });
  await assert.rejects(records.list('a', TAGS, never), /refused/);
  assert.deepEqual(records.known('a', TAGS)?.records.length, 2);
  assert.equal((await records.list('a', TAGS, never)).records.length, 6);
});

test('a refresh replaces what was known, once something new is there', async () => {
  const { records, calls, later } = account({ fail: (call) => call === 2 });
  await records.list('a', TAGS, never);
  later(60_000);
  await assert.rejects(records.refresh('a', TAGS, never), /refused/);
  assert.equal(records.known('a', TAGS)?.at, 1000);
  assert.equal((await records.refresh('a', TAGS, never)).at, 61_000);
  assert.equal(calls.length, 3);
});

test('accounts are not mixed, and a forgotten one leaves nothing behind, not even what is on its way', async () => {
  const { records, gate, changes } = account();
  await records.list('a', TAGS, never);
  await records.list('b', TAGS, never);
  assert.equal(records.record('b', TAGS, '1')?.label, 'b 1');
  const open = Promise.withResolvers<void>();
  gate.wait = open.promise;
  const late = records.refresh('a', TAGS, never);
  await turn();
  records.forget('a');
  open.resolve();
  await assert.rejects(late, { name: 'AbortError' });
  assert.equal(records.known('a', TAGS), undefined);
  assert.equal(records.record('a', TAGS, '1'), undefined);
  assert.equal(records.known('b', TAGS)?.records.length, 2);
  assert.equal(changes.at(-1), 'a');
});

test('what a search or an id brought is known from then on, beside the list', async () => {
  const { records, calls } = account();
  const found = await records.search('a', TAGS, 'a 900', never);
  assert.deepEqual(found, [{ id: '900', label: 'a 900', detail: 'Things' }]);
  assert.equal(calls[0]?.parameters['query:filter'], 'name==a 900');
  assert.equal((await records.read('a', TAGS, '77', never))?.label, 'a 77');
  assert.equal(records.record('a', TAGS, '900')?.label, 'a 900');
  assert.equal(records.known('a', TAGS), undefined);
  assert.deepEqual(
    (await records.list('a', TAGS, never)).records.map(({ id }) => id),
    ['1', '2', '900', '77'],
  );
});

test('a search cannot add a condition of its own, nor a star in the middle', async () => {
  const { records, calls } = account();
  await records.search('a', { kind: 'product', within: [] }, 'a;b*c', never);
  assert.deepEqual(
    calls.map(({ parameters }) => parameters['query:filter']),
    ['name==a bc*', 'sku==a bc*'],
  );
});

test('a list within another record is one of its own', async () => {
  const { records, calls } = account();
  const provinces = (country: string) => ({ kind: 'province', within: [country] }) as const;
  await records.list('a', provinces('USA'), never);
  assert.equal(records.known('a', provinces('CAN')), undefined);
  assert.equal(calls[0]?.parameters['path:country_code'], 'USA');
});

test('looking at what is known never asks for anything, whatever is looked at', () => {
  const { records, calls } = account();
  const id = fc.oneof(fc.string(), fc.nat().map(String));
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(id, { maxLength: 2 }), id, (kind, within, looked) => {
      records.known('a', { kind, within });
      records.record('a', { kind, within }, looked);
      records.record('a', { kind, within: [] }, looked);
      return calls.length === 0;
    }),
  );
});
