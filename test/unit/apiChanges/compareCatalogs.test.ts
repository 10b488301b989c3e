import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type ApiChanges, changedOperations } from '../../../src/keap/apiChanges/change.ts';
import { compareCatalogs } from '../../../src/keap/apiChanges/compareCatalogs.ts';
import type { Catalog, Operation } from '../../../src/keap/catalog/operation.ts';
import { reachableSchemas, type Schema } from '../../../src/keap/catalog/schema.ts';
import { catalogs } from '../catalog/realCatalog.ts';
import { EDITS, type OpenCatalog, type Told, told, usesOf } from './editing.ts';

const { v2, v1 } = catalogs;

/** A part of v2 that has something of every kind: dozens of copies of the whole take their time. */
const operations = v2.operations.slice(0, 140);
const bodies = operations.flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)]);
const roots = bodies.map((content) => content?.schema);
const some: Catalog = { ...v2, operations, schemas: reachableSchemas(roots, v2.schemas) };

function copyOf(catalog: Catalog): OpenCatalog {
  return structuredClone(catalog) as unknown as OpenCatalog;
}

function flat({ operations, schemas }: ApiChanges): Told[] {
  return [
    ...operations.flatMap(({ kind, operation, changes }) =>
      kind === 'changed'
        ? changes.map((change) => told(operation.key, change.where, change.kind, change.breaking))
        : [told(operation.key, '', kind, false)],
    ),
    ...schemas.flatMap(({ name, changes }) =>
      changes.map((change) => told(name, change.where, change.kind, change.breaking)),
    ),
  ].sort();
}

describe('Comparing two catalogs', () => {
  it('finds nothing between a catalog and its copy', () => {
    for (const [version, catalog] of [
      ['v2', v2],
      ['v1', v1],
    ] as const) {
      const changes = compareCatalogs(version, catalog, copyOf(catalog));
      assert.deepEqual([changes.operations, changes.schemas], [[], []]);
    }
  });

  it('finds every kind of edit, and nothing else', () => {
    const schemas = [...usesOf(some).keys()];
    for (const [name, edit] of Object.entries(EDITS)) {
      // The first target that has something of the kind.
      for (let target = 0; ; target++) {
        assert.ok(target < some.operations.length, `nothing for: ${name}`);
        const edited = copyOf(some);
        const expected = edit(edited, { operation: target, schema: schemas[target % schemas.length] ?? '' });
        if (expected === undefined) continue;
        assert.deepEqual(flat(compareCatalogs('v2', some, edited as Catalog)), [expected], name);
        break;
      }
    }
  });

  it('finds exactly the edits that were made together', () => {
    const schemas = [...usesOf(some).keys()];
    const one = fc.record({
      edit: fc.constantFrom(...Object.values(EDITS)),
      operation: fc.nat(some.operations.length - 1),
      schema: fc.constantFrom(...schemas),
    });
    // No two edits of one thing: the second would undo or hide the first.
    const apart = fc.uniqueArray(one, {
      minLength: 1,
      maxLength: 6,
      comparator: (a, b) => Math.abs(a.operation - b.operation) < 20 || a.schema === b.schema,
    });
    fc.assert(
      fc.property(apart, (edits) => {
        const edited = copyOf(some);
        const expected = edits.flatMap(({ edit, ...target }) => edit(edited, target) ?? []).sort();
        // A removed operation may have been the only one with a schema; what nobody uses is no change.
        const used = usesOf(edited as Catalog);
        const seen = expected.filter((line) => line.startsWith('v2:') || used.has(line.split(':')[0] ?? ''));
        assert.deepEqual(flat(compareCatalogs('v2', some, edited as Catalog)), seen);
      }),
      { numRuns: 30 },
    );
  });

  it('imitates November 2025: what was not there then is new', () => {
    const then = { ...v2, operations: v2.operations.slice(0, 256) };
    const { added, changed, removed } = changedOperations(compareCatalogs('v2', then, v2));
    assert.deepEqual([added.length, changed.length, removed.length], [v2.operations.length - 256, 0, 0]);
    const back = changedOperations(compareCatalogs('v2', v2, then));
    assert.equal(back.removed.length, v2.operations.length - 256);
  });

  it('tells a schema once, with everyone who has it', () => {
    const edited = copyOf(v2);
    const contact = edited.schemas['Contact']?.properties as Record<string, unknown>;
    delete contact['given_name'];
    const changes = compareCatalogs('v2', v2, edited as Catalog);
    assert.equal(changes.operations.length, 0);
    assert.deepEqual(
      changes.schemas.map(({ name, changes: [change] }) => [name, change?.where, change?.breaking]),
      [['Contact', 'given_name', true]],
    );
    assert.ok(changedOperations(changes).breaking.includes('v2:getContact'));
  });
});

describe('What breaks', () => {
  const base: Operation = {
    ...(v2.operations[0] as Operation),
    key: 'v2:x',
    operationId: 'x',
    method: 'POST',
    path: '/crm/rest/v2/cats/{id}',
    parameters: [],
    responses: {},
  };
  const catalogOf = (operation: Partial<Operation>): Catalog => ({
    ...v2,
    schemas: { Loop: { type: 'object', properties: { next: { $ref: '#/schemas/Loop' } } } },
    operations: [{ ...base, ...operation } as Operation],
  });
  const body = (schema: Schema) =>
    catalogOf({ requestBody: { mediaType: 'application/json', required: true, schema } });
  const answer = (schema: Schema) => catalogOf({ responses: { 200: { mediaType: 'application/json', schema } } });
  const verdict = (of: (schema: Schema) => Catalog, was: Schema, is: Schema) =>
    compareCatalogs('v2', of(was), of(is)).operations.flatMap(({ changes }) => changes.map(({ breaking }) => breaking));
  const both = (was: Schema, is: Schema) => [verdict(body, was, is), verdict(answer, was, is)];

  for (const [name, was, is, asked, answered] of [
    ['a whole number may be any number', { type: 'integer' }, { type: 'number' }, false, true],
    ['a number is whole', { type: 'number' }, { type: 'integer' }, true, false],
    ['a type is left open', { type: 'string' }, {}, false, true],
    ['a type is stated', {}, { type: 'string' }, true, false],
    ['32 bits become 64', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }, false, true],
    ['a date gets a time', { type: 'string', format: 'date' }, { type: 'string', format: 'date-time' }, true, true],
    ['a format is stated', { type: 'string' }, { type: 'string', format: 'date' }, false, false],
    ['null comes', { type: 'string' }, { type: ['string', 'null'] }, false, true],
    ['null goes', { type: 'string', nullable: true }, { type: 'string' }, true, false],
    ['fewer characters', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 5 }, true, false],
    ['more characters', { type: 'string', maxLength: 5 }, { type: 'string', maxLength: 9 }, false, false],
    ['only some values', { type: 'string' }, { type: 'string', enum: ['A'] }, true, false],
    ['any value', { type: 'string', enum: ['A'] }, { type: 'string' }, false, false],
    ['it is read only', { type: 'string' }, { type: 'string', readOnly: true }, true, false],
    ['other alternatives', { oneOf: [{ type: 'string' }] }, { oneOf: [{ type: 'integer' }] }, true, true],
    [
      'items of a list',
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'boolean' } },
      true,
      true,
    ],
  ] as const) {
    it(name, () => {
      const inside = (schema: Schema): Schema => ({ type: 'object', properties: { it: schema } });
      assert.deepEqual(both(inside(was as Schema), inside(is as Schema)), [[asked], [answered]]);
    });
  }

  it('descriptions are no change', () => {
    const was: Schema = { type: 'string', description: 'a', oneOf: [{ description: 'b' }] };
    assert.deepEqual(both(was, { type: 'string', description: 'c', oneOf: [{ description: 'd' }] }), [[], []]);
  });

  it('the name of a parameter in a path does not matter, a renamed operationId breaks nothing', () => {
    const parameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } }) as const;
    const was = catalogOf({ parameters: [parameter('id')] });
    const is = catalogOf({
      key: 'v2:y',
      operationId: 'y',
      path: '/crm/rest/v2/cats/{cat_id}',
      parameters: [parameter('cat_id')],
    });
    const [change] = compareCatalogs('v2', was, is).operations;
    assert.equal(change?.operation.key, 'v2:y');
    assert.deepEqual(change?.changes, [
      { kind: 'changed', where: 'operation', words: 'operationId x → y', breaking: false },
      { kind: 'changed', where: 'path parameter cat_id', words: 'was called id', breaking: false },
    ]);
  });

  it('schemas that contain themselves end', () => {
    const nested: Schema = { type: 'object', properties: { next: { $ref: '#/schemas/Loop' } } };
    assert.deepEqual(both({ $ref: '#/schemas/Loop' }, nested), [[], []]);
  });
});
