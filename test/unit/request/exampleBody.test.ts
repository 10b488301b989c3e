import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schema } from '../../../src/keap/catalog/schema.ts';
import { resolveSchema } from '../../../src/keap/catalog/schema.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { neededBeyondSchema } from '../../../src/keap/request/exampleNeeds.ts';
import { catalogs, operations, operation as real } from '../catalog/realCatalog.ts';
import { operation } from './operations.ts';

function example(schema: Schema, key = 'v2:createThing'): unknown {
  const one = operation({ key, requestBody: { required: true, mediaType: 'application/json', schema } });
  return JSON.parse(exampleBody(one, {}));
}

test('an example holds what is required, with values that their names and schemas ask for', () => {
  const text: Schema = { type: 'string' };
  const properties: Record<string, Schema> = {
    name: text,
    short: { type: 'string', maxLength: 3 },
    contact_id: text,
    contact2_id: text,
    email: text,
    website: text,
    when: { type: 'string', format: 'date-time' },
    day: { type: 'string', format: 'date' },
    kind: { type: 'string', enum: ['KIND_UNSPECIFIED', 'A'] },
    count: { type: 'integer', minimum: 5 },
    done: { type: 'boolean' },
    tag_ids: { type: 'array', items: text },
    optional: text,
  };
  const required = Object.keys(properties).filter((name) => name !== 'optional');
  assert.deepEqual(example({ type: 'object', required, properties }), {
    name: 'Example',
    short: 'Exa',
    contact_id: '1',
    contact2_id: '2',
    email: 'person@example.com',
    website: 'https://example.com/',
    when: '2026-12-31T09:00:00.000Z',
    day: '2026-12-31',
    kind: 'A',
    count: 5,
    done: false,
    tag_ids: ['1'],
  });
});

test('an example holds what Keap asks beyond the schema', () => {
  const body = JSON.parse(exampleBody(real('v2:createContact'), catalogs.v2.schemas)) as unknown;
  assert.deepEqual(body, { email_addresses: [{ email: 'person@example.com', field: 'EMAIL1' }] });
  assert.equal(exampleBody(real('v2:listContacts'), catalogs.v2.schemas), '');
});

test('every name that is needed beyond a schema is one of its properties', () => {
  let names = 0;
  for (const one of operations) {
    const { schemas } = catalogs[one.version];
    const schema = resolveSchema(one.requestBody?.schema, schemas);
    for (const name of neededBeyondSchema(one)) {
      assert.ok(Object.hasOwn(schema.properties ?? {}, name.split('.')[0] ?? ''), `${one.key} ${name}`);
      names++;
    }
  }
  assert.ok(names > 60, String(names));
});
