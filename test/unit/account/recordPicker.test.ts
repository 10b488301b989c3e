import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { beforeEach, test } from 'node:test';
import type { Connection } from '../../../src/keap/connection.ts';
import type { RequestDraft } from '../../../src/keap/request/draft.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: new URL('./fakeVscode.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
const { EventEmitter, picks } = await import('./fakeVscode.ts');
const { AccountLookup } = await import('../../../src/vscode/account/accountLookup.ts');
const { recordHandlers } = await import('../../../src/vscode/account/recordHandlers.ts');

const turn = () => new Promise((resolve) => setImmediate(resolve));

function connection(id: string, maskedKey = 'KeapAK-…1'): Connection {
  const facts = { kind: 'personalAccessToken', origin: 'https://api.infusionsoft.com' } as const;
  return { id, name: id.toUpperCase(), ...facts, production: false, readOnly: false, maskedKey };
}

/** Connections, and a Keap that answers each list with two records named after the connection. */
function setup(key = 'v2:getTag', draft: Partial<RequestDraft> = {}) {
  const sent: { readonly connection: string; readonly key: string; readonly source: string | undefined }[] = [];
  const changed = new EventEmitter<void>();
  const state = { all: [connection('a'), connection('b')], active: 'a', status: 200 };
  const get = (id: string) => state.all.find((each) => each.id === id);
  const connections = {
    get all() {
      return state.all;
    },
    get active() {
      return get(state.active);
    },
    get,
    onDidChange: changed.event,
  };
  type Sending = Parameters<ConstructorParameters<typeof AccountLookup>[0]['sender']['send']>[0];
  const sender = {
    send: async ({ operation: { key: asked }, connection: { id }, source }: Sending) => {
      sent.push({ connection: id, key: asked, source });
      await turn();
      const items = [1, 2].map((number) => ({ id: String(number), name: `${id} ${number}` }));
      const json = state.status === 200 ? { tags: items, next_page_token: '' } : { message: 'No permission' };
      const body = new TextEncoder().encode(JSON.stringify(json));
      const timing = { queuedMs: 0, firstByteMs: 1, totalMs: 1 };
      return { response: { status: state.status, statusText: '', headers: [], body, timing } };
    },
  };
  const catalog = {
    operation: async (name: string) => ({ operation: operation(name), catalog: catalogs.v2 }),
    version: async (version: 'v1' | 'v2') => catalogs[version],
  };
  const lookup = new AccountLookup({ connections, sender, catalog } as never);
  const builder = { operation: () => operation(key), draft: () => ({ ...emptyDraft(key), ...draft }) };
  const handlers = recordHandlers({ ...builder, services: { lookup, connections } as never });
  const tell = () => changed.fire();
  return { handlers, lookup, sent, state, tell };
}

const TAG = { in: 'path', path: ['tag_id'] } as const;

beforeEach(() => {
  picks.length = 0;
});

/** The open picker, once its list is there. */
async function picker() {
  for (let tries = 0; tries < 20 && (!picks[0] || picks[0].busy); tries++) await turn();
  const [pick] = picks;
  assert.ok(pick?.shown);
  return pick;
}

test('opening a picker fetches, says so, and gives the id that is picked', async () => {
  const { handlers, sent } = setup();
  const picked = handlers.pickRecords.work({ place: TAG, present: [], many: false });
  const pick = await picker();
  assert.deepEqual(sent, [{ connection: 'a', key: 'v2:listTags', source: 'picker' }]);
  assert.equal(pick.title, 'tag_id: tags of A, fetched just now, 1 call');
  assert.deepEqual(pick.labels(), ['a 1', 'a 2']);
  pick.take('a 2');
  assert.deepEqual(await picked, ['2']);
});

test('names are told where they are known, and telling sends nothing', async () => {
  const { handlers, sent } = setup();
  const named = [{ place: TAG, id: '2' }];
  assert.deepEqual(handlers.recordNames.work(named), [null]);
  assert.equal(sent.length, 0);
  const picked = handlers.pickRecords.work({ place: TAG, present: [], many: false });
  (await picker()).hide();
  assert.equal(await picked, null);
  assert.deepEqual(handlers.recordNames.work(named), ['a 2']);
  assert.equal(sent.length, 1);
});

test('typing in a picker sends nothing, and a key is taken out', async () => {
  const { handlers, sent } = setup();
  void handlers.pickRecords.work({ place: TAG, present: [], many: false });
  const pick = await picker();
  for (const text of ['a', 'a 9', '999']) pick.type(text);
  const key = `KeapAK-${'0'.repeat(50)}`;
  pick.type(`x ${key}`);
  assert.equal(pick.value.includes(key), false);
  await turn();
  assert.equal(sent.length, 1);
  pick.hide();
});

test('refreshing sends again; a refusal is a row that tries again', async () => {
  const { handlers, sent, state } = setup();
  const picked = handlers.pickRecords.work({ place: TAG, present: [], many: false });
  const pick = await picker();
  state.status = 403;
  pick.press();
  await picker();
  const refused = pick.labels().find((label) => label.includes('No permission'));
  assert.ok(refused);
  assert.deepEqual(pick.labels().slice(0, 2), ['a 1', 'a 2'], 'What was known stays.');
  state.status = 200;
  pick.take(refused);
  await picker();
  assert.deepEqual(pick.labels(), ['a 1', 'a 2']);
  assert.equal(sent.length, 3);
  pick.take('a 1');
  assert.deepEqual(await picked, ['1']);
});

test('where several may stand, those that do are ticked, also unknown ones', async () => {
  const { handlers } = setup('v2:listTags');
  const place = { in: 'filter', path: ['tag_ids'] } as const;
  const picked = handlers.pickRecords.work({ place, present: ['77', '2'], many: true });
  const pick = await picker();
  assert.equal(pick.canSelectMany, true);
  assert.deepEqual(
    pick.selectedItems.map(({ record }) => record?.id),
    ['77', '2'],
  );
  pick.selectedItems = pick.items.filter(({ record }) => record !== undefined);
  pick.accept();
  assert.deepEqual(await picked, ['77', '2', '1'], 'What stood there stays first.');
});

test('another active connection closes the picker, and its names are its own', async () => {
  const { handlers, state, tell } = setup();
  const picked = handlers.pickRecords.work({ place: TAG, present: [], many: false });
  const pick = await picker();
  state.active = 'b';
  tell();
  assert.equal(pick.shown, false);
  assert.equal(await picked, null);
  assert.deepEqual(handlers.recordNames.work([{ place: TAG, id: '1' }]), [null]);
});

test('what is known of an account goes with its connection, and with its key', async () => {
  for (const after of [[connection('b')], [connection('a', 'KeapAK-…2'), connection('b')]]) {
    picks.length = 0;
    const { handlers, state, tell, lookup } = setup();
    const picked = handlers.pickRecords.work({ place: TAG, present: [], many: false });
    (await picker()).hide();
    await picked;
    tell();
    assert.equal(lookup.records.record('a', { kind: 'tag', within: [] }, '1')?.label, 'a 1');
    state.all = after;
    tell();
    assert.equal(lookup.records.record('a', { kind: 'tag', within: [] }, '1'), undefined);
  }
});

test('what a page sends is read with care', () => {
  const { handlers } = setup();
  const { parse } = handlers.pickRecords;
  assert.deepEqual(parse({ place: TAG, present: ['1'], many: true }), { place: TAG, present: ['1'], many: true });
  for (const odd of [null, {}, { place: TAG }, { place: { in: 'answer', path: ['id'] }, present: [] }]) {
    assert.equal(parse(odd), undefined);
  }
  assert.equal(handlers.recordNames.parse([{ place: TAG }]), undefined);
  assert.equal(handlers.recordNames.parse('x'), undefined);
});
