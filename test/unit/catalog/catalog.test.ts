import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOpenApi } from '../../../src/keap/catalog/openApiReader.ts';
import type { Operation, QueryFacts } from '../../../src/keap/catalog/operation.ts';
import { referencedName, type Schema } from '../../../src/keap/catalog/schema.ts';
import { catalogs, index, operation, operations } from './realCatalog.ts';

/** Every schema of an operation, as it stands at its place. */
function schemasOf({ parameters, requestBody, responses }: Operation): Schema[] {
  const answers = Object.values(responses).map(({ schema }) => schema);
  return [...parameters.map(({ schema }) => schema), requestBody?.schema, ...answers].filter(
    (schema) => schema !== undefined,
  );
}

function visit(schema: Schema, see: (schema: Schema) => void): void {
  see(schema);
  const { additionalProperties, allOf, anyOf, items, oneOf, properties } = schema;
  const parts = [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? []), ...Object.values(properties ?? {})];
  for (const part of parts) visit(part, see);
  if (items) visit(items, see);
  if (typeof additionalProperties === 'object') visit(additionalProperties, see);
}

const v2 = catalogs.v2.operations;
const having = (fact: keyof QueryFacts): number => v2.filter(({ query }) => query?.[fact] !== undefined).length;

describe('The catalog we ship', () => {
  it('has every operation of both versions', () => {
    assert.equal(catalogs.v2.operations.length, 399);
    assert.equal(catalogs.v1.operations.length, 141);
    assert.equal(Object.keys(catalogs.v2.schemas).length, 384);
    assert.equal(Object.keys(catalogs.v1.schemas).length, 186);
    assert.equal(new Set(operations.map(({ key }) => key)).size, 540);
    assert.equal(new Set(v2.map(({ tag }) => tag)).size, 43);
  });

  it('says where it comes from', () => {
    for (const { version, source, errorSchema, schemas } of Object.values(catalogs)) {
      assert.match(source.license, version === 'xmlrpc' ? /MIT/ : /Apache/);
      assert.notEqual(source.version, '');
      if (version !== 'xmlrpc') assert.match(source.date ?? '', /^\d{4}-\d\d-\d\d$/);
      assert.ok(errorSchema === undefined || schemas[errorSchema]);
    }
    assert.equal(catalogs.v2.errorSchema, 'Error');
  });

  it('has paths as they are sent, and keys of version and operationId', () => {
    for (const { key, version, path, operationId } of operations) {
      assert.equal(key, `${version}:${operationId}`);
      assert.match(path, new RegExp(`^/crm/rest/${version}/[^/]`), key);
    }
  });

  it('has a parameter for every placeholder of a path, in its order', () => {
    for (const { key, path, parameters } of operations) {
      const placeholders = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        inPath.map(({ name }) => name),
        placeholders,
        key,
      );
      assert.ok(
        inPath.every(({ required }) => required),
        key,
      );
      const places = parameters.map(({ name, in: place }) => `${place} ${name}`);
      assert.equal(new Set(places).size, places.length, key);
    }
  });

  it('has no reference that leads nowhere, and no property that is required but unknown', () => {
    for (const { version, schemas, operations: ofVersion } of Object.values(catalogs)) {
      for (const schema of [...Object.values(schemas), ...ofVersion.flatMap(schemasOf)]) {
        visit(schema, (part) => {
          const name = referencedName(part);
          assert.equal(name === undefined, part.$ref === undefined);
          if (name !== undefined) assert.ok(schemas[name], `${version}: ${name}`);
          for (const required of part.required ?? []) assert.ok(part.properties?.[required], `${version}: ${required}`);
          if (part.enum) assert.equal(new Set(part.enum).size, part.enum.length);
        });
      }
    }
  });

  it('knows how v2 filters, sorts and pages', () => {
    assert.deepEqual(
      { filter: having('filter'), orderBy: having('orderBy'), pages: having('pageSizeMax'), fields: having('fields') },
      { filter: 57, orderBy: 57, pages: 57, fields: 21 },
    );
    for (const { key, parameters, query } of v2) {
      const has = (name: string): boolean => parameters.some((parameter) => parameter.name === name);
      assert.equal(query?.filter !== undefined, has('filter'), key);
      if (query?.orderBy) assert.ok(has('order_by'), key);
      if (query?.fields) assert.ok(has('fields'), key);
    }
    assert.equal(operation('v2:listContacts').query?.pageSizeMax, 1000);
    assert.equal(operation('v2:listAutomations').query?.pageSizeMax, 25);
    assert.deepEqual(
      operation('v2:listTasks').query?.filter?.fields.find(({ name }) => name === 'user_id')?.sentinels,
      ['UNASSIGNED'],
    );
  });

  it('needs input exactly where something is required', () => {
    for (const { key, needsInput, parameters, requestBody } of operations) {
      assert.equal(needsInput, requestBody !== undefined || parameters.some(({ required }) => required), key);
    }
  });

  it('has an index that agrees with the versions', () => {
    const fromVersions = [...operations, ...catalogs.xmlrpc.operations].map((operation) => {
      const { key, version, method, path, tag, title, effect, deprecated, needsInput, undocumented } = operation;
      const marked = undocumented ? { undocumented } : {};
      return { key, version, method, path, tag, title, effect, deprecated, needsInput, ...marked };
    });
    assert.deepEqual(
      index.map(({ names: _names, ...summary }) => summary),
      fromVersions,
    );
    const contacts = index.find(({ key }) => key === 'v2:listContacts');
    assert.ok(contacts?.names.includes('given_name') && contacts.names.includes('page_token'));
  });

  it('marks what is deprecated', () => {
    assert.deepEqual(
      operations.filter(({ deprecated }) => deprecated).map(({ key }) => key),
      [
        'v2:listReports',
        'v2:retrieveReport',
        'v2:runReport',
        'v1:listTransactionsUsingGET',
        'v1:getTransactionUsingGET',
        'v1:listProductsFromSyncTokenUsingGET',
        'v1:getContactOptionTypesUsingGET',
      ],
    );
  });

  it('cannot be read as a document by mistake', () => {
    assert.throws(() => readOpenApi(catalogs.v2));
  });
});
