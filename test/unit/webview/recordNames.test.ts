import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NamedPlace, PickRequest } from '../../../src/protocol/builder.ts';
import { RecordNames } from '../../../src/webview/builder/recordNames.ts';
import { operation } from '../catalog/realCatalog.ts';

const OWNER = { in: 'body', path: ['owner_id'] } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

function setup(known: Readonly<Record<string, string>> | null = { 3: 'Ada' }) {
  const asked: (readonly NamedPlace[])[] = [];
  const picks: PickRequest[] = [];
  let changes = 0;
  const names = new RecordNames({
    operation: () => operation('v2:createContact'),
    known: async (places) => {
      asked.push(places);
      return known ? places.map(({ id }) => known[id] ?? null) : undefined;
    },
    fields: async () => (known ? [{ label: 'Colour', name: 'Colour', type: 'TEXT', options: [] }] : undefined),
    pick: async (request) => {
      picks.push(request);
      return request.many ? ['1', '2'] : null;
    },
    changed: () => changes++,
  });
  return { names, asked, picks, changes: () => changes };
}

test('names are asked for once, all of a moment together, and only of what refers to something', async () => {
  const { names, asked, changes } = setup();
  const title = { in: 'body', path: ['job_title'] } as const;
  for (const id of ['3', '4', '', ' ', '3']) assert.equal(names.nameOf(OWNER, id), undefined);
  assert.equal(names.nameOf(title, '3'), undefined);
  await turn();
  assert.deepEqual(
    asked.map((places) => places.map(({ id }) => id)),
    [['3', '4']],
  );
  assert.deepEqual([names.nameOf(OWNER, '3'), names.nameOf(OWNER, '4')], ['Ada', undefined]);
  await turn();
  assert.equal(asked.length, 1);
  assert.equal(changes(), 1);
});

test('what was known is asked for again once something else is known', async () => {
  const { names, asked } = setup();
  names.nameOf(OWNER, '3');
  await turn();
  const { version } = names;
  names.forget();
  assert.notEqual(names.version, version);
  assert.equal(names.nameOf(OWNER, '3'), undefined);
  await turn();
  assert.equal(asked.length, 2);
});

test('a host that does not answer is asked again by the next one who looks', async () => {
  const { names, asked, changes } = setup(null);
  names.nameOf(OWNER, '3');
  await turn();
  names.nameOf(OWNER, '3');
  await turn();
  assert.deepEqual([asked.length, changes()], [2, 0]);
});

test('picking asks the host, and nothing else does', async () => {
  const { names, picks } = setup();
  names.nameOf(OWNER, '3');
  assert.deepEqual(names.referenceAt(OWNER), { kind: 'user', holds: 'one' });
  await turn();
  assert.equal(picks.length, 0);
  assert.equal(await names.pick({ place: OWNER, present: [], many: false }), undefined);
  assert.deepEqual(await names.pick({ place: OWNER, present: ['1'], many: true }), ['1', '2']);
});

test('custom fields are asked for once until something else is known', async () => {
  const { names, changes } = setup();
  assert.deepEqual(names.customFields, []);
  await turn();
  assert.deepEqual(
    names.customFields.map(({ label }) => label),
    ['Colour'],
  );
  assert.equal(changes(), 1);
  names.forget();
  assert.deepEqual(names.customFields, []);
});
