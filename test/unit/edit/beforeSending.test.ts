import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { SANDBOX } from '../../../src/keap/connection.ts';
import { SnapshotStore } from '../../../src/keap/edit/snapshotStore.ts';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { workspace } from '../connections/fakeVscode.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: new URL('../connections/fakeVscode.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
const { BeforeSending } = await import('../../../src/vscode/edit/beforeSending.ts');
const { LastSeen } = await import('../../../src/vscode/edit/lastSeen.ts');
const { Records } = await import('../../../src/vscode/edit/records.ts');
type Sender = import('../../../src/vscode/sending/sender.ts').Sender;

const folder = mkdtempSync(join(tmpdir(), 'before-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const CONNECTION = { ...SANDBOX, id: 'mine', kind: 'personalAccessToken', app: 'ab103' } as const;
const ADA = '{"id":"7","given_name":"Ada","email_addresses":[{"field":"EMAIL1","email":"ada@example.com"}]}';

function exchange(key: string, status: number, text: string): Exchange {
  const one = operation(key);
  return {
    id: `${key} ${status}`,
    operation: one,
    connection: CONNECTION,
    request: { method: one.method, target: '/crm/rest/v2/contacts/7', headers: {} },
    sentAt: 0,
    response: {
      ...{ status, statusText: '', headers: [], body: Buffer.from(text) },
      timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 },
    },
  };
}

/** Sends a request of a contact, whose read is answered by `read`. */
async function sending(key: string, body: string, read: () => Promise<Exchange>, agreed: readonly string[] = []) {
  const records = new Records(new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data')));
  const snapshots = new SnapshotStore(join(folder, String(Math.random())), () => 7);
  const lastSeen = new LastSeen(records);
  const reads: string[] = [];
  const sender = {
    send: async ({ draft }: { draft: { parameters: unknown } }) => {
      reads.push(JSON.stringify(draft.parameters));
      return read();
    },
  } as unknown as Sender;
  const before = new BeforeSending({ records, snapshots, lastSeen, sender: () => sender });
  const one = operation(key);
  const draft = { ...emptyDraft(key), parameters: { 'path:contact_id': '7' }, body };
  const request = { operation: one, schemas: catalogs.v2.schemas, draft, connection: CONNECTION, agreed };
  const prepared = await before.prepare(request, new AbortController().signal);
  return { prepared, snapshots, reads, lastSeen };
}

const found = async () => exchange('v2:getContact', 200, ADA);

describe('Before a record is changed', () => {
  it('it is read whole and kept, and stays kept once the change was made', async () => {
    const { prepared, snapshots, reads } = await sending('v2:updateContact', '{"given_name":"Eve"}', found);
    assert.deepEqual(reads, [], 'Not before a person agreed.');
    assert.deepEqual(await prepared?.look(), { warnings: [], instead: undefined });
    assert.match(reads.join(), /"path:contact_id":"7".*"query:fields":\[.*"custom_fields"/);
    prepared?.ended(exchange('v2:updateContact', 200, '{}'));
    const [kept] = await snapshots.list();
    assert.deepEqual([kept?.text, kept?.ids, kept?.app, kept?.connectionId], [ADA, ['7'], 'ab103', 'mine']);
    assert.equal((await snapshots.ofExchange('v2:updateContact 200'))?.id, kept?.id);
  });

  it('a change that Keap refused leaves no snapshot; one without an answer may have been made', async () => {
    for (const [how, left] of [
      [exchange('v2:updateContact', 400, ''), 0],
      ['unsent', 0],
      ['unanswered', 1],
    ] as const) {
      const { prepared, snapshots } = await sending('v2:updateContact', '{}', found);
      await prepared?.look();
      prepared?.ended(how);
      // Its file goes in the background.
      const until = performance.now() + 5000;
      while ((await snapshots.list()).length > left && performance.now() < until) await new Promise(setImmediate);
      assert.equal((await snapshots.list()).length, left);
    }
  });

  it('what would vanish is warned of, unless it was agreed to', async () => {
    const { prepared } = await sending('v2:updateContact', '{"email_addresses":[]}', found);
    const findings = await prepared?.look();
    const words = 'email_addresses: 1 of 1 entry would vanish: EMAIL1 ada@example.com.';
    assert.deepEqual(findings?.warnings, [words]);
    assert.equal(findings?.instead?.label, 'Keep them');
    assert.match(findings?.instead?.draft.body ?? '', /ada@example\.com/);
    const agreed = await sending('v2:updateContact', '{"email_addresses":[]}', found, [words]);
    assert.deepEqual((await agreed.prepared?.look())?.warnings, []);
  });

  it('a record that cannot be read is told, whatever the reason', async () => {
    const warnings = async (read: () => Promise<Exchange>) =>
      (await (await sending('v2:deleteContact', '', read)).prepared?.look())?.warnings.join();
    assert.match((await warnings(async () => exchange('v2:getContact', 404, ''))) ?? '', /no such contact \(404\)/);
    assert.match((await warnings(async () => exchange('v2:getContact', 500, ''))) ?? '', /not be read before \(500/);
    assert.match((await warnings(async () => exchange('v2:getContact', 200, 'no'))) ?? '', /not be read before/);
    const late = async () => {
      throw new SendError('timeout', 'Keap did not answer.');
    };
    assert.match((await warnings(late)) ?? '', /cannot be put back\. Keap did not answer\./);
  });

  it('cancelling the read cancels the change', async () => {
    const { prepared } = await sending('v2:deleteContact', '', async () => {
      throw new SendError('cancelled', 'The request was cancelled.');
    });
    await assert.rejects(async () => prepared?.look(), { code: 'cancelled' });
  });

  it('without snapshots it is held against what was seen last', async () => {
    const { getConfiguration } = workspace;
    Object.assign(workspace, { getConfiguration: () => ({ inspect: () => ({ globalValue: false }) }) });
    after(() => Object.assign(workspace, { getConfiguration }));
    const { prepared, reads, lastSeen, snapshots } = await sending('v2:updateContact', '{"email_addresses":[]}', found);
    assert.deepEqual((await prepared?.look())?.warnings, []);
    await lastSeen.note(exchange('v2:getContact', 200, ADA));
    assert.equal((await prepared?.look())?.warnings.length, 1);
    assert.deepEqual([reads, await snapshots.list()], [[], []]);
    Object.assign(workspace, { getConfiguration });
  });

  it('what nothing can put back says why', async () => {
    const { prepared } = await sending('v2:deleteContactCustomField', '', found);
    assert.match(
      prepared?.undoing ?? '',
      /cannot be put back by this extension\. The API does not read a custom field/,
    );
    assert.equal((await sending('v2:createContact', '{}', found)).prepared, undefined);
    assert.match(
      (await sending('v2:deleteContact', '', found)).prepared?.undoing ?? '',
      /can make a new contact, with another id/,
    );
  });
});
