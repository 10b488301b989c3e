import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RefusalError } from '../../../src/sandbox/errors.ts';
import { emailsOf } from '../../../src/sandbox/resources/contacts/contactParts.ts';
import { Account } from '../../../src/sandbox/store/account.ts';
import { Relation } from '../../../src/sandbox/store/relation.ts';
import { readSnapshot } from '../../../src/sandbox/store/snapshot.ts';
import { type StoredRecord, Table } from '../../../src/sandbox/store/table.ts';

const THEN = '2026-11-20T12:00:00.000Z';
const LATER = '2026-11-20T13:00:00.000Z';

const idsOf = (records: Iterable<StoredRecord>) => [...records].map(({ id }) => id);

describe('Table', () => {
  const seed = { count: 5, make: (id: number) => ({ fields: { name: `#${id}` }, created: THEN, updated: THEN }) };

  it('counts ids from 1 and gives none twice', () => {
    const table = new Table();
    assert.equal(table.insert({}, THEN).id, 1);
    assert.equal(table.insert({}, THEN).id, 2);
    assert.ok(table.remove(2));
    assert.ok(!table.remove(2));
    assert.equal(table.insert({}, THEN).id, 3);
    assert.deepEqual(idsOf(table), [1, 3]);
  });

  it('changes only what is given, and takes away by null', () => {
    const table = new Table();
    const record = table.insert({ a: 1, b: 2, list: [{ c: null, d: 1 }] }, THEN);
    const changed = table.change(record, { b: null, e: 3 }, LATER);
    assert.deepEqual(changed, { id: 1, fields: { a: 1, list: [{ d: 1 }], e: 3 }, created: THEN, updated: LATER });
    assert.deepEqual(table.get(1), changed);
  });

  it('knows which records refer to an id, also after changes', () => {
    const make = (id: number) => ({ fields: { order_id: 1 + (id % 2) }, created: THEN, updated: THEN });
    const table = new Table({ count: 4, make });
    assert.deepEqual(idsOf(table.referring('order_id', 1)), [2, 4]);
    const added = table.insert({ order_id: 1 }, THEN);
    assert.deepEqual(idsOf(table.referring('order_id', 1)), [2, 4, 5]);
    table.change(added, { order_id: 2 }, LATER);
    table.remove(2);
    assert.deepEqual(idsOf(table.referring('order_id', 1)), [4]);
    assert.deepEqual(idsOf(table.referring('order_id', 2)), [1, 3, 5]);
    assert.deepEqual(table.referring('order_id', 9), []);
  });

  it('makes a seeded record only when somebody looks, and bears changes to it', () => {
    const made: number[] = [];
    const make = (id: number) => {
      made.push(id);
      return seed.make(id);
    };
    const table = new Table({ count: 100_000, make });
    assert.equal(table.size, 100_000);
    assert.equal(table.get(70_000)?.fields['name'], '#70000');
    assert.deepEqual(made, [70_000]);
    assert.deepEqual(idsOf(table.slice(99_998, 100_005)), [99_999, 100_000]);
    assert.ok(made.length < 10, String(made.length));
    for (const id of [0, -1, 1.5, 100_001, Number.NaN]) assert.equal(table.get(id), undefined, String(id));
  });

  it('lists what is left and what came, by id, from any place', () => {
    const table = new Table(seed);
    table.remove(2);
    table.change(table.get(4) as StoredRecord, { name: 'changed' }, LATER);
    table.insert({ name: 'new' }, LATER);
    assert.deepEqual(idsOf(table), [1, 3, 4, 5, 6]);
    assert.deepEqual(idsOf(table.after(3)), [4, 5, 6]);
    assert.deepEqual(idsOf(table.after(5)), [6]);
    assert.deepEqual(idsOf(table.slice(1, 3)), [3, 4]);
    assert.equal(table.size, 5);
    const again = new Table(seed);
    again.resume(JSON.parse(JSON.stringify(table.changes())));
    assert.deepEqual([...again], [...table]);
    assert.equal(again.insert({}, LATER).id, 7);
  });
});

describe('Relation', () => {
  it('is seen from both ends and keeps its first time', () => {
    const relation = new Relation();
    assert.ok(relation.add(2, 9, THEN));
    assert.ok(relation.add(1, 9, LATER));
    assert.ok(!relation.add(2, 9, LATER));
    assert.deepEqual(relation.ofRight(9), [
      { id: 1, since: LATER },
      { id: 2, since: THEN },
    ]);
    relation.forgetRight(9);
    assert.deepEqual(relation.ofLeft(1), []);
  });

  it('begins as seeded and bears changes to that', () => {
    const seed = { count: 3, linksOf: (id: number) => (id === 3 ? [] : [{ id: 7, since: THEN }]) };
    const relation = new Relation(seed);
    assert.deepEqual(
      relation.ofRight(7).map(({ id }) => id),
      [1, 2],
    );
    assert.ok(!relation.add(1, 7, LATER));
    assert.ok(relation.remove(1, 7));
    assert.ok(!relation.remove(3, 7));
    assert.ok(relation.add(9, 7, LATER));
    relation.forgetLeft(2);
    assert.deepEqual(relation.ofRight(7), [{ id: 9, since: LATER }]);
    const again = new Relation(seed);
    again.resume(JSON.parse(JSON.stringify(relation.changes())));
    assert.deepEqual(again.ofRight(7), relation.ofRight(7));
    assert.deepEqual(again.ofLeft(2), []);
  });
});

describe('The seeded account', () => {
  const OPTIONS = { contacts: 2_500, seed: 2026 };
  const account = new Account(OPTIONS);
  const contacts = [...account.tables.contacts];
  const everything = Object.entries(account.tables).flatMap(([name, table]) =>
    [...table].map((record) => ({ name, record })),
  );

  it('is the same for the same seed, and another one for another', () => {
    const again = new Account(OPTIONS);
    assert.deepEqual([...again.tables.contacts], contacts);
    assert.deepEqual(again.relations.contactTags.ofRight(1), account.relations.contactTags.ofRight(1));
    const other = new Account({ ...OPTIONS, seed: 1 });
    assert.notDeepEqual(other.tables.contacts.get(1)?.fields, contacts[0]?.fields);
  });

  it('is lively', () => {
    assert.equal(contacts.length, 2_500);
    const { companies, tags, users, customFields } = account.tables;
    assert.ok(companies.size >= 20 && tags.size >= 15 && users.size >= 5);
    assert.ok(account.relations.contactTags.ofRight(1).length > 50);
    const types = new Set([...customFields].map(({ fields }) => fields['field_type']));
    assert.equal(types.size, 24, 'every type of custom field');
    const names = contacts.map(({ fields }) => `${fields['given_name']} ${fields['family_name']}`).join(' ');
    for (const script of ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hiragana', 'Hangul', 'Devanagari']) {
      assert.match(names, new RegExp(`\\p{Script=${script}}`, 'u'), script);
    }
    assert.match(names, /"/);
    assert.ok(contacts.some(({ fields }) => fields['given_name'] === undefined || fields['given_name'] === ''));
    assert.ok(contacts.some((contact) => emailsOf(contact).length === 0));
  });

  it('writes to nobody real', () => {
    for (const { name, record } of everything) {
      const text = JSON.stringify(record.fields);
      for (const [url] of text.matchAll(/https?:\/\/[^/"\\\s<]+/g)) {
        assert.match(url, /\bexample\.(com|org|net)$/, `${name} ${record.id}`);
      }
      for (const [email] of text.matchAll(/[\w.+-]+@[\w.-]+/g)) {
        assert.match(email, /@([\w-]+\.)?example\.(com|org|net)$/, `${name} ${record.id}`);
      }
      for (const [number] of text.matchAll(/\(\d{3}\) \d{3}-\d{4}/g)) assert.match(number, /555-01\d\d$/);
    }
  });

  it('spreads over the two years up to November 2026, changed after created', () => {
    for (const { name, record } of everything) {
      const { created, updated } = record;
      assert.ok(created >= '2024-11' && updated < '2026-11-02' && updated >= created, `${name} ${record.id}`);
      assert.match(created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    assert.ok(new Set(contacts.map(({ created }) => created.slice(0, 7))).size >= 24);
  });

  it('refers only to what is there', () => {
    const { tables } = account;
    const references = { contact_id: tables.contacts, company_id: tables.companies, owner_id: tables.users } as const;
    for (const { name, record } of everything) {
      for (const [property, table] of Object.entries(references)) {
        const id = record.fields[property];
        if (id !== undefined) assert.ok(table.get(Number(id)), `${name} ${record.id} ${property} ${id}`);
      }
    }
  });

  it('knows who refers to whom without making the records', () => {
    const small = new Account({ contacts: 300, seed: 2026 });
    let found = 0;
    for (const [name, table] of Object.entries(small.tables)) {
      for (const field of ['contact_id', 'order_id']) {
        for (let id = 1; id <= 300; id++) {
          const expected = [...table].filter(({ fields }) => fields[field] === id);
          assert.deepEqual(table.referring(field, id), expected, `${name} ${field} ${id}`);
          found += expected.length;
        }
      }
    }
    assert.ok(found > 1000, String(found));
  });

  it('costs the same at the start whatever its size', () => {
    const time = (size: number): number => {
      const begun = performance.now();
      const large = new Account({ contacts: size, seed: 3 });
      assert.equal(large.tables.contacts.size, size);
      assert.ok(large.tables.contacts.get(size));
      return performance.now() - begun;
    };
    time(10);
    const best = (size: number) => Math.min(...Array.from({ length: 5 }, () => time(size)));
    assert.ok(best(100_000) < 10 * best(10) + 5, `${best(100_000)} ${best(10)}`);
  });

  it('comes back from its snapshot', () => {
    const changed = new Account(OPTIONS);
    changed.tables.contacts.remove(1);
    changed.tables.tags.insert({ name: 'New' }, THEN);
    changed.relations.contactTags.add(2, 5, THEN);
    const text = JSON.stringify({ version: 1, options: OPTIONS, changes: changed.changes() });
    const { options, changes } = readSnapshot(JSON.parse(text));
    const again = new Account(options);
    again.resume(changes);
    assert.equal(again.tables.contacts.get(1), undefined);
    assert.deepEqual([...again.tables.tags], [...changed.tables.tags]);
    assert.deepEqual(again.relations.contactTags.ofLeft(2), changed.relations.contactTags.ofLeft(2));
    const broken = [
      null,
      {},
      { version: 2 },
      { version: 1, options: OPTIONS },
      { version: 1, options: OPTIONS, changes: {} },
    ];
    for (const bad of broken) assert.throws(() => readSnapshot(bad), RefusalError);
    assert.throws(
      () => readSnapshot({ version: 1, options: OPTIONS, changes: { tables: { tags: { nextId: 1 } }, relations: {} } }),
      RefusalError,
    );
  });
});
