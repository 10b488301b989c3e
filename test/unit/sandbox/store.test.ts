import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emailsOf } from '../../../src/sandbox/resources/contacts/contactParts.ts';
import { seededAccount } from '../../../src/sandbox/seed/seed.ts';
import { Table } from '../../../src/sandbox/store/table.ts';
import { Taggings } from '../../../src/sandbox/store/taggings.ts';

const THEN = '2026-11-20T12:00:00.000Z';
const LATER = '2026-11-20T13:00:00.000Z';

describe('Table', () => {
  it('counts ids from 1 and gives none twice', () => {
    const table = new Table();
    assert.equal(table.insert({}, THEN).id, 1);
    assert.equal(table.insert({}, THEN).id, 2);
    assert.ok(table.remove(2));
    assert.ok(!table.remove(2));
    assert.equal(table.insert({}, THEN).id, 3);
    assert.deepEqual(
      table.all().map(({ id }) => id),
      [1, 3],
    );
  });

  it('changes only what is given, and takes away by null', () => {
    const table = new Table();
    const record = table.insert({ a: 1, b: 2, list: [{ c: null, d: 1 }] }, THEN);
    const changed = table.change(record, { b: null, e: 3 }, LATER);
    assert.deepEqual(changed, { id: 1, fields: { a: 1, list: [{ d: 1 }], e: 3 }, created: THEN, updated: LATER });
    assert.deepEqual(table.get(1), changed);
  });
});

describe('Taggings', () => {
  it('are seen from both ends and keep their first time', () => {
    const taggings = new Taggings();
    assert.ok(taggings.add(2, 9, THEN));
    assert.ok(taggings.add(1, 9, LATER));
    assert.ok(!taggings.add(2, 9, LATER));
    assert.deepEqual(taggings.ofTag(9), [
      { recordId: 1, tagId: 9, applied: LATER },
      { recordId: 2, tagId: 9, applied: THEN },
    ]);
    taggings.forgetTag(9);
    assert.deepEqual(taggings.ofRecord(1), []);
  });
});

describe('The seeded account', () => {
  const account = seededAccount();
  const contacts = account.contacts.all();

  it('is the same every time', () => {
    const again = seededAccount();
    assert.deepEqual(again.contacts.all(), contacts);
    assert.deepEqual(again.tags.all(), account.tags.all());
    assert.deepEqual(again.contactTags.ofTag(1), account.contactTags.ofTag(1));
  });

  it('is lively', () => {
    assert.equal(contacts.length, 250);
    assert.ok(account.companies.size >= 20 && account.tags.size >= 15 && account.users.size >= 5);
    assert.ok(account.contactTags.ofTag(1).length > 5);
    const names = contacts.map(({ fields }) => `${fields['given_name']} ${fields['family_name']}`).join(' ');
    for (const script of ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hiragana', 'Hangul', 'Devanagari']) {
      assert.match(names, new RegExp(`\\p{Script=${script}}`, 'u'), script);
    }
    assert.match(names, /"/);
    assert.ok(contacts.some(({ fields }) => fields['given_name'] === undefined || fields['given_name'] === ''));
    assert.ok(contacts.some((contact) => emailsOf(contact).length === 0));
  });

  it('writes to nobody real', () => {
    for (const email of contacts.flatMap(emailsOf)) assert.match(email, /^[a-z.+]+\d+@example\.(com|org)$/);
    const urls = JSON.stringify([...contacts, ...account.companies.all()]).match(/https?:\/\/[^/"]+/g) ?? [];
    for (const url of urls) assert.match(url, /\bexample\.(com|org)$/);
    const numbers = JSON.stringify(contacts).match(/"number":"[^"]+"/g) ?? [];
    for (const number of numbers) assert.match(number, /555-01\d\d"$/);
  });

  it('spreads over the two years up to November 2026, changed after created', () => {
    for (const { created, updated } of [...contacts, ...account.tags.all()]) {
      assert.ok(created >= '2024-11' && updated < '2026-11-02' && updated >= created);
    }
    assert.ok(new Set(contacts.map(({ created }) => created.slice(0, 7))).size >= 24);
  });

  it('refers only to what is there', () => {
    for (const { fields } of contacts) {
      if (fields['company_id'] !== undefined) assert.ok(account.companies.get(Number(fields['company_id'])));
      assert.ok(account.users.get(Number(fields['owner_id'])));
    }
  });

  it('grows as large as asked', () => {
    assert.equal(seededAccount({ contacts: 3000, companies: 100 }).contacts.size, 3000);
  });
});
