import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Operation } from '../../src/keap/catalog/operation.ts';
import { statefulOperations } from '../../src/sandbox/coverage.ts';
import { catalogs, operations } from '../unit/catalog/realCatalog.ts';
import { answerProblems } from './answerCheck.ts';
import { sampleRequest, sandboxClient } from './sandboxSupport.ts';

/** Reads before writes, deletions last and from the leaves inwards: what one removes no later one needs. */
function inOrder(all: readonly Operation[]): Operation[] {
  const turns = { GET: 0, POST: 1, PUT: 2, PATCH: 3, DELETE: 5 };
  const turn = ({ method, path }: Operation) => {
    // Much goes with a contact.
    if (method === 'DELETE' && /\/contacts\/\{[^}/]+\}$/.test(path)) return 6;
    return /:(remove|deactivate)/.test(path) ? 4 : turns[method];
  };
  const depth = ({ path }: Operation) => path.split('/').length;
  return all.toSorted((a, b) => turn(a) - turn(b) || depth(b) - depth(a));
}

describe('Every operation of the sandbox', () => {
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  before(async () => {
    client = await sandboxClient();
  });
  after(() => client.close());

  it('answers with a declared success and a body valid against its schema, and nothing undeclared in it', async () => {
    const failures: string[] = [];
    for (const operation of inOrder(operations)) {
      const catalog = catalogs[operation.version];
      const { path, body } = sampleRequest(operation, catalog);
      const headers = { 'X-Keap-API-Key': client.sandbox.key, 'X-Hook-Secret': 'secret' };
      const reply = await client.send(operation.method, path, body, headers);
      const declared = operation.responses[String(reply.status)];
      if (!declared) {
        failures.push(`${operation.key}: ${reply.status} ${reply.text.slice(0, 200)}`);
      } else if (!declared.schema) {
        if (reply.text !== '') failures.push(`${operation.key}: a body nobody declared`);
      } else if (declared.mediaType !== 'application/json') {
        const type = reply.headers.get('content-type') ?? '';
        if (!type.startsWith(declared.mediaType ?? '?') || reply.text === '')
          failures.push(`${operation.key}: ${type}`);
      } else {
        failures.push(...answerProblems(operation, reply.status, reply.json));
      }
    }
    assert.deepEqual(failures, []);
    assert.equal(operations.length, 540);
  });

  it('says the same again for the same ids, and something else for others', async () => {
    const [first, again, other] = [
      await client.send('GET', '/v2/orders/7'),
      await client.send('GET', '/v2/orders/7'),
      await client.send('GET', '/v2/orders/8'),
    ];
    assert.deepEqual(first.json, again.json);
    assert.equal(first.at('id'), '7');
    assert.equal(other.at('id'), '8');
    assert.notEqual(first.text.replace('"id":"7"', ''), other.text.replace('"id":"8"', ''));
  });

  it('is stateful where a handler says so', () => {
    const keys = new Set(operations.map(({ key }) => key));
    const stateful = statefulOperations();
    assert.ok(stateful.length >= 520, String(stateful.length));
    assert.deepEqual(
      stateful.filter((key) => !keys.has(key)),
      [],
    );
  });

  it('filters and sorts its stateful lists by every field the catalog knows', async () => {
    const samples = { string: 'x', number: '1', boolean: 'true', 'date-time': '2026-01-01T00:00:00.000Z' };
    let asked = 0;
    for (const { key, method, path, query } of operations) {
      if (method !== 'GET' || !query || !statefulOperations().includes(key)) continue;
      const start = path.replace('/crm/rest', '').replaceAll(/\{[^}]+\}/g, '4');
      for (const { name, kind, operators, enum: words, sentinels = [] } of query.filter?.fields ?? []) {
        for (const value of [...(words ?? [samples[kind]]), ...sentinels]) {
          const phone = name === 'phone_number' ? ';phone_fields==PHONE1' : '';
          const filter = encodeURIComponent(`${name}${operators.at(-1)}${name === 'id' ? '1' : value}${phone}`);
          const reply = await client.send('GET', `${start}?filter=${filter}`);
          assert.equal(reply.status, 200, `${key} ${name} ${reply.text}`);
          asked++;
        }
      }
      for (const field of query.orderBy ?? []) {
        const reply = await client.send('GET', `${start}?order_by=${field}%20desc`);
        assert.equal(reply.status, 200, `${key} ${field} ${reply.text}`);
        asked++;
      }
    }
    assert.ok(asked > 100, String(asked));
  });
});
