import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { changedOperations } from '../../../src/keap/apiChanges/change.ts';
import { countWords, isUnchanged } from '../../../src/keap/apiChanges/changeWords.ts';
import { DocumentError } from '../../../src/keap/apiChanges/documentError.ts';
import { changeReport } from '../../../src/keap/apiChanges/report.ts';
import {
  type DocumentToReview,
  type ReviewedDocument,
  reviewDocument,
} from '../../../src/keap/apiChanges/reviewDocument.ts';
import { parseCatalog, parseIndex, printCatalog } from '../../../src/keap/catalog/catalogData.ts';
import type { Operation, RestVersion } from '../../../src/keap/catalog/operation.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { type Json, openApiOf, operationIn } from './openApiOf.ts';

const data = join(import.meta.dirname, '../../../src/keap/catalog/data');
const whole = {
  v2: readFileSync(join(data, 'v2.json'), 'utf8'),
  v1: readFileSync(join(data, 'v1.json'), 'utf8'),
};

/** Some of v2, since dozens of whole ones take their time. */
const SOME = new Set(['Tags', 'Reporting', 'Contact']);
const some = { ...catalogs.v2, operations: catalogs.v2.operations.filter(({ tag }) => SOME.has(tag)) };
const builtIn = { v2: printCatalog(some), v1: whole.v1 };

interface How {
  readonly yaml?: boolean;
  readonly expected?: RestVersion;
  readonly builtIn?: DocumentToReview['builtIn'];
}

function review(text: string, how: How = {}): ReviewedDocument {
  const bytes = new TextEncoder().encode(text);
  return reviewDocument({ bytes, yaml: false, date: '2026-11-30', builtIn, inUse: {}, ...how });
}

/** A copy of Keap’s document with edits. */
function edited(edit: (document: Json) => void): string {
  const document = openApiOf(some);
  edit(document);
  return JSON.stringify(document);
}

function operationOf(reviewed: ReviewedDocument, key: string): Operation {
  const found = parseCatalog(reviewed.catalog).operations.find((operation) => operation.key === key);
  assert.ok(found, key);
  return found;
}

function addOperation(document: Json, path: string, method: string, more: Json): void {
  const paths = document['paths'] as Record<string, Json>;
  paths[path] = { [method]: { tags: ['Cats'], responses: { 204: {} }, ...more } };
}

const schemasOf = (document: Json) => (document['components'] as Json)['schemas'] as Record<string, Json>;

describe('A document of Keap’s', () => {
  it('is read, compared and written in our own format, with its date', () => {
    const reviewed = review(JSON.stringify(openApiOf(catalogs.v2)), { builtIn: whole });
    assert.ok(isUnchanged(reviewed.changes));
    assert.equal(reviewed.operations, catalogs.v2.operations.length);
    const catalog = parseCatalog(reviewed.catalog);
    assert.equal(catalog.source.date, '2026-11-30');
    // The filter's fields stand in prose alone, which a document made of our catalog has none of.
    const facts = ({ query: _query, names: _names, ...rest }: Operation) => rest;
    assert.deepEqual(catalog.operations.map(facts), catalogs.v2.operations.map(facts));
    assert.deepEqual(catalog.schemas, catalogs.v2.schemas);
    assert.equal(parseIndex(reviewed.index).length, reviewed.operations);
  });

  it('is read as YAML, too', () => {
    const text = stringify(openApiOf(catalogs.v1), { aliasDuplicateObjects: false });
    const reviewed = review(text, { yaml: true });
    assert.equal(reviewed.version, 'v1');
    assert.ok(isUnchanged(reviewed.changes));
  });

  it('tells an edited copy from its original', () => {
    const reviewed = review(
      edited((document) => {
        addOperation(document, '/rest/v2/cats', 'get', { operationId: 'listCats' });
        delete (document['paths'] as Record<string, Json>)['/rest/v2/tags/{tag_id}']?.['delete'];
        operationIn(document, 'listTags')['parameters'] = [];
        const contact = schemasOf(document)['Contact']?.['properties'] as Json;
        delete contact['given_name'];
        contact['nick_name'] = { type: 'string' };
      }),
    );
    const { added, removed, breaking } = changedOperations(reviewed.changes);
    assert.deepEqual(added, ['v2:listCats']);
    assert.deepEqual(
      removed.map(({ key }) => key),
      ['v2:deleteTag'],
    );
    assert.ok(breaking.includes('v2:listTags') && breaking.includes('v2:getContact'));
    assert.match(countWords(reviewed.changes), /^1 operation is new, \d changed, 1 is gone; \d of these may break/);
    const report = changeReport(reviewed.changes, { before: 'the built-in one', source: 'a.example', day: 'today' });
    assert.match(
      report,
      /^# Changes of REST v2\n\nThe description from `a\.example`, today, compared with the built-in one\.\n/,
    );
    const sections = report.split(/^## /m).map((section) => section.split('\n')[0]);
    assert.deepEqual(sections.slice(1), ['May break requests or code', 'New operations', 'Other changes']);
    assert.match(report, /- \*\*List cats\*\* `GET \/v2\/cats`, reads/);
    assert.match(report, / {2}- query parameter `filter`: removed/);
    assert.match(report, /- Schema `Contact`, in answers of `listContacts`.*\n {2}- `given_name`: removed/);
  });
});

describe('What a document may not do', () => {
  it('make an operation safer than its method and path: names of reviewed ones count for nothing elsewhere', () => {
    const reviewed = review(
      edited((document) => {
        operationIn(document, 'runReport')['operationId'] = 'runReportBefore';
        addOperation(document, '/rest/v2/cats/{id}', 'delete', { operationId: 'runReport' });
        addOperation(document, '/rest/v2/orders/{id}:pay', 'post', { operationId: 'getNothing' });
        addOperation(document, '/rest/v2/cats/{id}:removeAll', 'post', { operationId: 'look' });
      }),
    );
    const effects = ['v2:runReport', 'v2:getNothing', 'v2:look', 'v2:deleteTag'];
    assert.deepEqual(
      effects.map((key) => operationOf(reviewed, key).effect),
      ['deletes', 'moves money', 'deletes', 'deletes'],
    );
  });

  it('make an operation milder by a new name for it or for a parameter of its path', () => {
    const document = openApiOf(catalogs.v2);
    for (const item of Object.values(document['paths'] as Record<string, Json>)) {
      for (const operation of Object.values(item) as Json[])
        operation['operationId'] = `${operation['operationId']}Two`;
    }
    const text = JSON.stringify(document).replace('/merchants/{id}:setDefault', '/merchants/{merchant_id}:setDefault');
    const { catalog } = review(text, { builtIn: whole });
    const read = new Map(parseCatalog(catalog).operations.map(({ key, effect }) => [key, effect]));
    const before = catalogs.v2.operations.map(({ key, effect }) => [`${key}Two`, effect] as const);
    assert.deepEqual([...read].sort(), before.sort());
    assert.equal(read.get('v2:setMerchantGatewayAsDefaultTwo'), 'moves money');
  });

  it('say where anything is sent', () => {
    const text = edited((document) => {
      document['servers'] = [{ url: 'https://attacker.example/crm' }];
      operationIn(document, 'listTags')['servers'] = [{ url: 'https://attacker.example' }];
    });
    assert.ok(!review(text).catalog.includes('attacker'));
  });

  it('fill in headers that belong to the connection', () => {
    const reviewed = review(
      edited((document) => {
        const names = ['X-Keap-API-Key', 'Authorization', 'Host', 'Cookie', 'X-HTTP-Method-Override', 'X-Hook-Secret'];
        operationIn(document, 'listTags')['parameters'] = names.map((name) => ({ name, in: 'header' }));
      }),
    );
    assert.deepEqual(
      operationOf(reviewed, 'v2:listTags').parameters.map(({ name }) => name),
      ['X-Hook-Secret'],
    );
  });

  it('bring markup or commands: descriptions are words', () => {
    const reviewed = review(
      edited((document) => {
        const list = operationIn(document, 'listTags');
        list['description'] =
          '<script>alert(1)</script><b>Lists</b> [tags](command:workbench.action.quit)\n\n$(trash) ![x](https://evil.example/x.png)\u202e';
        Object.assign((list['parameters'] as Json[])[0] ?? {}, { description: 'long '.repeat(5000) });
        const contact = schemasOf(document)['Contact']?.['properties'] as Record<string, Json>;
        Object.assign(contact['given_name'] ?? {}, { description: '`First` name' });
      }),
    );
    const { description, parameters } = operationOf(reviewed, 'v2:listTags');
    assert.equal(description, 'Lists tags $ (trash) x⟨U+202E⟩');
    assert.equal(parameters[0]?.description?.length, 1200);
    const given = parseCatalog(reviewed.catalog).schemas['Contact']?.properties?.['given_name'];
    assert.equal(given?.description, 'First name');
    assert.ok(isUnchanged(reviewed.changes), 'Descriptions are no change.');
  });

  it('be named so that its name is markup in the report', () => {
    const { changes } = review(edited(() => undefined));
    const named = (source: string) => changeReport(changes, { before: 'the one', source, day: 'today' });
    assert.match(named('[run](command:x) ![](y).json'), /from `\[run\]\(command:x\) !\[\]\(y\)\.json`, today/);
    assert.doesNotMatch(named('a` [run](command:x)'), /\]\(/);
  });

  it('bring patterns, or facts of other types', () => {
    const reviewed = review(
      edited((document) => {
        schemasOf(document)['Cat'] = {
          type: 'string',
          pattern: '(a+)+$',
          enum: 'no list',
          required: [1],
          format: '`](command:x)',
          maxLength: 'long',
          default: { deep: {} },
          items: [],
        };
      }),
    );
    assert.deepEqual(parseCatalog(reviewed.catalog).schemas['Cat'], { type: 'string', items: {} });
  });

  it('reach into prototypes by names such as constructor', () => {
    const reviewed = review(
      edited((document) => {
        schemasOf(document)['constructor'] = { type: 'object', properties: { toString: { type: 'string' } } };
        addOperation(document, '/rest/v2/cats', 'post', {
          operationId: 'constructor',
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/constructor' } } } },
        });
      }),
    );
    assert.deepEqual(Object.keys(operationOf(reviewed, 'v2:constructor').requestBody?.schema ?? {}), ['$ref']);
    assert.deepEqual(changedOperations(reviewed.changes).added, ['v2:constructor']);
    assert.equal(({} as Json)['type'], undefined);
  });

  it('never end: schemas may contain themselves', () => {
    const reviewed = review(
      edited((document) => {
        const self = { $ref: '#/components/schemas/Loop' };
        const list = { type: 'array', items: self };
        schemasOf(document)['Loop'] = {
          type: 'object',
          properties: { next: self, all: list },
          additionalProperties: self,
        };
        addOperation(document, '/rest/v2/cats', 'post', {
          operationId: 'loop',
          requestBody: { content: { 'application/json': { schema: self } } },
          responses: { 200: { content: { 'application/json': { schema: self } } } },
        });
      }),
    );
    assert.deepEqual(changedOperations(reviewed.changes).added, ['v2:loop']);
  });
});

describe('What is refused, each with its sentence', () => {
  const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  const withReference = ($ref: unknown) =>
    edited((document) => {
      schemasOf(document)['Cat'] = { type: 'object', properties: { home: { $ref } } };
    });
  const withOperation = (path: string, more: Json) => edited((document) => addOperation(document, path, 'get', more));

  for (const [name, text, sentence] of [
    ['nothing', '', /^It is empty\./],
    ['a web page', ' <!DOCTYPE html><html></html>', /^It is a web page, not an API description\./],
    ['no JSON', 'openapi: 3', /^It is cut off before its end\.|^It is not JSON\./],
    ['what is cut off', edited(() => undefined).slice(0, 20_000), /^It is cut off before its end\./],
    ['a name twice', '{"openapi":"3.0.0","paths":{},"paths":{}}', /^It says the same name twice in one place\./],
    ['a name twice, written otherwise', '{"a":"\\\\\\"","b":1,"\\u0062":2}', /^It says the same name twice/],
    ['__proto__', '{"openapi":"3.0.0","paths":{"__proto__":{}}}', /^It has a member with a name that no description/],
    ['deep nesting', deep(100), /^It is nested more deeply than any/],
    ['a list of Swagger 2', '{"swagger":"2.0","paths":{}}', /^This is not an OpenAPI 3 document/],
    ['null', 'null', /^This is not an OpenAPI 3 document/],
    ['other paths', '{"openapi":"3.1.0","paths":{"/pets":{}}}', /^Its paths start neither/],
    [
      'paths that leave the version',
      withOperation('/crm/rest/v3/cats', { operationId: 'a' }),
      /^Its paths start neither/,
    ],
    ['paths that climb', withOperation('/rest/v2/../../x', { operationId: 'a' }), /^A path in it is not one/],
    [
      'paths to other servers',
      withOperation('/rest/v2/@evil.example/x', { operationId: 'a' }),
      /^A path in it is not one/,
    ],
    ['a query in a path', withOperation('/rest/v2/cats?x=1', { operationId: 'a' }), /^A path in it is not one/],
    ['an operationId that is no name', withOperation('/rest/v2/cats', { operationId: 'a`](b' }), /is not a name\./],
    [
      'a parameter that is no name',
      withOperation('/rest/v2/cats', { operationId: 'a', parameters: [{ name: '`x`', in: 'query' }] }),
      /^A parameter of v2:a has a name/,
    ],
    [
      'a place that is none',
      withOperation('/rest/v2/cats', { operationId: 'a', parameters: [{ name: 'x', in: 'host' }] }),
      /^A parameter of v2:a has a name or a place/,
    ],
    [
      'a group that is markup',
      withOperation('/rest/v2/cats', { operationId: 'a', tags: ['[x](command:y)'] }),
      /^A group of operations has a name/,
    ],
    [
      'a type of a body that is none',
      withOperation('/rest/v2/cats', { operationId: 'a', responses: { 200: { content: { '<img>': {} } } } }),
      /^A body in it has a type/,
    ],
    [
      'remote references',
      withReference('https://evil.example/schema.json'),
      /^It refers to something outside its own schemas/,
    ],
    ['references to files', withReference('file:///etc/passwd'), /^It refers to something outside/],
    ['references into nothing', withReference('#/components/schemas/Nowhere'), /^It refers to something outside/],
    ['references that climb', withReference('#/components/schemas/..%2F..%2Fpaths'), /^It refers to something outside/],
    ['broken references', withReference('#/components/schemas/%E0%A4%A'), /^It refers to something outside/],
    ['references that are no text', withReference({}), /^It refers to something outside/],
    [
      'an invisible name',
      edited((document) => {
        schemasOf(document)['Cat'] = { properties: { 'a\u202eb': {} } };
      }),
      /^A property has a name/,
    ],
    [
      'a huge text',
      edited((document) => {
        operationIn(document, 'listTags')['description'] = 'x'.repeat(200_000);
      }),
      /^A text in it is longer/,
    ],
    [
      'a long list of values',
      edited((document) => {
        schemasOf(document)['Cat'] = { enum: Array.from({ length: 2_001 }, (_, index) => `V${index}`) };
      }),
      /^A schema in it has more values or properties/,
    ],
    [
      'many parameters',
      withOperation('/rest/v2/cats', {
        operationId: 'a',
        parameters: Array.from({ length: 201 }, (_, index) => ({ name: `p${index}`, in: 'query' })),
      }),
      /^v2:a has more parameters than any operation/,
    ],
    [
      'many operations',
      edited((document) => {
        const paths = document['paths'] as Record<string, Json>;
        for (let index = 0; index <= 3_000; index++)
          paths[`/rest/v2/cats/${index}`] = { get: { operationId: `a${index}` } };
      }),
      /^It has more operations than any API/,
    ],
    [
      'a huge list of values',
      edited((document) => {
        schemasOf(document)['Cat'] = { enum: Array.from({ length: 1_000_001 }, () => 1) };
      }),
      /^It has more values than any/,
    ],
  ] as const) {
    it(name, () => {
      assert.throws(
        () => review(text),
        (error) => error instanceof DocumentError && sentence.test(error.message),
      );
    });
  }

  const self = { $ref: '#/components/schemas/Cat' };
  for (const [name, schema] of [
    ['itself', self],
    ['items', { type: 'array', items: { type: 'array', items: self } }],
    ['what it requires', { type: 'object', required: ['next'], properties: { next: self } }],
    ['a list that it requires', { required: ['all'], properties: { all: { type: 'array', items: self } } }],
    ['its parts', { allOf: [{ type: 'object' }, self] }],
    ['an alternative', { oneOf: [{ type: 'string' }, self] }],
    ['another that is made of it', { allOf: [{ $ref: '#/components/schemas/Dog' }] }],
  ] as const) {
    it(`a schema that is made of itself without end, by ${name}`, () => {
      const text = edited((document) => {
        schemasOf(document)['Cat'] = schema;
        schemasOf(document)['Dog'] = { type: 'array', items: self };
      });
      assert.throws(() => review(text), { name: 'DocumentError', message: /made of itself without end/ });
    });
  }

  it('another version than was asked for', () => {
    assert.throws(() => review(JSON.stringify(openApiOf(catalogs.v1)), { expected: 'v2' }), {
      name: 'DocumentError',
      message: 'It describes v1 of the API, where v2 was asked for.',
    });
  });

  it('more bytes than any', () => {
    const bytes = new Uint8Array(21 * 2 ** 20);
    assert.throws(() => reviewDocument({ bytes, yaml: false, date: '', builtIn, inUse: {} }), /larger than 20 MB/);
  });

  it('bytes that are no text', () => {
    const bytes = new Uint8Array([0x7b, 0xff, 0xfe]);
    assert.throws(() => reviewDocument({ bytes, yaml: false, date: '', builtIn, inUse: {} }), /not text in UTF-8/);
  });

  for (const [name, text, sentence] of [
    ['aliases, which grow', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nopenapi: 3.0.0\npaths: {}', /aliases/],
    ['a name twice', 'openapi: 3.0.0\nopenapi: 3.0.1', /the same name twice/],
    ['what is no YAML', 'a: [', /^It is not YAML/],
    ['tags of programs', 'openapi: 3.0.0\npaths: !!js/function "x"', /^It is not YAML|^Its paths|^This is not/],
  ] as const) {
    it(`in YAML: ${name}`, () => {
      assert.throws(
        () => review(text, { yaml: true }),
        (error) => error instanceof DocumentError && sentence.test(error.message),
      );
    });
  }
});
