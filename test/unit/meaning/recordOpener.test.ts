import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { type Connection, SANDBOX } from '../../../src/keap/connection.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import type { Sending } from '../../../src/vscode/sending/sender.ts';
import { answered } from './answers.ts';

/** As much of VS Code as opening a record needs; what it is told, it tells the test. */
const FAKE = `
export const ViewColumn = { Active: -1 };
export class TabInputText {}
export class Selection {}
export class Range {}
export const TextEditorRevealType = {};
export const commands = { executeCommand: async () => undefined };
export const window = {
  tabGroups: { activeTabGroup: {} },
  showInformationMessage: async (words) => void globalThis.told.push(words),
  showErrorMessage: async (words) => void globalThis.told.push(words),
};`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: `data:text/javascript,${encodeURIComponent(FAKE)}`, shortCircuit: true }
      : next(specifier, context),
});

const { RecordOpener } = (await import(
  `${'../../../src/vscode/meaning'}/recordOpener.ts`
)) as typeof import('../../../src/vscode/meaning/recordOpener.ts');

const MINE: Connection = { ...SANDBOX, id: 'mine', name: 'Mine', app: 'ab1' };
const catalog = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));
const reference = { kind: 'user', id: '2', start: 0, end: 1 } as const;

/** An answer of Mine while these connections are there, and what opening its records sends and says. */
async function opener(connections: readonly Connection[], mine = MINE, kind: 'user' | 'automation' = 'user') {
  const { asked, answer } = await answered('v2:listContacts', '/crm/rest/v2/contacts', '{"contacts":[]}');
  const exchange = { ...answer.exchange, connection: mine };
  const sent: Sending[] = [];
  const opened: unknown[] = [];
  const told: string[] = [];
  Reflect.set(globalThis, 'told', told);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const services = {
    catalog,
    connections: { ready: Promise.resolve(), get: (id: string) => connections.find((each) => each.id === id) },
    sender: {
      sendWithProgress: async (sending: Sending) => {
        sent.push(sending);
        await held;
        return { ...exchange, id: 'y' };
      },
    },
    documents: { open: async (each: unknown) => opened.push(each), exchangeOf: () => undefined },
  };
  const own = new RecordOpener(services as never);
  const standing = { asked, path: ['contacts', 0, 'owner_id'], record: { path: ['contacts', 0], value: {} } };
  const open = () => own.open({ ...reference, kind }, standing, exchange);
  return { open, own, standing, exchange, release, sent, opened, told };
}

test('a record is read on the connection of its answer, whatever is active, and once however often it is clicked', async () => {
  const { open, release, sent, opened, told } = await opener([SANDBOX, MINE]);
  const twice = [open(), open()];
  await new Promise((resolve) => setImmediate(resolve));
  release();
  await Promise.all(twice);
  assert.deepEqual(
    sent.map(({ connection, draft, source }) => [
      connection.id,
      draft.operationKey,
      draft.parameters['path:user_id'],
      source,
    ]),
    [['mine', 'v2:getUserById', '2', undefined]],
  );
  assert.equal(opened.length, 1);
  assert.deepEqual(told, []);
});

test('nothing is sent where the connection is gone, or has a key of another account', async () => {
  const gone = await opener([SANDBOX]);
  await gone.open();
  const other = await opener([{ ...MINE, app: 'cd2' }]);
  await other.open();
  assert.deepEqual([...gone.sent, ...other.sent], []);
  assert.match(other.told.join(), /^Mine has a key of another account now\./);
});

test('what the answer does not say is named', async () => {
  const { own, standing, exchange, sent, told } = await opener([MINE]);
  await own.open({ ...reference, kind: 'orderItem' }, standing, exchange);
  assert.deepEqual(sent, []);
  assert.deepEqual(told, [
    'The answer does not say of which order this is an order item, so it cannot be opened from here.',
  ]);
});

test('with a Legacy Key a record is a row of XML-RPC, and what no table has is told', async () => {
  const old: Connection = { ...MINE, kind: 'legacyKey', origin: 'https://ab1.infusionsoft.com' };
  const row = await opener([old], old);
  row.release();
  await row.open();
  const [sending] = row.sent;
  assert.equal(sending?.draft.operationKey, 'xmlrpc:DataService.load');
  assert.equal(sending.draft.parameters['argument:table'], 'User');
  assert.equal(sending.draft.parameters['argument:recordId'], '2');
  assert.deepEqual(
    validateDraft(sending.operation, sending.schemas, sending.draft).filter(({ blocking }) => blocking),
    [],
  );
  const none = await opener([old], old, 'automation');
  await none.open();
  assert.deepEqual(none.sent, []);
  assert.match(none.told.join(), /^XML-RPC reads no automation, and a Legacy Key calls nothing else/);
});
