import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Schemas } from '../../../src/keap/catalog/schema.ts';
import { exampleOf } from '../../../src/sandbox/example/example.ts';
import { schemaProblem } from '../../../src/sandbox/validate/schemaProblem.ts';

const schemas: Schemas = {
  Node: {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string' },
      parent: { $ref: '#/schemas/Node' },
      children: { type: 'array', items: { $ref: '#/schemas/Node' } },
      email: { type: 'string' },
      create_time: { type: 'string', format: 'date-time' },
      birthday: { type: 'string', format: 'date' },
      kind: { type: 'string', enum: ['KIND_UNSPECIFIED', 'ONE'] },
      code: { type: 'string', maxLength: 2, minLength: 2 },
      share: { type: 'number', minimum: 2, maximum: 3 },
      data: { type: 'string', format: 'byte' },
      count: { type: 'integer' },
    },
  },
};

const make = (seed: string) =>
  exampleOf({ $ref: '#/schemas/Node' }, { schemas, version: 'v2', seed }) as Record<string, unknown>;

describe('Examples', () => {
  it('are the same for the same seed', () => {
    assert.deepEqual(make('a'), make('a'));
    assert.notDeepEqual(make('a'), make('b'));
  });

  it('are plausible by name and format', () => {
    const value = make('a');
    assert.match(String(value['id']), /^\d+$/);
    assert.match(String(value['email']), /@example\.com$/);
    assert.match(String(value['create_time']), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    assert.match(String(value['birthday']), /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(value['kind'], 'ONE');
    assert.equal(String(value['code']).length, 2);
    assert.match(String(value['data']), /^[A-Za-z0-9+/]+=*$/);
    assert.ok(Number(value['share']) >= 2 && Number(value['share']) <= 3);
  });

  it('end where a schema stands within itself', () => {
    const value = make('a');
    assert.equal(value['parent'], undefined);
    assert.deepEqual(value['children'], []);
  });

  it('fit their schema by the sandbox’s own check', () => {
    assert.equal(schemaProblem(make('a'), { $ref: '#/schemas/Node' }, schemas, 'value'), undefined);
  });
});

describe('The check of bodies', () => {
  const problem = (value: unknown) => schemaProblem(value, { $ref: '#/schemas/Node' }, schemas, 'The body');

  it('names the property that is wrong', () => {
    assert.equal(problem({}), 'id is required');
    assert.equal(problem({ id: null }), 'id is required');
    assert.equal(problem({ id: 5 }), 'id must be a string');
    assert.equal(problem({ id: '5', count: 1.5 }), 'count must be an integer');
    assert.equal(
      problem({ id: '5', children: [{ id: '6' }, { id: '7', kind: 'TWO' }] }),
      'children[1].kind must be one of KIND_UNSPECIFIED, ONE',
    );
    assert.equal(problem({ id: '5', create_time: 'soon' }), 'create_time must be a date and time in ISO 8601');
    assert.equal(problem({ id: '5', birthday: '2026-13-01' }), 'birthday must be a date, YYYY-MM-DD');
    assert.equal(problem('text'), 'The body must be an object');
    assert.equal(problem(null), 'The body must not be null');
  });

  it('passes over what nobody declared, and null where a property may be missing', () => {
    assert.equal(problem({ id: '5', unknown: { a: 1 }, email: null }), undefined);
  });
});
