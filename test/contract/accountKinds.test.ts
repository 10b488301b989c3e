import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AccountRecords } from '../../src/keap/account/accountRecords.ts';
import { KINDS, type Kind } from '../../src/keap/account/kinds.ts';
import { listingOf, readingOf } from '../../src/keap/account/listing.ts';
import type { AccountRecord, Ask } from '../../src/keap/account/recordFetch.ts';
import { parseLossless } from '../../src/keap/exactJson.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { buildRequest } from '../../src/keap/request/httpRequest.ts';
import { validateDraft } from '../../src/keap/request/validation.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';
import { KEY, useSandbox } from './sandboxSupport.ts';

const sandbox = useSandbox({ account: { contacts: 60 } });
const signal = new AbortController().signal;

/** Asks the sandbox by HTTP, with requests built and checked as everywhere. */
const ask: Ask = async (asked, parameters) => {
  const { schemas } = catalogs[asked.version];
  const draft = { ...emptyDraft(asked.key), parameters };
  assert.deepEqual(validateDraft(asked, schemas, draft), [], asked.key);
  const { target } = buildRequest(asked, schemas, draft);
  const response = await fetch(`${sandbox.origin()}${target}`, { headers: { 'X-Keap-API-Key': KEY } });
  const text = await response.text();
  assert.equal(response.status, 200, `${target} ${text}`);
  return parseLossless(text);
};

function newRecords(): { records: AccountRecords; calls: () => number } {
  let calls = 0;
  const counted: Ask = (...asked) => {
    calls++;
    return ask(...asked);
  };
  const records = new AccountRecords({
    ask: () => counted,
    operation: async (key) => operation(key),
    now: () => 0,
  });
  return { records, calls: () => calls };
}

/** Ids of the records that a kind stands within, such that its list is not empty. */
async function parentsOf(kind: Kind, records: AccountRecords): Promise<readonly string[]> {
  const within = listingOf(kind).within ?? [];
  if (within.length === 0) return [];
  const tries: string[][] = [[]];
  for (const { kind: parent } of within) {
    const known = tries.splice(0);
    for (const ids of known) {
      const above = (listingOf(parent).within ?? []).length > 0 ? ids : [];
      const { records: list } = await records.list('a', { kind: parent, within: above }, signal);
      tries.push(...list.map(({ id }) => [...ids, id]));
    }
  }
  for (const ids of tries.slice(0, 400)) {
    const { records: list } = await records.list('a', { kind, within: ids }, signal);
    if (list.length > 0) return ids;
  }
  assert.fail(`no ${kind} anywhere`);
}

describe('every kind', () => {
  for (const kind of KINDS) {
    test(`${kind} is listed with names, and one is read`, async () => {
      const { records, calls } = newRecords();
      const within = await parentsOf(kind, records);
      const before = calls();
      const wanted = { kind, within };
      const known = await records.list('a', wanted, signal);
      assert.ok(known.records.length > 0, 'none');
      assert.equal(calls() - before, within.length > 0 ? 0 : known.calls);
      const ids = known.records.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const named = known.records.filter(({ id, label }) => label !== id);
      if (kind !== 'emailAddress' && kind !== 'hookEvent') assert.ok(named.length * 2 > ids.length, `${named.length}`);
      const reading = readingOf(kind);
      if (!reading || (reading.within ?? []).length > within.length) return;
      const [first] = known.records;
      assert.ok(first);
      const { records: others } = newRecords();
      const read = await others.read('a', wanted, first.id, signal);
      assert.equal(read?.id, first.id);
      assert.equal(read?.label, first.label);
    });
  }
});

/** What somebody who looks for a record would type. */
function searched(kind: Kind, { label, detail }: AccountRecord): string {
  if (kind === 'email') return detail.split(',')[0] ?? '';
  return kind === 'contact' || kind === 'user' ? (label.split(' ')[0] ?? '') : label;
}

describe('searching', () => {
  for (const kind of KINDS.filter((each) => listingOf(each).search && !listingOf(each).within)) {
    test(`${kind} is found by a name`, async () => {
      const { records } = newRecords();
      const wanted = { kind, within: [] };
      const { records: list } = await records.list('a', wanted, signal);
      const one = list.find(({ label }) => /^[\w ]+$/.test(label)) ?? list[0];
      assert.ok(one);
      const name = searched(kind, one);
      const { records: others } = newRecords();
      const found = await others.search('a', wanted, name, signal);
      assert.ok(
        found.some(({ id }) => id === one.id),
        `${name} of ${JSON.stringify(found.slice(0, 3))}`,
      );
    });
  }
});
