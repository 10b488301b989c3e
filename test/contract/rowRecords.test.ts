import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AccountRecords } from '../../src/keap/account/accountRecords.ts';
import { KINDS } from '../../src/keap/account/kinds.ts';
import type { Ask } from '../../src/keap/account/recordFetch.ts';
import { rowListingOf } from '../../src/keap/account/rowRecords.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { readCall } from '../../src/keap/xmlrpc/readXmlRpc.ts';
import { jsonOfValue } from '../../src/keap/xmlrpc/xmlRpcJson.ts';
import { operation } from '../unit/catalog/realCatalog.ts';
import { useXmlRpc } from './xmlRpcClient.ts';

describe('Records for pickers, asked for by XML-RPC alone', () => {
  const { ok } = useXmlRpc({ account: { contacts: 1200, seed: 2026 } });
  let calls = 0;
  const ask: Ask = async (own, parameters) => {
    calls++;
    const draft = { ...emptyDraft(own.key), parameters };
    assert.deepEqual(
      validateDraft(own, {}, draft).filter(({ blocking }) => blocking),
      [],
    );
    const { body } = buildRequest(own, {}, draft);
    const { method, args } = readCall(body && 'text' in body ? body.text : '');
    return ok(method, ...args.slice(1).map(jsonOfValue));
  };
  const accountRecords = () =>
    new AccountRecords({ ask: () => ask, operation: async (key) => operation(key), byRows: () => true, now: () => 0 });
  const { signal } = new AbortController();

  for (const kind of KINDS.filter((each) => rowListingOf(each))) {
    it(`${kind} is listed, read and found by name`, async () => {
      const records = accountRecords();
      const wanted = { kind, within: [] };
      const { records: listed } = await records.list('old', wanted, signal);
      const [first] = listed;
      assert.ok(first);
      assert.ok(
        listed.some(({ id, label }) => label !== id),
        JSON.stringify(first),
      );
      assert.deepEqual(await accountRecords().read('old', wanted, first.id, signal), first);
      const found = await records.search('old', wanted, first.label.split(' ', 1)[0] ?? '', signal);
      assert.ok(
        found.some(({ id }) => id === first.id),
        first.label,
      );
    });
  }

  it('those within a record are its own', async () => {
    const all = (await accountRecords().list('old', { kind: 'orderItem', within: [] }, signal)).records;
    const own = (await accountRecords().list('old', { kind: 'orderItem', within: ['1'] }, signal)).records;
    assert.ok(own.length > 0 && own.length < all.length);
  });

  it('goes on from page to page, and looks for addresses where there is an @', async () => {
    const records = accountRecords();
    const wanted = { kind: 'contact', within: [] } as const;
    calls = 0;
    const page = await records.list('old', wanted, signal);
    assert.deepEqual([page.records.length, page.more, calls], [1000, true, 1]);
    const all = await records.more('old', wanted, signal);
    assert.deepEqual([all.records.length, all.more, calls], [1200, false, 2]);
    const { detail = '', id } = all.records[7] ?? assert.fail();
    const address = /\S+@\S+?(?=,|$)/.exec(detail)?.[0] ?? assert.fail(detail);
    const found = await records.search('old', wanted, address, signal);
    assert.ok(found.some((record) => record.id === id));
    assert.equal(calls, 3);
  });
});
