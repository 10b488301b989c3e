import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asList, asObject } from '../../src/keap/json.ts';
import type { SandboxRequest } from '../../src/sandbox/request.ts';
import { answerFromSchema } from '../../src/sandbox/resources/generic.ts';
import { catalogs, operation, operations } from '../unit/catalog/realCatalog.ts';
import { answerProblems } from './answerCheck.ts';

function request(key: string, over: Partial<SandboxRequest> = {}): SandboxRequest {
  const found = operation(key);
  const names = found.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return {
    operation: found,
    catalog: catalogs[found.version],
    path: Object.fromEntries(names.map((name) => [name, '7'])),
    query: new URLSearchParams(),
    headers: {},
    body: undefined,
    list: { clauses: [] },
    pathname: found.path.replaceAll(/\{[^}]+\}/g, '7'),
    origin: 'http://127.0.0.1:1',
    now: 0,
    ...over,
  };
}

/** Keap's documents grow every week: an operation that is new in the catalog has no memory behind it yet. */
describe('An operation without a memory', () => {
  it('answers from its schema alone, and validly, whichever of the 540 it is', () => {
    const failures = operations.flatMap((each) => {
      const { status, json } = answerFromSchema(request(each.key));
      const declared = each.responses[String(status)];
      if (!declared) return [`${each.key}: ${status}`];
      return declared.mediaType === 'application/json' ? answerProblems(each, status, json) : [];
    });
    assert.deepEqual(failures, []);
  });

  it('says the same again for the same ids, and something else for others', () => {
    const order = (id: string) => asObject(answerFromSchema(request('v2:getOrder', { path: { order_id: id } })).json);
    assert.deepEqual(order('7'), order('7'));
    assert.equal(order('8')?.['id'], '8');
    assert.notDeepEqual({ ...order('8'), id: '7' }, order('7'));
  });

  it('echoes what was posted where the answer has a place for it', () => {
    const { json } = answerFromSchema(request('v2:createTag', { body: { name: 'Trade fair "Müller"', nobody: 1 } }));
    assert.equal(asObject(json)?.['name'], 'Trade fair "Müller"');
    assert.equal(asObject(json)?.['nobody'], undefined);
  });

  it('pages its list in both versions', () => {
    const page = (key: string, query: string) =>
      asObject(answerFromSchema(request(key, { query: new URLSearchParams(query) })).json) ?? {};
    const first = page('v2:listProducts', 'page_size=3');
    assert.equal(asList(first['products'])?.length, 3);
    const second = page('v2:listProducts', `page_size=3&page_token=${first['next_page_token']}`);
    assert.deepEqual([asList(second['products'])?.length, second['next_page_token']], [1, '']);
    const v1 = page('v1:listProductsUsingGET', 'limit=3&offset=3');
    assert.deepEqual([asList(v1['products'])?.length, v1['count']], [1, 4]);
  });
});
