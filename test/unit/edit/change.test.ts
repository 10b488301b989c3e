import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepEntries, lossesOf, lossWords } from '../../../src/keap/edit/losses.ts';
import { editableText, planChange, planMaking, planReturn, withoutLosses } from '../../../src/keap/edit/putBack.ts';
import { recordKinds } from '../../../src/keap/edit/recordKinds.ts';
import { recordView } from '../../../src/keap/edit/recordView.ts';
import { parseExact, printExact, sameJson } from '../../../src/keap/exactJson.ts';
import { asObject, type JsonObject } from '../../../src/keap/json.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, index, operation } from '../catalog/realCatalog.ts';

const inCatalog = (key: string) => ({ operation: operation(key), schemas: catalogs[operation(key).version].schemas });
const CONTACT = inCatalog('v2:updateContact');

const ADA: JsonObject = {
  id: '7',
  given_name: 'Ada',
  family_name: 'Lovelace',
  tag_ids: ['1', '2'],
  notes: 'Met in May',
  email_addresses: [
    { field: 'EMAIL1', email: 'ada@example.com', is_opt_in: true },
    { field: 'EMAIL2', email: 'ada@example.org', is_opt_in: false },
  ],
  custom_fields: [{ id: '1', content: 'red' }, { id: '2' }, { id: '3', content: 4 }],
  company: { id: '5', company_name: 'Engines' },
};

/** The plan of a change to Ada that someone made by editing her text. */
function edited(edit: (record: Record<string, unknown>) => void, base?: string) {
  const record = { ...asObject(JSON.parse(editableText(ADA, CONTACT).text)) };
  edit(record);
  return planChange(CONTACT, ['7'], ADA, JSON.stringify(record), base);
}

describe('A record as text', () => {
  it('has what its operation takes, in its own order, and says what it leaves out', () => {
    const { view, leftOut } = recordView(ADA, CONTACT.operation, CONTACT.schemas);
    assert.deepEqual(Object.keys(view).slice(0, 3), ['given_name', 'family_name', 'email_addresses']);
    assert.deepEqual(view['email_addresses'], [
      { field: 'EMAIL1', email: 'ada@example.com' },
      { field: 'EMAIL2', email: 'ada@example.org' },
    ]);
    assert.deepEqual(leftOut, ['id', 'tag_ids', 'notes', 'email_addresses.is_opt_in']);
  });

  it('takes the id of what the record shows whole, and prices in the unit that is asked for', () => {
    const item = {
      product: { id: '9', name: 'Spade' },
      price_per_unit: { amount: 1995, currency_code: 'USD' },
      quantity: 2,
    };
    const { operation: update, schemas } = inCatalog('v2:updateOrderItem');
    assert.equal(printExact(recordView(item, update, schemas).view['price_per_unit']), '19.95');
    assert.equal(recordView(item, update, schemas).view['product_id'], '9');
    const yen = {
      price_per_unit: { amount: 1995, currency_code: 'JPY' },
      cost_per_unit: { amount: -5, currency_code: 'USD' },
    };
    assert.equal(
      printExact(recordView(yen, update, schemas).view),
      '{\n  "price_per_unit": 1995,\n  "cost_per_unit": -0.05\n}',
    );
    const product = inCatalog('v2:updateProduct');
    const price = { price: { amount: 1995, currency_code: 'USD', formatted_amount: '$19.95' } };
    assert.deepEqual(recordView(price, product.operation, product.schemas).view, { price: 1995 });
  });
});

describe('A change', () => {
  it('sends what differs and names it in the mask', () => {
    const { draft, changes, notes } = edited((record) => {
      record['given_name'] = 'Augusta';
    });
    assert.deepEqual(draft.parameters, { 'path:contact_id': '7', 'query:update_mask': ['given_name'] });
    assert.deepEqual(JSON.parse(draft.body), { given_name: 'Augusta' });
    assert.deepEqual([changes, notes], [true, []]);
    assert.equal(edited(() => undefined).changes, false);
  });

  it('clears what was removed: a list by [], the rest by null under a mask', () => {
    const { draft, after } = edited((record) => {
      delete record['family_name'];
      delete record['custom_fields'];
    });
    assert.deepEqual(JSON.parse(draft.body), { family_name: null, custom_fields: [] });
    assert.deepEqual(draft.parameters['query:update_mask'], ['custom_fields', 'family_name']);
    assert.ok(!('family_name' in JSON.parse(after)) && !('custom_fields' in JSON.parse(after)));
  });

  it('says what cannot be removed where nothing says that null is meant', () => {
    const link = inCatalog('v2:updateRedirectLink');
    const { changes, notes } = planChange(link, ['1'], { name: 'A', code: 'B' }, '{"name":"A"}');
    assert.deepEqual([changes, notes], [false, [`code stays: ${link.operation.title} has no way to remove it.`]]);
  });

  it('takes no value away for a name that was mistyped, and drops what only Keap sets', () => {
    const { notes, changes } = edited((record) => {
      record['given_nam'] = record['given_name'];
      delete record['given_name'];
      record['tag_ids'] = ['9'];
    });
    assert.equal(changes, false);
    assert.deepEqual(notes, [
      'given_nam is left out: Keap does not know it; did you mean given_name?',
      'tag_ids is left out: Update contact does not change it.',
    ]);
  });

  it('keeps the digits of numbers, and takes the same number for the same', () => {
    const expense = inCatalog('v2:updateLeadSourceExpense');
    const now = { title: 'Ads', amount: { amount: 100 } };
    const { draft } = planChange(expense, ['1', '2'], now, '{"title":"Ads","amount":12345678901234567890}');
    assert.match(draft.body, /"amount": 12345678901234567890/);
    assert.equal(planChange(expense, ['1', '2'], now, '{"title":"Ads","amount":1.0e2}').changes, false);
    assert.ok(sameJson(parseExact('[10.10,{"a":1,"b":2}]'), parseExact('[10.1,{"b":2,"a":1}]')));
    assert.ok(!sameJson(parseExact('12345678901234567890'), parseExact('12345678901234567891')));
  });

  it('is made to the record as it is now, and says what someone else changed meanwhile', () => {
    const base = editableText({ ...ADA, given_name: 'Adelaide', family_name: 'Byron' }, CONTACT).text;
    const wanted = JSON.stringify({ ...asObject(JSON.parse(base)), given_name: 'Augusta' });
    const { draft, notes, after } = planChange(CONTACT, ['7'], ADA, wanted, base);
    assert.deepEqual(JSON.parse(draft.body), { given_name: 'Augusta' });
    assert.deepEqual(notes, ['given_name was changed by someone else meanwhile.']);
    assert.equal(JSON.parse(after).family_name, 'Lovelace');
  });
});

describe('What would vanish', () => {
  const view = () => recordView(ADA, CONTACT.operation, CONTACT.schemas).view;
  const losses = (body: unknown, mask?: string[]) =>
    lossesOf(
      CONTACT.operation,
      CONTACT.schemas,
      { body: JSON.stringify(body), parameters: mask ? { 'query:update_mask': mask } : {} },
      view(),
    );

  it('is named by place and content, without custom fields that hold nothing', () => {
    const body = {
      email_addresses: [{ field: 'EMAIL1', email: 'new@example.com' }],
      custom_fields: [{ id: '3', content: 5 }],
    };
    assert.deepEqual(losses(body).map(lossWords), [
      'email_addresses: 1 of 2 entries would vanish: EMAIL2 ada@example.org.',
      'custom_fields: 1 of 2 entries would vanish: 1 red.',
    ]);
    assert.deepEqual(losses({ custom_fields: null }).map(lossWords), [
      'custom_fields: 2 of 2 entries would vanish: 1 red; 3 4.',
    ]);
  });

  it('is nothing where the mask leaves the list out, where entries only change, and in v1, which merges', () => {
    assert.deepEqual(losses({ email_addresses: [] }, ['given_name']), []);
    assert.equal(losses({ email_addresses: [] }, ['email_addresses']).length, 1);
    const other = [
      { field: 'EMAIL2', email: 'x@example.com' },
      { field: 'EMAIL1', email: 'y@example.com' },
    ];
    assert.deepEqual(losses({ email_addresses: other }), []);
    const v1 = inCatalog('v1:updatePropertiesOnContactUsingPATCH');
    const body = { body: '{"email_addresses":[]}', parameters: {} };
    assert.deepEqual(lossesOf(v1.operation, v1.schemas, body, view()), []);
  });

  it('can be kept, in its place, and is then no change', () => {
    const draft = {
      ...emptyDraft('v2:updateContact'),
      body: '{"email_addresses":[{"field":"EMAIL2","email":"b@example.com"}]}',
    };
    const kept = JSON.parse(keepEntries(draft, losses(JSON.parse(draft.body))).body);
    assert.deepEqual(kept.email_addresses, [
      { field: 'EMAIL1', email: 'ada@example.com' },
      { field: 'EMAIL2', email: 'b@example.com' },
    ]);
    const plan = edited((record) => {
      record['email_addresses'] = [];
    });
    const without = withoutLosses(CONTACT, ['7'], ADA, plan, losses({ email_addresses: [] }));
    assert.equal(without.changes, false);
  });
});

describe('Putting back', () => {
  it('changes what differs and says what it cannot', () => {
    const now = { ...ADA, given_name: 'Eve', tag_ids: ['1'], update_time: '2026-11-25T00:00:00.000Z' };
    const { draft, notes } = planReturn(CONTACT, ['7'], now, ADA);
    assert.deepEqual(JSON.parse(draft.body), { given_name: 'Ada' });
    assert.deepEqual(notes, ['tag_ids changed, too, and Update contact cannot put that back.']);
    assert.equal(planReturn(CONTACT, ['7'], { ...ADA, update_time: 'now' }, ADA).changes, false);
  });

  it('makes anew what is gone, and says what does not come back', () => {
    const kind = recordKinds(index).get('/contacts/{}');
    assert.ok(kind);
    const { draft, before, notes } = planMaking(inCatalog('v2:createContact'), { kind, ids: ['7'] }, ADA);
    assert.equal(before, '');
    assert.equal(JSON.parse(draft.body).given_name, 'Ada');
    assert.match(
      notes.join(' '),
      /new contact with an id of its own.+ id, tag_ids, notes and email_addresses\.is_opt_in do not come back/,
    );
  });
});
