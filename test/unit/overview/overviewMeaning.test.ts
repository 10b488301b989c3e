import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { schemaAt } from '../../../src/keap/meaning/schemaAt.ts';
import { overviewMeaning } from '../../../src/keap/overview/overviewMeaning.ts';

const catalog = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));
const meaning = await overviewMeaning(catalog);
assert.ok(meaning);
const { references, schema, schemas } = meaning;

test('ids are those of the answers that an overview is made of', () => {
  const kindAt = (...path: (string | number)[]) => references.at(path)?.kind;
  assert.equal(kindAt('tags', 3, 'id'), 'tag');
  assert.equal(kindAt('tags', 'first', 3, 'id'), 'tag');
  assert.equal(kindAt('tags', 3, 'category', 'id'), 'tagCategory');
  assert.equal(kindAt('custom_fields', 'companies', 0, 'id'), 'customField:companies');
  assert.equal(kindAt('lead_sources', 0, 'lead_source_category_id'), 'leadSourceCategory');
  assert.equal(kindAt('hooks', 0, 'key'), 'hook');
  assert.equal(kindAt('users', 0, 'id'), 'user');
  assert.equal(kindAt('about', 'app'), undefined);
  assert.equal(kindAt('tags'), undefined);
  assert.deepEqual(references.of(['tags', 3, 'id'], '"77"', 10), [{ kind: 'tag', id: '77', start: 11, end: 13 }]);
});

test('values have the schema of their answers, and the names that an overview adds are known', () => {
  const typeAt = (...path: (string | number)[]) => {
    const found = schemaAt(schema, schemas, path);
    return typeof found === 'object' ? (found.schema.enum ?? found.schema.type) : found;
  };
  assert.deepEqual(typeAt('users', 0, 'status'), ['ACTIVE', 'INVITED', 'INACTIVE', 'NOT_A_USER']);
  assert.equal(typeAt('users', 0, 'name'), 'string');
  assert.equal(typeAt('tags', 0, 'category_name'), 'string');
  assert.equal(typeAt('custom_fields', 'orders', 0, 'label'), 'string');
  assert.equal(typeAt('settings', 'application', 'time_zone'), 'string');
  assert.equal(typeAt('tags', 0, 'colour'), 'unknown');
  for (const own of [
    ['about', 'calls'],
    ['limits', 'of_key'],
    ['tags', 'first'],
    ['hooks', 0, 'name'],
  ]) {
    assert.notEqual(typeAt(...own), 'unknown', own.join('.'));
  }
});

test('a catalog without what is asked first gives no meaning', async () => {
  const emptied = { version: () => catalog.version('v2'), operation: async () => undefined };
  assert.equal(await overviewMeaning(emptied), undefined);
});
