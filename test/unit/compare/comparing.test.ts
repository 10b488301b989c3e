/** With whom an answer can be compared, and that asking another connection is one call that only reads. */
import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import type { Connection } from '../../../src/keap/connection.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { answered, entry } from '../history/samples.ts';

const fake = new URL('../history/historyVscode.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: fake, shortCircuit: true } : next(specifier, context),
});
const { FakePick, window } = (await import(fake)) as typeof import('../history/historyVscode.ts');
Object.assign(FakePick.prototype, { onDidTriggerButton: () => undefined });
const { Comparing } = await import('../../../src/vscode/compare/comparing.ts');
type Services = ConstructorParameters<typeof Comparing>[0];

const sent = answered('asked');
const mine = sent.connection;
const agency: Connection = { ...mine, id: 'c-2', name: 'Agency' };
const compared: string[][] = [];
const calls: { readonly connection: Connection; readonly source?: string }[] = [];

function comparing(connections: readonly Connection[]) {
  const services = {
    history: {
      latest: () => [entry('asked')],
      draftOf: async () => undefined,
      kept: async () => undefined,
    },
    catalog: new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data')),
    connecting: {
      connections: { ready: Promise.resolve(), all: connections, get: () => undefined, active: mine, default: mine },
      locks: { unlockedUntil: () => undefined },
    },
    sender: {
      sendWithProgress: async (sending: (typeof calls)[number]) => {
        calls.push(sending);
        return { ...sent.result, id: 'there', connection: sending.connection };
      },
    },
    comparisons: {
      show: async (...sides: readonly { readonly source: { readonly id: string } }[]) => {
        compared.push(sides.map(({ source }) => source.id));
        return false;
      },
    },
  };
  return new Comparing(services as unknown as Services);
}

function changing(exchange: Exchange): Exchange {
  return { ...exchange, operation: { ...exchange.operation, key: 'v2:createContact', title: 'Create contact' } };
}

beforeEach(() => {
  for (const list of [compared, calls, window.told]) list.length = 0;
});

test('another connection is offered for what reads, and the reason given where there is none', async () => {
  assert.deepEqual(await comparing([mine, agency]).others(sent.result), [agency]);
  assert.deepEqual(await comparing([mine]).others(sent.result), { reason: 'there is no other connection' });
  assert.deepEqual(await comparing([mine, agency]).others(changing(sent.result)), {
    reason: 'only requests that read are sent anew',
  });
});

test('the same request goes once to the connection that was picked, as a person’s own', async () => {
  const asking = comparing([mine, agency]).withConnection(sent.result, sent.draft);
  while (window.pick.items.length === 0) await new Promise(setImmediate);
  assert.deepEqual(
    window.pick.items.map(({ label }) => label),
    ['Agency'],
  );
  assert.equal(calls.length, 0, 'Nothing goes before someone picked.');
  window.pick.selectedItems = window.pick.items;
  window.pick.accepted.fire();
  await asking;
  assert.deepEqual(
    calls.map(({ connection, source }) => [connection.id, source]),
    [['c-2', undefined]],
  );
  assert.deepEqual(compared, [['asked', 'there']]);
});

test('what changes something is not sent, and what was asked must be known', async () => {
  const both = comparing([mine, agency]);
  await both.withConnection(changing(sent.result), { ...sent.draft, operationKey: 'v2:createContact' });
  await both.withConnection(sent.result, undefined);
  assert.equal(window.told.length, 2);
  assert.equal(calls.length + compared.length, 0);
});

test('an answer that is no longer kept is not compared, and it says so', async () => {
  await comparing([mine]).entry(entry('asked'));
  assert.match(window.told.join(), /^The answer of List contacts from .+ is not kept, so it cannot be compared\.$/);
});
