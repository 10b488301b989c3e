import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effectByRule, effectOf, REVIEWED } from '../../../src/keap/catalog/effects.ts';
import type { Effect, HttpMethod } from '../../../src/keap/catalog/operation.ts';
import { catalogs, operation, operations } from './realCatalog.ts';

describe('The effect rules', () => {
  const rules: readonly [HttpMethod, path: string, Effect][] = [
    ['GET', '/crm/rest/v2/orders', 'reads'],
    ['GET', '/crm/rest/v2/affiliates/{id}:commissions', 'reads'],
    ['DELETE', '/crm/rest/v2/contacts/model/customFields/{id}', 'deletes'],
    ['POST', '/crm/rest/v2/things/{id}:removeParts', 'deletes'],
    ['PUT', '/crm/rest/v2/things/{id}/unpublish', 'deletes'],
    ['POST', '/crm/rest/v2/contacts/model/customFields/tabs', 'changes schema'],
    ['PATCH', '/crm/rest/v2/contacts/model/customFields/{id}', 'changes schema'],
    ['POST', '/crm/rest/v2/emails:send', 'sends mail'],
    ['POST', '/crm/rest/v2/things/{id}:addContacts', 'starts automation'],
    ['POST', '/crm/rest/v2/orders/{id}:refund', 'moves money'],
    ['POST', '/crm/rest/v2/ordersOfMonks', 'creates'],
    ['POST', '/crm/rest/v2/products/{id}/subscriptions', 'creates'],
    ['POST', '/crm/rest/v2/things', 'creates'],
    ['POST', '/crm/rest/v2/things:sort', 'changes'],
    ['PUT', '/crm/rest/v1/things', 'changes'],
  ];
  for (const [method, path, effect] of rules) {
    it(`${method} ${path} ${effect}`, () => assert.equal(effectByRule(method, path), effect));
  }
});

describe('The effects of the catalog', () => {
  it('come from the rules and the reviewed table', () => {
    for (const { key, method, path, effect } of operations) assert.equal(effect, effectOf(key, method, path));
  });

  it('use every reviewed operation once, and only where the rules say otherwise', () => {
    const keys = REVIEWED.flatMap((group) => group.keys);
    assert.equal(new Set(keys).size, keys.length);
    for (const { keys: ofGroup, effect, because } of REVIEWED) {
      assert.match(because, /^[A-Z].*\.$/);
      for (const key of ofGroup) {
        const { method, path } = operation(key);
        assert.notEqual(effectByRule(method, path), effect, key);
      }
    }
  });

  it('are as many as were reviewed', () => {
    const count = (version: 'v1' | 'v2'): Record<string, number> => {
      const counts: Record<string, number> = {};
      for (const { effect } of catalogs[version].operations) counts[effect] = (counts[effect] ?? 0) + 1;
      return counts;
    };
    assert.deepEqual(count('v2'), {
      reads: 161,
      creates: 44,
      changes: 42,
      deletes: 82,
      'changes schema': 51,
      'moves money': 11,
      'starts automation': 6,
      'sends mail': 2,
    });
    assert.deepEqual(count('v1'), {
      reads: 69,
      creates: 18,
      changes: 18,
      deletes: 19,
      'changes schema': 4,
      'moves money': 6,
      'starts automation': 5,
      'sends mail': 2,
    });
  });

  it('read with every GET, delete with every DELETE', () => {
    for (const { key, method, effect } of operations) {
      if (method === 'GET') assert.equal(effect, 'reads', key);
      if (method === 'DELETE') assert.equal(effect, 'deletes', key);
      if (effect === 'reads') assert.ok(method === 'GET' || key === 'v2:runReport', key);
    }
  });

  const examples: Readonly<Record<string, Effect>> = {
    'v2:mergeContacts': 'deletes',
    'v2:cancelSubscription': 'deletes',
    'v2:removeTags': 'deletes',
    'v1:deleteEmailsUsingPOST': 'deletes',
    'v2:invoiceSubscription': 'moves money',
    'v2:applyTax': 'moves money',
    'v1:replacePaymentPlanUsingPUT': 'moves money',
    'v2:attachFileToOrder': 'changes',
    'v2:createPaymentMethodConfig': 'creates',
    'v2:createEmail': 'creates',
    'v1:createUserUsingPOST': 'sends mail',
    'v2:applyTags': 'starts automation',
    'v2:achieveIntegrationsWordPressOptInGoal': 'starts automation',
    'v2:updateEmailAddressOptStatus': 'changes',
    'v2:updateContact': 'changes',
  };
  for (const [key, effect] of Object.entries(examples)) {
    it(`${key} ${effect}`, () => assert.equal(operation(key).effect, effect));
  }
});
