import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AccountRecord } from '../../../src/keap/account/recordFetch.ts';
import { parseLossless } from '../../../src/keap/exactJson.ts';
import { askableOf } from '../../../src/keap/meaning/notRequested.ts';
import { placeAt } from '../../../src/keap/meaning/placeAt.ts';
import type { KnownRecord } from '../../../src/keap/meaning/pointedAt.ts';
import { valueMeaning } from '../../../src/keap/meaning/valueMeaning.ts';
import { answerOf, walked } from './answers.ts';

const signal = new AbortController().signal;
const nothing: KnownRecord = () => undefined;
const here = { timeZone: 'America/New_York', now: Date.parse('2026-11-30T10:00:00Z') };

/** What is said of the value at the `|` of an answer's text, a line a string; what is pressed stands in brackets. */
async function said(
  key: string,
  marked: string,
  { target = '/crm/rest/v2/contacts', known = nothing, status = 200, linked = false } = {},
): Promise<string[]> {
  const { operation, references, schema, schemas, list } = answerOf(key, target, status);
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const place = await placeAt(walked(text), offset, list, signal);
  assert.ok(place);
  const record: unknown = parseLossless(text.slice(place.record.start, place.record.end));
  const askable = status < 300 ? askableOf(operation, schemas, target) : undefined;
  const sources = { references, schema, schemas, askable, known, fieldNamed: nothing, here, linked };
  return valueMeaning(text.slice(place.value.start, place.value.end), place, record, offset, sources).map((line) =>
    line
      .map((part) => {
        if (typeof part === 'string') return part;
        if ('press' in part) return `[${part.press}]`;
        const shown = 'code' in part ? part.code : part.text;
        return part.strong ? `*${shown}*` : shown;
      })
      .join(''),
  );
}

const record = (label: string, field?: AccountRecord['field']): AccountRecord => ({
  ...{ id: '7', label, detail: '' },
  ...(field ? { field } : {}),
});

describe('what Keap’s documents say', () => {
  test('type, format, choices with the current one, and that it is another', async () => {
    assert.deepEqual(await said('v2:listContacts', '{"contacts": [{"addresses": [{"fie|ld": "BILLING"}]}]}'), [
      'contacts[0].addresses[0].field',
      'string',
      'One of ADDRESS_FIELD_UNSPECIFIED, *BILLING*, SHIPPING, OTHER.',
    ]);
    const other = await said('v2:listContacts', '{"contacts": [{"addresses": [{"field": "|HOME"}]}]}');
    assert.equal(other.at(-1), 'The answer’s value is none of them.');
    assert.deepEqual(await said('v2:listContacts', '{"contacts": [{"given_na|me": 12}]}'), [
      'contacts[0].given_name',
      'string',
      'The answer has a number here.',
    ]);
    assert.deepEqual(await said('v2:listContacts', '{"contacts": [{"new_thi|ng": 12}]}'), [
      'contacts[0].new_thing',
      'Keap’s documents do not list this property.',
    ]);
  });

  test('deprecated and read-only', async () => {
    const country = await said('v2:listContacts', '{"contacts": [{"addresses": [{"coun|try": "Austria"}]}]}');
    assert.match(country[1] ?? '', /deprecated/);
  });

  test('of a refusal, by the schema that refusals have', async () => {
    const lines = await said('v2:getContact', '{"code": 40|4, "message": "x"}', {
      status: 404,
      target: '/crm/rest/v2/contacts/1',
    });
    assert.deepEqual(lines, ['code', 'integer (int32)']);
  });
});

describe('what an id refers to', () => {
  test('by name where it is known, and otherwise how to open it', async () => {
    const text = '{"contacts": [{"owner_id": "|7"}]}';
    const unknown = await said('v2:listContacts', text);
    assert.equal(unknown.at(-1), 'User 7: its name is not loaded. [Open user 7 (one call)]');
    const known = await said('v2:listContacts', text, { known: () => record('Bo Castle') });
    assert.equal(known.at(-1), 'User 7: *Bo Castle*. [Open user 7 (one call)]');
    const onLink = await said('v2:listContacts', text, { known: () => record('Bo Castle'), linked: true });
    assert.equal(onLink.at(-1), 'User 7: *Bo Castle*.');
  });

  test('of ids in one text the one that is looked at, or all', async () => {
    const one = await said('v2:listContacts', '{"contacts": [{"groups": "5,|7,9"}]}');
    assert.deepEqual(
      one.filter((line) => line.startsWith('Tag')),
      ['Tag 7: its name is not loaded. [Open tag 7 (one call)]'],
    );
    const all = await said('v2:listContacts', '{"contacts": [{"gro|ups": "5,7,9"}]}');
    assert.equal(all.filter((line) => line.startsWith('Tag')).length, 3);
  });
});

describe('custom fields', () => {
  const text = (at: 'id' | 'content') => {
    const [id, content] = at === 'id' ? ['|7', 'Red'] : ['7', '|Red'];
    return `{"contacts": [{"custom_fields": [{"id": "${id}", "content": "${content}"}]}]}`;
  };

  test('are named with type and options once they are loaded, and offer to be', async () => {
    const unknown = await said('v2:listContacts', text('id'));
    assert.equal(unknown.at(-1), 'Custom field 7: its label is not loaded. [Load contact custom fields (one call)]');
    const known: KnownRecord = (kind) =>
      kind === 'customField:contacts'
        ? record('Favourite colour', { name: 'FavouriteColour', type: 'DROPDOWN', options: ['Red', 'Blue'] })
        : undefined;
    const lines = await said('v2:listContacts', text('content'), { known });
    assert.deepEqual(lines.slice(-2), ['Custom field *Favourite colour*, dropdown.', 'Options: *Red*, Blue.']);
  });

  test('several options are marked, by label or by id, in a list or joined', async () => {
    const field = {
      name: 'Topics',
      type: 'LIST_BOX',
      options: ['Red', 'Blue, dark', 'Green'],
      optionIds: ['31', '32', '33'],
    };
    const known: KnownRecord = (kind) => (kind === 'customField:contacts' ? record('Topics', field) : undefined);
    const of = async (content: string) =>
      (
        await said('v2:listContacts', `{"contacts": [{"custom_fields": [{"id": "7", "cont|ent": ${content}}]}]}`, {
          known,
        })
      ).at(-1);
    assert.equal(await of('["Red", "Blue, dark"]'), 'Options: *Red*, *Blue, dark*, Green.');
    assert.equal(await of('"33,31"'), 'Options: *Red*, Blue, dark, *Green*.');
    assert.equal(await of('32'), 'Options: Red, *Blue, dark*, Green.');
    assert.equal(await of('null'), 'Options: Red, Blue, dark, Green.');
  });

  test('a user in one is a user', async () => {
    const known: KnownRecord = (kind) =>
      kind === 'user' ? record('Bo Castle') : record('Adviser', { name: 'Adviser', type: 'User', options: [] });
    const lines = await said('v2:listContacts', '{"contacts": [{"custom_fields": [{"id": "7", "content": |3}]}]}', {
      known,
    });
    assert.deepEqual(lines.slice(-2), [
      'Custom field *Adviser*, user.',
      'User 3: *Bo Castle*. [Open user 3 (one call)]',
    ]);
  });

  test('one that says its label needs nothing loaded', async () => {
    const lines = await said('v2:retrieveContactModel', '{"custom_fields": [{"id": "|7", "label": "Colour"}]}', {
      target: '/crm/rest/v2/contacts/model',
    });
    assert.ok(!lines.join().includes('not loaded'));
  });
});

test('dates in local time, prices in their currency', async () => {
  const date = await said('v2:listContacts', '{"contacts": [{"create_time": "|2026-11-01T05:30:00Z"}]}');
  assert.match(date.at(-1) ?? '', /^Sunday 1 November 2026, 01:30:00 (EDT|GMT-4) · 29 days ago$/);
  const price = (text: string) => said('v2:listProducts', text, { target: '/crm/rest/v2/products' });
  const lines = await price('{"products": [{"price": {"amou|nt": 299900, "currency_code": "USD"}}]}');
  assert.equal(lines.at(-1), 'USD 2999, written in the smallest unit of its currency.');
  const yen = await price('{"products": [{"price": {"amou|nt": 2999, "currency_code": "JPY"}}]}');
  assert.equal(yen.at(-1), 'JPY 2999, written in the smallest unit of its currency.');
});

describe('what was not requested', () => {
  test('a record says what of it nobody asked for', async () => {
    const one = { target: '/crm/rest/v2/companies/1?fields=notes' };
    const lines = await said('v2:getCompany', '|{"id": "1", "notes": "", "website": "x"}', one);
    assert.equal(
      lines.at(-1),
      'Not requested: custom_fields, address, email_address, fax_number, phone_number. [Ask for them]',
    );
    const parts = await said('v2:getContact', '{"id": "1", "email_addresses": [|{"email": "a@example.com"}]}', {
      target: '/crm/rest/v2/contacts/1',
    });
    assert.ok(!parts.join().includes('Not requested'), 'A part of a record is no record.');
  });

  test('an empty property that was not asked for says so, one that was asked for does not', async () => {
    const asked = '/crm/rest/v1/contacts?optional_properties=custom_fields';
    const text = (name: string) => `{"contacts": [{"${name}|": []}]}`;
    const unasked = await said('v1:listContactsUsingGET', text('custom_fields'), { target: '/crm/rest/v1/contacts' });
    assert.equal(
      unasked.at(-1),
      'It was not asked for by optional_properties, so Keap may have left it empty. [Ask for it]',
    );
    const lines = await said('v1:listContactsUsingGET', text('custom_fields'), { target: asked });
    assert.ok(!lines.join().includes('not asked'));
  });
});
