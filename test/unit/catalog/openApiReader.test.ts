import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCatalog, parseIndex, printCatalog, printIndex } from '../../../src/keap/catalog/catalogData.ts';
import { OpenApiError } from '../../../src/keap/catalog/openApiError.ts';
import { readOpenApi } from '../../../src/keap/catalog/openApiReader.ts';
import type { Catalog, Operation } from '../../../src/keap/catalog/operation.ts';
import { settleOperation } from '../../../src/keap/catalog/settle.ts';

const CAT = {
  title: 'Cat',
  type: 'object',
  description: 'A small animal',
  required: ['name'],
  properties: { id: { type: 'integer', format: 'int64' }, name: { type: 'string', example: 'Tom', maxLength: 40 } },
};

/** As v1's document is made: 3.0, named schemas repeated inline, nullable. */
const V1 = {
  openapi: '3.0.1',
  info: { title: 'Cats', version: '1.2', license: { name: 'Apache 2.0' } },
  paths: {
    '/v1/cats': {
      get: {
        operationId: 'listCatsUsingGET',
        tags: ['Cats'],
        summary: 'Lists the cats',
        description: 'All of them.',
        parameters: [
          { name: 'limit', in: 'query', description: 'How many', schema: { type: 'integer', format: 'int32' } },
          { name: 'colours', in: 'query', style: 'form', explode: true, schema: { type: 'array', items: {} } },
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': { schema: { type: 'object', properties: { cats: { type: 'array', items: CAT } } } },
            },
          },
          401: { description: 'Unauthorized' },
          default: { description: 'Anything' },
        },
      },
      post: {
        operationId: 'createCatUsingPOST',
        tags: ['Cats'],
        deprecated: true,
        requestBody: { content: { 'application/json': { schema: CAT } } },
        responses: { 201: { description: 'Created', content: { 'application/json': { schema: CAT } } } },
      },
    },
    '/v1/cats/{b}/toys/{a}': {
      parameters: [{ name: 'a', in: 'path', schema: { type: 'string' } }],
      delete: {
        operationId: 'deleteToyUsingDELETE',
        parameters: [{ name: 'b', in: 'path', required: true, schema: { type: 'string', nullable: true } }],
        responses: { 204: { description: 'Gone' } },
      },
    },
  },
  components: {
    schemas: { Cat: CAT, 'Entry«long,string»': { type: 'object', additionalProperties: { type: 'string' } } },
  },
};

/** As v2's document is made: 3.1, references, lists of types. */
const V2 = {
  openapi: '3.1.0',
  info: { title: 'Cats', version: '2.0' },
  paths: {
    '/rest/v2/cats/{cat_id}:adopt': {
      post: {
        operationId: 'adoptCat',
        tags: ['Cats'],
        parameters: [
          { name: 'cat_id', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'page_size', in: 'query', schema: { type: 'integer', maximum: 25 } },
          {
            name: 'fields',
            in: 'query',
            explode: false,
            schema: { type: 'array', items: { type: 'string', enum: ['id'] } },
          },
        ],
        requestBody: {
          required: true,
          content: { 'multipart/form-data': { schema: { $ref: '#/components/schemas/Home' } } },
        },
        responses: { 202: { description: 'Soon' }, 400: {}, 501: {} },
      },
    },
  },
  components: {
    schemas: {
      Home: {
        type: 'object',
        properties: { street: { type: ['string', 'null'] }, owner: { $ref: '#/components/schemas/Owner' } },
      },
      Owner: { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Home' }] },
      Error: { type: 'object', additionalProperties: false },
    },
  },
};

function only(catalog: Catalog, key: string): Operation {
  const found = catalog.operations.find((operation) => operation.key === key);
  assert.ok(found, `no ${key}`);
  return found;
}

describe('Reading an OpenAPI 3.0 document', () => {
  const catalog = readOpenApi(V1);

  it('knows version, source and server path', () => {
    assert.equal(catalog.version, 'v1');
    assert.deepEqual(catalog.source, { title: 'Cats', version: '1.2', license: 'Apache 2.0' });
    assert.equal(only(catalog, 'v1:listCatsUsingGET').path, '/crm/rest/v1/cats');
    assert.equal(catalog.errorSchema, undefined);
  });

  it('orders operations by tag, path and method', () => {
    assert.deepEqual(
      catalog.operations.map(({ key, tag }) => [tag, key]),
      [
        ['Cats', 'v1:listCatsUsingGET'],
        ['Cats', 'v1:createCatUsingPOST'],
        ['Other', 'v1:deleteToyUsingDELETE'],
      ],
    );
  });

  it('reads parameters, and leaves cookies out', () => {
    assert.deepEqual(only(catalog, 'v1:listCatsUsingGET').parameters, [
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', format: 'int32' } },
      { name: 'colours', in: 'query', required: false, schema: { type: 'array', items: {} }, explode: true },
    ]);
  });

  it('joins the parameters of the path, and puts them in its order', () => {
    const { parameters } = only(catalog, 'v1:deleteToyUsingDELETE');
    assert.deepEqual(
      parameters.map(({ name, required }) => [name, required]),
      [
        ['b', true],
        ['a', true],
      ],
    );
  });

  it('takes what the operation says of a parameter of its path', () => {
    const toys = V1.paths['/v1/cats/{b}/toys/{a}'];
    const own = { name: 'a', in: 'path', schema: { type: 'integer' } };
    const other = { ...toys, delete: { ...toys.delete, parameters: [...toys.delete.parameters, own] } };
    const paths = { '/v1/cats/{b}/toys/{a}': other };
    const { parameters } = only(readOpenApi({ ...V1, paths }), 'v1:deleteToyUsingDELETE');
    assert.deepEqual(
      parameters.map(({ name, schema }) => [name, schema.type]),
      [
        ['b', 'string'],
        ['a', 'integer'],
      ],
    );
  });

  it('reads answers of success as content and the others as numbers', () => {
    const list = only(catalog, 'v1:listCatsUsingGET');
    assert.deepEqual(Object.keys(list.responses), ['200']);
    assert.deepEqual(list.errors, [401]);
    assert.deepEqual(only(catalog, 'v1:deleteToyUsingDELETE').responses, { 204: {} });
  });

  it('turns an inline copy of a named schema into a reference', () => {
    const create = only(catalog, 'v1:createCatUsingPOST');
    assert.deepEqual(create.requestBody, {
      mediaType: 'application/json',
      schema: { $ref: '#/schemas/Cat' },
      required: true,
    });
    assert.deepEqual(create.responses['201'], { mediaType: 'application/json', schema: { $ref: '#/schemas/Cat' } });
    assert.deepEqual(only(catalog, 'v1:listCatsUsingGET').responses['200']?.schema?.properties?.['cats']?.items, {
      $ref: '#/schemas/Cat',
    });
  });

  it('keeps a schema inline that differs from the one of its name', () => {
    // Not structuredClone, which would keep all copies of the schema one object.
    const other = JSON.parse(JSON.stringify(V1)) as typeof V1;
    other.paths['/v1/cats'].post.requestBody.content['application/json'].schema.required = [];
    const { requestBody } = only(readOpenApi(other), 'v1:createCatUsingPOST');
    assert.deepEqual(requestBody?.schema.required, []);
    assert.deepEqual(Object.keys(requestBody?.schema.properties ?? {}), ['id', 'name']);
  });

  it('keeps facts and leaves prose behind', () => {
    assert.deepEqual(catalog.schemas['Cat'], {
      type: 'object',
      required: ['name'],
      properties: { id: { type: 'integer', format: 'int64' }, name: { type: 'string', maxLength: 40 } },
    });
    assert.doesNotMatch(printCatalog(catalog), /small animal|All of them|Lists the cats|How many|Tom/);
  });

  it('gives schemas names that are safe in a pointer', () => {
    assert.deepEqual(catalog.schemas['EntryLongString'], { type: 'object', additionalProperties: { type: 'string' } });
  });

  it('derives what search and tree need', () => {
    const create = only(catalog, 'v1:createCatUsingPOST');
    assert.equal(create.title, 'Create cat');
    assert.equal(create.effect, 'creates');
    assert.equal(create.deprecated, true);
    assert.equal(create.needsInput, true);
    assert.deepEqual(create.names, ['id', 'name']);
    assert.equal(only(catalog, 'v1:listCatsUsingGET').needsInput, false);
    assert.deepEqual(only(catalog, 'v1:listCatsUsingGET').names, ['cats', 'colours', 'id', 'limit', 'name']);
  });
});

describe('Reading an OpenAPI 3.1 document', () => {
  const catalog = readOpenApi(V2);
  const adopt = only(catalog, 'v2:adoptCat');

  it('knows version, server path and the error schema', () => {
    assert.equal(catalog.version, 'v2');
    assert.equal(adopt.path, '/crm/rest/v2/cats/{cat_id}:adopt');
    assert.equal(catalog.errorSchema, 'Error');
  });

  it('points references into the catalog, circles included', () => {
    assert.deepEqual(adopt.requestBody, {
      mediaType: 'multipart/form-data',
      schema: { $ref: '#/schemas/Home' },
      required: true,
    });
    assert.deepEqual(catalog.schemas['Owner'], { oneOf: [{ type: 'string' }, { $ref: '#/schemas/Home' }] });
    assert.deepEqual(catalog.schemas['Error'], { type: 'object', additionalProperties: false });
    assert.deepEqual(adopt.names, ['cat_id', 'fields', 'owner', 'page_size', 'street']);
  });

  it('reads the facts of paging and fields', () => {
    assert.deepEqual(adopt.query, { pageSizeMax: 25, fields: ['id'] });
    assert.deepEqual(adopt.errors, [400, 501]);
    assert.deepEqual(adopt.responses, { 202: {} });
  });
});

describe('Refusing what is no document of Keap', () => {
  const refused: readonly [string, unknown, RegExp][] = [
    ['no object', 'openapi', /not an OpenAPI 3 document/],
    ['Swagger 2', { swagger: '2.0', paths: {} }, /not an OpenAPI 3 document/],
    ['no paths', { openapi: '3.1.0' }, /not an OpenAPI 3 document/],
    ['empty paths', { openapi: '3.1.0', paths: {} }, /paths start neither/],
    ['other paths', { openapi: '3.1.0', paths: { '/pets': {} } }, /paths start neither/],
    ['mixed paths', { openapi: '3.1.0', paths: { '/v1/a': {}, '/rest/v2/a': {} } }, /paths start neither/],
    ['no operationId', { openapi: '3.0.0', paths: { '/v1/a': { get: {} } } }, /GET \/v1\/a has no operationId/],
    [
      'an operationId twice',
      { openapi: '3.0.0', paths: { '/v1/a': { get: { operationId: 'a' } }, '/v1/b': { get: { operationId: 'a' } } } },
      /v1:a stands twice/,
    ],
    [
      'a parameter without a place',
      { openapi: '3.0.0', paths: { '/v1/a': { get: { operationId: 'a', parameters: [{ name: 'x' }] } } } },
      /parameter of v1:a has no name or no place/,
    ],
  ];
  for (const [what, document, message] of refused) {
    it(what, () => {
      assert.throws(
        () => readOpenApi(document),
        (error) => error instanceof OpenApiError && message.test(error.message),
      );
    });
  }
});

describe('The catalog’s files', () => {
  it('come back as they were written', () => {
    for (const catalog of [readOpenApi(V1), readOpenApi(V2)]) {
      const back = parseCatalog(printCatalog(catalog));
      const settled = back.operations.map((operation) => settleOperation(operation, back.schemas));
      assert.deepEqual(settled, catalog.operations);
      assert.deepEqual(back.schemas, catalog.schemas);
      assert.deepEqual(back.source, catalog.source);
    }
  });

  it('hold the same operations in the index', () => {
    const catalogs = [readOpenApi(V2), readOpenApi(V1)];
    const summaries = catalogs.flatMap(({ operations }) =>
      operations.map(({ key, version, method, path, tag, title, effect, deprecated, needsInput, names }) => {
        return { key, version, method, path, tag, title, effect, deprecated, needsInput, names };
      }),
    );
    assert.deepEqual(parseIndex(printIndex(catalogs)), summaries);
  });

  it('refuse another format', () => {
    assert.throws(() => parseIndex('{"format":0}'), /npm run catalog/);
    assert.throws(() => parseCatalog('[]'), /npm run catalog/);
  });
});
