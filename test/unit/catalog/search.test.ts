import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OperationSummary } from '../../../src/keap/catalog/operation.ts';
import { OperationSearch } from '../../../src/keap/catalog/search.ts';
import { index } from './realCatalog.ts';

const search = new OperationSearch(index);
const keys = (query: string, limit?: number): string[] => search.find(query, limit).map(({ key }) => key);

/** Small operations of our own, to see one rule at a time. */
function among(
  ...parts: readonly (Partial<OperationSummary> & { readonly key: string })[]
): (query: string) => string[] {
  const operations = parts.map((part): OperationSummary => {
    return {
      version: part.key.startsWith('v1') ? 'v1' : 'v2',
      method: 'GET',
      path: '/crm/rest/v2/things',
      tag: 'Things',
      title: 'Get thing',
      effect: 'reads',
      deprecated: false,
      needsInput: false,
      names: [],
      ...part,
    };
  });
  const own = new OperationSearch(operations);
  return (query) => own.find(query).map(({ key }) => key);
}

describe('Searching operations by words', () => {
  it('finds what the title says, v2 before v1', () => {
    assert.deepEqual(keys('list contacts', 2), ['v2:listContacts', 'v1:listContactsUsingGET']);
    assert.equal(keys('create app', 1)[0], 'v1:createAppointmentUsingPOST');
    assert.equal(keys('Merge Contacts', 1)[0], 'v2:mergeContacts');
  });

  it('needs every word, in any order', () => {
    assert.ok(keys('contacts tag apply').includes('v2:applyTags'));
    assert.deepEqual(keys('contacts xylophone'), []);
  });

  it('looks at tag, method, operationId, version and path', () => {
    assert.ok(keys('REST hooks').every((key) => key.startsWith('v1:') && key.includes('hook')));
    assert.equal(keys('listContactsUsingGET', 1)[0], 'v1:listContactsUsingGET');
    assert.ok(search.find('v1 delete').every(({ effect, version }) => effect === 'deletes' && version === 'v1'));
    assert.ok(keys('stage_pipeline').includes('v1:listOpportunityStagePipelinesUsingGET'));
    assert.ok(keys('pipeline').includes('v1:listOpportunityStagePipelinesUsingGET'));
    assert.equal(keys('DataService.query', 1)[0], 'xmlrpc:DataService.query');
    assert.equal(keys('xml-rpc chargeInvoice', 1)[0], 'xmlrpc:InvoiceService.chargeInvoice');
    assert.equal(keys('xmlrpc').length, 140);
    assert.ok(keys('apply tag', 1)[0]?.startsWith('v2:'), 'Where REST has the same, it comes first.');
  });

  it('finds parameters and properties by name and by part of a name', () => {
    for (const query of ['opt_in_reason', 'reason opt_in', 'phone']) assert.notEqual(keys(query).length, 0);
    assert.ok(keys('hookUrl').includes('v1:create_a_hook_subscription'));
    assert.ok(keys('opt_in_reason').includes('v1:createContactUsingPOST'));
  });

  it('prefers the title to path and tag, and those to names', () => {
    const find = among(
      { key: 'v2:a', names: ['cat_id'] },
      { key: 'v2:b', path: '/crm/rest/v2/cats' },
      { key: 'v2:c', tag: 'Cats' },
      { key: 'v2:d', title: 'Get cat' },
      { key: 'v2:e', path: '/crm/rest/v2/bobcats' },
    );
    assert.deepEqual(find('cat'), ['v2:d', 'v2:b', 'v2:c', 'v2:e', 'v2:a']);
  });

  it('prefers a phrase, then the order of the title', () => {
    const find = among(
      { key: 'v2:a', title: 'Feed cat and list food' },
      { key: 'v2:b', title: 'List old cat food' },
      { key: 'v2:c', title: 'Get list cat likes' },
      { key: 'v2:d', title: 'List cats of the whole town' },
    );
    assert.deepEqual(find('list cat'), ['v2:d', 'v2:c', 'v2:b', 'v2:a']);
  });

  it('breaks ties by the shorter title, then v2, then the given order; deprecated comes last', () => {
    const find = among(
      { key: 'v1:a' },
      { key: 'v2:b', title: 'Get thing now' },
      { key: 'v2:c' },
      { key: 'v2:d' },
      { key: 'v2:e', deprecated: true },
    );
    assert.deepEqual(find('get thing'), ['v2:c', 'v2:d', 'v1:a', 'v2:b', 'v2:e']);
  });

  it('minds neither case nor accents nor space', () => {
    const find = among({ key: 'v2:a', title: 'Get café' });
    for (const query of ['CAFE', '  café ', 'get\tcafé', 'Cafe\u0301']) assert.deepEqual(find(query), ['v2:a']);
  });

  it('finds hyphened words whole and in parts', () => {
    for (const query of ['opt-in', 'opt in', 'wordpress in']) {
      assert.ok(keys(query).includes('v2:addIntegrationsWordPressOptIn'), query);
    }
  });

  it('gives all for nothing, and no more than asked', () => {
    assert.deepEqual(search.find(''), index);
    assert.equal(search.find('  ', 50).length, 50);
    assert.equal(search.find('contact', 7).length, 7);
    assert.equal(search.find('/v2/contacts/1', 2).length, 2);
    assert.equal(search.find('v2').length, 399);
  });

  it('is not upset by signs', () => {
    for (const query of ['(', '.*', '\\', '[', '{', '?', ':', '%', '//', '/', 'get /', 'https://']) {
      assert.doesNotThrow(() => search.find(query), query);
    }
  });
});

describe('Searching operations by URL or path', () => {
  it('finds what a pasted URL calls', () => {
    assert.deepEqual(keys('https://api.infusionsoft.com/crm/rest/v2/contacts/12345?x=1'), [
      'v2:getContact',
      'v2:updateContact',
      'v2:deleteContact',
    ]);
    assert.equal(
      keys('https://api.keap.com/crm/rest/v1/contacts/12345#top', 1)[0],
      'v1:updatePropertiesOnContactUsingPATCH',
    );
    assert.ok(keys('http://localhost:8080/crm/rest/v2/contacts/1/').includes('v2:getContact'));
  });

  it('takes the method that stands before it', () => {
    assert.deepEqual(keys('DELETE https://api.infusionsoft.com/crm/rest/v2/contacts/1'), ['v2:deleteContact']);
    assert.equal(keys('post /v2/contacts', 1)[0], 'v2:createContact');
  });

  it('takes a path from the server, from /rest or from the version on, and without one', () => {
    for (const path of ['/crm/rest/v2/tags/5', '/rest/v2/tags/5', '/v2/tags/5', 'v2/tags/5']) {
      assert.deepEqual(keys(path), ['v2:getTag', 'v2:updateTag', 'v2:deleteTag'], path);
    }
    assert.deepEqual(keys('/tags/5'), ['v2:getTag', 'v2:updateTag', 'v2:deleteTag', 'v1:getTagUsingGET']);
  });

  it('tells words after a colon from values', () => {
    assert.deepEqual(keys('/v2/tags/5/contacts:applyTags'), ['v2:applyTags']);
    assert.deepEqual(keys('/v2/subscriptions/7:invoice'), ['v2:invoiceSubscription']);
    assert.deepEqual(keys('/v2/affiliates/7:commissions'), ['v2:getAffiliateCommissions']);
  });

  it('prefers literal segments to placeholders', () => {
    assert.equal(keys('/v2/contacts/model', 1)[0], 'v2:retrieveContactModel');
    assert.equal(keys('/v2/discounts/orderTotals', 1)[0], 'v2:listOrderTotalDiscounts');
  });

  it('finds a template by itself, for every operation', () => {
    for (const { key, method, path, version } of index) {
      // All methods of XML-RPC have one path.
      const most = version === 'xmlrpc' ? 140 : 3;
      assert.ok(keys(`${method} ${path}`, most).includes(key), key);
    }
  });

  it('still finds pieces of a path', () => {
    assert.ok(keys('/paymentMeth').includes('v2:listPaymentMethods'));
    assert.ok(keys('model/customFields').includes('v2:createOrderCustomField'));
    assert.ok(keys('/contacts').includes('v2:getContact'));
  });
});

describe('The time a search takes', () => {
  it('stays far below what a person notices', () => {
    const queries = [
      'list contacts',
      'tag contact apply',
      'opt_in_reason',
      'POST /v2/orders/{id}/items',
      'create order payment',
    ];
    const started = performance.now();
    const fresh = new OperationSearch(index);
    fresh.find('l');
    assert.ok(performance.now() - started < 500, 'building the index');
    const times = queries.flatMap((query) =>
      [...query].map((_letter, at) => {
        const start = performance.now();
        fresh.find(query.slice(0, at + 1));
        return performance.now() - start;
      }),
    );
    times.sort((a, b) => a - b);
    // Some tens of times what it takes: a busy machine passes, a search that grew quadratic does not.
    assert.ok((times[times.length >> 1] ?? 0) < 25, `half of the keystrokes took ${times[times.length >> 1]} ms`);
  });
});
