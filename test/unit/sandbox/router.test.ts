import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Router } from '../../../src/sandbox/router.ts';
import { operations } from '../catalog/realCatalog.ts';

const router = new Router(operations);

function key(method: string, path: string): string | undefined {
  const found = router.find(method, `/crm/rest${path}`);
  return 'miss' in found ? undefined : found.operation.key;
}

function parameters(method: string, path: string): unknown {
  const found = router.find(method, `/crm/rest${path}`);
  return 'miss' in found ? found : found.parameters;
}

describe('Router', () => {
  it('finds every operation by its own path', () => {
    for (const { key: expected, method, path } of operations) {
      const found = router.find(method, path.replaceAll(/\{[^}]+\}/g, 'x1'));
      assert.ok(!('miss' in found), expected);
      assert.equal(found.operation.key, expected);
    }
  });

  it('prefers fixed text to a parameter', () => {
    assert.equal(key('GET', '/v2/tags/categories'), 'v2:listTagCategories');
    assert.equal(key('GET', '/v2/contacts/model'), 'v2:retrieveContactModel');
    assert.equal(key('GET', '/v1/products/sync'), 'v1:listProductsFromSyncTokenUsingGET');
    assert.equal(key('GET', '/v1/products/7'), 'v1:retrieveProductUsingGET');
  });

  it('prefers a colon verb to a plain parameter', () => {
    assert.equal(key('GET', '/v2/files/7:data'), 'v2:getFileData_1');
    assert.equal(key('GET', '/v2/files/7'), 'v2:getFile');
    assert.deepEqual(parameters('GET', '/v2/files/a%3Ab:data'), { file_id: 'a:b' });
    assert.equal(key('POST', '/v2/contacts:merge'), 'v2:mergeContacts');
    assert.equal(key('POST', '/v2/tags/5/contacts:applyTags'), 'v2:applyTags');
  });

  it('takes an encoded colon for a part of the value', () => {
    assert.equal(key('GET', '/v2/files/7%3Adata'), 'v2:getFile');
    assert.deepEqual(parameters('GET', '/v2/files/7%3Adata'), { file_id: '7:data' });
  });

  it('decodes parameters, an encoded slash too', () => {
    assert.deepEqual(parameters('GET', '/v2/emailAddresses/a%2Fb%20%C3%BC%2B%27@example.com/status'), {
      email: "a/b ü+'@example.com",
    });
    assert.deepEqual(parameters('GET', '/v2/orders/%E0%A4%A'), { miss: 'escape' });
  });

  it('passes over a slash at the end', () => {
    assert.equal(key('GET', '/v1/contacts/'), 'v1:listContactsUsingGET');
  });

  it('says whether the path or the method is wrong', () => {
    assert.deepEqual(router.find('GET', '/crm/rest/v2/shoes'), { miss: 'path' });
    assert.deepEqual(router.find('GET', '/'), { miss: 'path' });
    assert.deepEqual(router.find('GET', '/crm/rest/v2/contacts//tags'), { miss: 'path' });
    const miss = router.find('PUT', '/crm/rest/v2/tags/categories');
    assert.ok('miss' in miss && miss.miss === 'method');
    assert.deepEqual(miss.allowed.toSorted(), ['GET', 'POST']);
  });
});
