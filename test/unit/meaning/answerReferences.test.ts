import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Kind } from '../../../src/keap/account/kinds.ts';
import { answerLinks } from '../../../src/keap/meaning/answerLinks.ts';
import { openWords } from '../../../src/keap/meaning/answerReferences.ts';
import { shapeOfSchema } from '../../../src/keap/meaning/answerShape.ts';
import { JsonWalk } from '../../../src/keap/meaning/jsonWalk.ts';
import { type Opening, openingDraft, openingOf } from '../../../src/keap/meaning/opening.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import { catalogs, operation, operations } from '../catalog/realCatalog.ts';
import { answered, answerOf, walked } from './answers.ts';

type Answer = ReturnType<typeof answerOf>;

/** The links of an answer: what is marked, and what it opens. */
function linksOf({ references }: Answer, value: unknown): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const walk = new JsonWalk(text);
  const links: string[] = [];
  while (walk.next()) {
    if (walk.event !== 'scalar') continue;
    for (const { kind, id, start, end } of references.of(walk.path, walk.source, walk.start)) {
      assert.equal(text.slice(start, end), id);
      links.push(`${kind} ${id}`);
    }
  }
  return links;
}

function targetOf(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '9');
}

test('the links that answers of all 540 operations can have, as reviewed, and each can be followed', () => {
  let links = 0;
  const byList = new Set<Kind>();
  for (const { key, path, responses, version } of operations) {
    for (const [status, { schema }] of Object.entries(responses)) {
      if (!schema) continue;
      const answer = answerOf(key, targetOf(path), Number(status));
      const { schemas } = catalogs[version];
      const value = shapeOfSchema(schema, schemas);
      const walk = new JsonWalk(JSON.stringify(value) ?? '');
      while (walk.next()) {
        if (walk.event !== 'scalar') continue;
        for (const reference of answer.references.of(walk.path, walk.source, walk.start)) {
          links++;
          const standing = { asked: answer.asked, path: [...walk.path], record: { path: [], value } };
          const opening = openingOf(reference, standing);
          assert.ok(!('lacks' in opening), `${key} ${walk.path.join('.')}`);
          const by = operation(opening.operation);
          const draft = openingDraft(reference, opening, by, catalogs[by.version].schemas);
          assert.equal(by.effect, 'reads');
          assert.deepEqual(
            validateDraft(by, catalogs[by.version].schemas, draft).filter(({ blocking }) => blocking),
            [],
          );
          if (opening.parameter === undefined) byList.add(reference.kind);
        }
      }
    }
  }
  assert.equal(links, 1288);
  assert.deepEqual([...byList].filter((kind) => !kind.startsWith('customField:')).sort(), [
    ...['automationCategory', 'campaignGoal', 'campaignSequence', 'categoryDiscountCriterion', 'contactLinkType'],
    ...['creditCard', 'freeTrialDiscountCriterion', 'hookEvent', 'merchantAccount', 'noteTemplate'],
    ...['orderTotalDiscountCriterion', 'payment', 'paymentMethod', 'productDiscountCriterion', 'productInterest'],
    ...['productOptionItem', 'programResource', 'referral', 'shippingDiscountCriterion', 'shippingMethod', 'webform'],
    'wordPressOption',
  ]);
});

describe('what is a link and what is not', () => {
  const contacts = answerOf('v2:listContacts', '/crm/rest/v2/contacts');

  test('ids of records, one by one', () => {
    assert.deepEqual(
      linksOf(contacts, {
        contacts: [
          {
            id: '1',
            owner_id: 2,
            tag_ids: ['3', 4],
            groups: '5, 6,0,7',
            company: { id: '8' },
            custom_fields: [{ id: '9', content: '10' }],
            leadsource_id: '12345678901234567890',
            given_name: '11',
          },
        ],
      }),
      [
        'contact 1',
        'user 2',
        'tag 3',
        'tag 4',
        'tag 5',
        'tag 6',
        'tag 7',
        'company 8',
        'customField:contacts 9',
        'leadSource 12345678901234567890',
      ],
    );
  });

  test('nothing, zero, other systems’ ids and what is no id', () => {
    const item = {
      id: '',
      owner_id: 0,
      tag_ids: [null, '0', {}],
      groups: '',
      account_id: '5',
      keap_id: '6',
      company: { id: null },
    };
    const odd = { id: '9'.repeat(200), owner_id: -1, leadsource_id: 1.5, groups: '1;2', company: [] };
    assert.deepEqual(linksOf(contacts, { contacts: [item, odd] }), []);
    const words = [
      'external_id',
      'global_user_id',
      'keapSourceId',
      'original_provider_id',
      'infusionsoft_id',
      'tenant_id',
    ];
    assert.deepEqual(linksOf(contacts, { contacts: [Object.fromEntries(words.map((name) => [name, '7']))] }), []);
  });

  test('a record that was asked for by its id is no link to itself, but to others', () => {
    const one = answerOf('v2:getContact', '/crm/rest/v2/contacts/12');
    assert.deepEqual(linksOf(one, { id: '12', owner_id: '12', company: { id: '12' } }), ['user 12', 'company 12']);
    assert.deepEqual(linksOf(one, { id: '13' }), ['contact 13']);
    assert.deepEqual(linksOf(answerOf('v2:createContact', '/crm/rest/v2/contacts', 201), { id: '12' }), ['contact 12']);
  });

  test('what would need a record that the answer does not name', () => {
    const order = { order_items: [{ id: '5', product: { id: '6' } }], id: '4' };
    assert.deepEqual(linksOf(answerOf('v2:getOrder', '/crm/rest/v2/orders/4'), order), ['orderItem 5', 'product 6']);
    const invoiced = answerOf('v2:invoiceSubscription', '/crm/rest/v2/subscriptions/4:invoice');
    assert.ok(!linksOf(invoiced, order).includes('orderItem 5'));
  });

  test('a refusal refers to nothing', () => {
    const refused = answerOf('v2:getContact', '/crm/rest/v2/contacts/12', 404);
    assert.deepEqual(linksOf(refused, { code: 404, id: '12', contact_id: '13' }), []);
  });

  test('what calls itself a command or an address is an id like others, or none', () => {
    const hostile =
      '{"contacts":[{"id":"command:workbench.action.quit","owner_id":"../../users","__proto__":{"id":"1"},"constructor":{"owner_id":"2"}}]}';
    assert.deepEqual(linksOf(contacts, hostile), [
      'contact command:workbench.action.quit',
      'user ../../users',
      'user 2',
    ]);
  });

  test('the facts of Keap’s references hold', () => {
    const at = (key: string, value: unknown) => linksOf(answerOf(key, targetOf(operation(key).path)), value);
    assert.deepEqual(at('v1:listTransactionsUsingGET', { transactions: [{ order_ids: '4,5', contact_id: 6 }] }), [
      'order 4',
      'order 5',
      'contact 6',
    ]);
    assert.deepEqual(
      at('v2:listOpportunities', { opportunities: [{ id: '1', stage: { id: '2' }, contact: { id: '3' } }] }),
      ['opportunity 1', 'opportunityStage 2', 'contact 3'],
    );
    assert.deepEqual(at('v2:listNotes', { notes: [{ id: '1', contact_id: '2', assigned_to_user: { id: '3' } }] }), [
      'note 1',
      'contact 2',
      'user 3',
    ]);
    assert.deepEqual(at('v1:getContactUsingGET', { id: 1, lead_source_id: 5, company: { id: 6 }, owner_id: 7 }), [
      'contact 1',
      'leadSource 5',
      'company 6',
      'user 7',
    ]);
    assert.deepEqual(
      at('v2:listSubscriptions', {
        subscriptions: [{ sale_affiliate_id: '1', payment_method_id: '2', contact_id: '3' }],
      }),
      ['affiliate 1', 'paymentMethod 2', 'contact 3'],
    );
  });
});

describe('how a record is opened', () => {
  const open = (key: string, path: readonly (string | number)[], kind: Kind, value: unknown) => {
    const { asked } = answerOf(key, targetOf(operation(key).path));
    return openingOf({ kind }, { asked, path, record: { path: path.slice(0, 2), value } });
  };
  const draftOf = (kind: Kind, id: string, opening: Opening) => {
    const by = operation(opening.operation);
    return openingDraft({ kind, id }, opening, by, catalogs[by.version].schemas);
  };

  test('read whole where it can be read', () => {
    const opening = open('v2:listNotes', ['notes', 0, 'contact_id'], 'contact', {});
    assert.ok(!('lacks' in opening));
    const { operationKey, parameters } = draftOf('contact', '12', opening);
    assert.equal(operationKey, 'v2:getContact');
    assert.equal(parameters['path:contact_id'], '12');
    assert.ok(parameters['query:fields']?.includes('custom_fields'));
  });

  test('within the record that stands beside it, around it or in the path', () => {
    const note = open('v2:listAllNotes', ['notes', 3, 'id'], 'note', { id: '1', contact_id: '7' });
    assert.deepEqual(note, { operation: 'v2:getNote', within: { contact_id: '7' }, parameter: 'note_id' });
    const province = open('v2:listContacts', ['contacts', 0, 'addresses', 1, 'region_code'], 'province', {
      addresses: [
        { country_code: 'USA', region_code: 'US-AZ' },
        { country_code: 'CAN', region_code: 'CA-ON' },
      ],
    });
    assert.deepEqual(province, {
      operation: 'v2:getProvinceByCode',
      within: { country_code: 'CAN' },
      parameter: 'province_code',
    });
    const method = open('v2:listPaymentMethods_1', ['records', 0, 'payment_method_id'], 'paymentMethod', {});
    assert.deepEqual(method, { operation: 'v2:listPaymentMethods_1', within: { contact_id: '9' } });
    assert.deepEqual(open('v2:listAllNotes', ['notes', 3, 'id'], 'note', { id: '1' }), { lacks: 'contact' });
  });

  test('by a list, asked for this one where its filter knows ids', () => {
    const payment = open('v2:listPayments', ['payments', 0, 'id'], 'payment', {});
    assert.ok(!('lacks' in payment));
    assert.equal(draftOf('payment', '12', payment).parameters['query:filter'], 'id==12');
    assert.equal(draftOf('payment', '1;id==2', payment).parameters['query:filter'], undefined);
    const field = open('v2:listContacts', ['contacts', 0, 'custom_fields', 0, 'id'], 'customField:contacts', {});
    assert.ok(!('lacks' in field));
    assert.equal(draftOf('customField:contacts', '12', field).operationKey, 'v2:retrieveContactModel');
  });

  test('the words say what it costs', () => {
    assert.equal(openWords('contact', '12'), 'Open contact 12 (one call)');
    assert.equal(openWords('paymentMethod', '12'), 'Open the list with payment method 12 (one call)');
    assert.equal(openWords('tag', '[x](command:a)'), 'Open tag [x] (command:a) (one call)');
  });
});

test('codes are no links, and only so many ids are', async () => {
  const contacts = Array.from({ length: 50 }, (_, id) => ({
    id: `a${id}`,
    addresses: [{ country_code: 'USA', region_code: 'US-AZ' }],
  }));
  const text = JSON.stringify({ contacts });
  const about = await answered('v2:listContacts', '/crm/rest/v2/contacts', text);
  const links = await answerLinks(walked(text), about, 20, new AbortController().signal);
  assert.deepEqual(
    links.map((link) => ('kind' in link ? `${link.kind} ${link.id}` : '')),
    contacts.slice(0, 20).map(({ id }) => `contact ${id}`),
  );
});

describe('pages of a list', () => {
  const pages = async (key: string, target: string, value: unknown) => {
    const text = JSON.stringify(value);
    const links = await answerLinks(walked(text), await answered(key, target, text), 100, new AbortController().signal);
    return links.flatMap((link) => ('page' in link ? [[text.slice(link.start, link.end), link.page, link.words]] : []));
  };
  const v1 = '/crm/rest/v1/contacts?limit=2&offset=2';

  test('the next and the one before, wherever the answer says they are', async () => {
    const next = 'https://evil.example/crm/rest/v1/contacts?limit=2&offset=4&access_token=x';
    const previous = 'https://api.infusionsoft.com/crm/rest/v1/contacts?limit=2&offset=0';
    assert.deepEqual(await pages('v1:listContactsUsingGET', v1, { contacts: [{}, {}], count: 9, next, previous }), [
      [next, { 'query:offset': '4', 'query:limit': '2' }, 'Open the next page (one call)'],
      [previous, { 'query:offset': '0', 'query:limit': '2' }, 'Open the page before (one call)'],
    ]);
    assert.deepEqual(
      await pages('v2:listContacts', '/crm/rest/v2/contacts', { contacts: [{}], next_page_token: 'abc' }),
      [['abc', { 'query:page_token': 'abc' }, 'Open the next page (one call)']],
    );
  });

  test('none where the list ends or begins, and none inside of records', async () => {
    const next = 'https://api.infusionsoft.com/crm/rest/v1/contacts?limit=2&offset=4';
    const first = '/crm/rest/v1/contacts?limit=2';
    const previous = 'https://api.infusionsoft.com/crm/rest/v1/contacts?limit=2&offset=0';
    assert.deepEqual(await pages('v1:listContactsUsingGET', v1, { contacts: [], count: 4, next }), []);
    assert.deepEqual(await pages('v1:listContactsUsingGET', first, { contacts: [{}], count: 1, previous }), []);
    assert.deepEqual(
      await pages('v2:listContacts', '/crm/rest/v2/contacts', {
        contacts: [{ next, next_page_token: 'a' }],
        next_page_token: '',
      }),
      [],
    );
  });
});
