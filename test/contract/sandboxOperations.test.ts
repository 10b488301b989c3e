import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Catalog, Operation } from '../../src/keap/catalog/operation.ts';
import { resolveSchema, type Schema } from '../../src/keap/catalog/schema.ts';
import { statefulOperations } from '../../src/sandbox/coverage.ts';
import { catalogs, operations } from '../unit/catalog/realCatalog.ts';
import { sampleRequest, sandboxClient } from './sandboxSupport.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
for (const format of ['int32', 'int64', 'float', 'double', 'byte', 'binary']) ajv.addFormat(format, true);
for (const catalog of Object.values(catalogs)) {
  const answers = catalog.operations.map(({ responses }) => responses);
  ajv.addSchema({ $id: catalog.version, schemas: catalog.schemas, answers });
}

function validator(operation: Operation, status: number): ValidateFunction {
  const index = catalogs[operation.version].operations.indexOf(operation);
  const validate = ajv.getSchema(`${operation.version}#/answers/${index}/${status}/schema`);
  assert.ok(validate, `${operation.key} declares no schema for ${status}`);
  return validate;
}

/** Properties of a value that its schema does not know, by path: JSON Schema lets them pass, Keap has none. */
function undeclared(value: unknown, schema: Schema | undefined, catalog: Catalog, path: string): string[] {
  const resolved = resolveSchema(schema, catalog.schemas);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => undeclared(item, resolved.items, catalog, `${path}[${index}]`));
  }
  const { properties } = resolved;
  if (typeof value !== 'object' || value === null || !properties) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    Object.hasOwn(properties, name)
      ? undeclared(member, properties[name], catalog, `${path}.${name}`)
      : [`${path}.${name}`],
  );
}

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
        const validate = validator(operation, reply.status);
        if (!validate(reply.json)) failures.push(`${operation.key}: ${ajv.errorsText(validate.errors)}`);
        const extra = undeclared(reply.json, declared.schema, catalog, '');
        if (extra.length > 0) failures.push(`${operation.key}: undeclared ${extra.slice(0, 5).join(' ')}`);
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

  it('echoes what was posted where the answer has a place for it', async () => {
    const reply = await client.send('POST', '/v2/leadSources', { name: 'Trade fair "Müller"', status: 'ACTIVE' });
    assert.equal(reply.status, 201);
    assert.equal(reply.at('name'), 'Trade fair "Müller"');
  });

  it('pages lists that nothing stands behind', async () => {
    const first = await client.send('GET', '/v2/products?page_size=3');
    assert.equal(first.list('products').length, 3);
    const second = await client.send('GET', `/v2/products?page_size=3&page_token=${first.at('next_page_token')}`);
    assert.equal(second.list('products').length, 1);
    assert.equal(second.at('next_page_token'), '');
    const v1 = await client.send('GET', '/v1/products?limit=3&offset=3');
    assert.equal(v1.list('products').length, 1);
    assert.equal(v1.at('count'), 4);
  });

  it('is stateful where a handler says so', () => {
    const keys = new Set(operations.map(({ key }) => key));
    const stateful = statefulOperations();
    assert.ok(stateful.length >= 50);
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
