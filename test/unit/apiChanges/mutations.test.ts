import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import fc from 'fast-check';
import { DocumentError } from '../../../src/keap/apiChanges/documentError.ts';
import { changeReport } from '../../../src/keap/apiChanges/report.ts';
import { type ReviewedDocument, reviewDocument } from '../../../src/keap/apiChanges/reviewDocument.ts';
import { parseCatalog, parseIndex, printCatalog } from '../../../src/keap/catalog/catalogData.ts';
import { describeType, reachableSchemas } from '../../../src/keap/catalog/schema.ts';
import { bodyTemplate, emptyBody } from '../../../src/keap/request/bodyTemplate.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { exampleBody } from '../../../src/keap/request/exampleBody.ts';
import { buildRequest } from '../../../src/keap/request/httpRequest.ts';
import { bodyJsonSchema } from '../../../src/keap/request/jsonSchema.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { openApiOf } from './openApiOf.ts';

/** How many documents are tried; `KEAP_MUTATIONS=20000` for a long run. */
const RUNS = Number(process.env['KEAP_MUTATIONS'] ?? 120);

const operations = catalogs.v2.operations.filter(({ tag }) => tag === 'Tags' || tag === 'Reporting');
const roots = operations.flatMap(({ parameters, requestBody, responses }) => [
  requestBody?.schema,
  ...parameters.map(({ schema }) => schema),
  ...Object.values(responses).map(({ schema }) => schema),
]);
const some = { ...catalogs.v2, operations, schemas: reachableSchemas(roots, catalogs.v2.schemas) };
const v1 = readFileSync(join(import.meta.dirname, '../../../src/keap/catalog/data/v1.json'), 'utf8');
const builtIn = { v2: printCatalog(some), v1 };
const original = JSON.stringify(openApiOf(some));

type Place = Record<string | number, unknown>;

/** Every place of a document that can be set to something else: its owner, and its name or number there. */
function placesOf(value: unknown, found: [Place, string | number][] = []): [Place, string | number][] {
  if (typeof value !== 'object' || value === null) return found;
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  for (const [name, member] of entries) {
    found.push([value as Place, name]);
    placesOf(member, found);
  }
  return found;
}

const names = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '$ref',
  'type',
  'items',
  'allOf',
  'required',
  'in',
);
const odd = fc.oneof(
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
  fc.constantFrom<unknown>(null, true, -1, 1e308, '', [], {}, '\u202e', '](command:x)', '`', '/rest/v2/../x', 'array'),
  fc.constantFrom('Tag', 'ListTagsResponse', 'Error').map(($ref) => ({ $ref: `#/components/schemas/${$ref}` })),
  fc.constantFrom('Tag', 'Error').map((name) => ({ type: 'array', items: { $ref: `#/components/schemas/${name}` } })),
  fc.tuple(names, fc.json({ maxDepth: 1 })).map(([name, text]) => ({ [name]: JSON.parse(text) as unknown })),
);
const mutation = fc.tuple(fc.nat(), odd, fc.constantFrom('set', 'delete', 'add'), names);

function mutated(mutations: readonly (readonly [number, unknown, string, string])[]): string {
  const document = JSON.parse(original) as unknown;
  for (const [at, value, how, name] of mutations) {
    const places = placesOf(document);
    const [owner, key] = places[at % places.length] ?? [];
    if (!owner || key === undefined) continue;
    const own = { value: structuredClone(value), enumerable: true, configurable: true, writable: true };
    if (how === 'set') Object.defineProperty(owner, key, own);
    else if (how === 'delete' && !Array.isArray(owner)) delete owner[key];
    else if (!Array.isArray(owner)) Object.defineProperty(owner, name, own);
  }
  return JSON.stringify(document);
}

/** Whatever works with operations: none of it may fail, or not end. */
function use({ catalog: text, index, changes }: ReviewedDocument): void {
  const { operations: read, schemas } = parseCatalog(text);
  assert.equal(parseIndex(index).length, read.length);
  changeReport(changes, { before: 'a', source: 'b', day: 'today' });
  for (const operation of read) {
    for (const { schema } of operation.parameters) describeType(schema, schemas);
    assert.match(operation.path, /^\/crm\/rest\/v2\//);
    const schema = operation.requestBody?.schema;
    const body = schema ? emptyBody(schema, schemas) : '';
    if (schema) {
      bodyTemplate(schema, schemas);
      JSON.parse(exampleBody(operation, schemas));
      bodyJsonSchema(operation, schemas);
    }
    const draft = { ...emptyDraft(operation.key), body };
    if (!validateDraft(operation, schemas, draft).some(({ blocking }) => blocking)) {
      buildRequest(operation, schemas, draft);
    }
  }
}

it('of a document with anything in it anywhere, either a sentence comes or a catalog that works', (t) => {
  let used = 0;
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const bytes = new TextEncoder().encode(mutated(mutations));
      let reviewed: ReviewedDocument;
      try {
        reviewed = reviewDocument({ bytes, yaml: false, date: '2026-11-30', builtIn, inUse: {} });
      } catch (error) {
        assert.ok(error instanceof DocumentError, String((error as Error).stack));
        assert.match(error.message, /^[A-Zv].*\.$/);
        return;
      }
      use(reviewed);
      used++;
    }),
    { numRuns: RUNS },
  );
  t.diagnostic(`${used} of ${RUNS} documents could be used`);
  assert.equal(({} as Place)['type'], undefined);
});
