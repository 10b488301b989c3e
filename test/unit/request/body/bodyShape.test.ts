import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Schema, Schemas } from '../../../../src/keap/catalog/schema.ts';
import { fits, objectShape, shapeOf, standingSchema } from '../../../../src/keap/request/body/bodyShape.ts';
import { type JsonNode, readTree } from '../../../../src/keap/request/body/jsonTree.ts';

function node(text: string): JsonNode {
  const tree = readTree(text);
  return 'root' in tree ? tree.root : assert.fail('not JSON');
}

function kind(schema: Schema, name = 'x'): string {
  return shapeOf(standingSchema(schema, {}), name).kind;
}

describe('The shape of a value', () => {
  it('follows its schema', () => {
    assert.equal(kind({ type: 'object' }), 'object');
    assert.equal(kind({ properties: {} }), 'object');
    assert.equal(kind({ type: 'array', items: { type: 'string' } }), 'list');
    assert.equal(kind({ type: 'string' }), 'text');
    assert.equal(kind({ type: ['string', 'null'] }), 'text');
    assert.equal(kind({ type: 'string', format: 'date' }), 'date');
    assert.equal(kind({ type: 'string', format: 'date-time' }), 'dateTime');
    assert.equal(kind({ type: 'string', format: 'byte' }), 'base64');
    assert.equal(kind({ type: 'string' }, 'file_data'), 'base64');
    assert.equal(kind({ type: 'string' }, 'birth_date'), 'date');
    assert.equal(kind({ type: 'integer' }), 'number');
    assert.equal(kind({}), 'any');
    assert.deepEqual(shapeOf({ type: 'boolean' }, 'x'), { kind: 'choice', options: [true, false] });
    assert.deepEqual(shapeOf({ enum: ['A', 2] }, 'x'), { kind: 'choice', options: ['A', 2] });
  });

  it('is joined from its parts, and of alternatives is the one that stands in the text', () => {
    const schemas: Schemas = {
      Base: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      Self: { allOf: [{ $ref: '#/schemas/Self' }], type: 'object' },
    };
    const joined = standingSchema(
      { allOf: [{ $ref: '#/schemas/Base' }, { properties: { name: { type: 'string' } }, required: ['name'] }] },
      schemas,
    );
    assert.deepEqual(joined.required, ['id', 'name']);
    assert.deepEqual(Object.keys(joined.properties ?? {}), ['id', 'name']);
    const either: Schema = { oneOf: [{ type: 'null' }, { type: 'string' }, { type: 'array', items: {} }] };
    assert.equal(shapeOf(standingSchema(either, schemas), 'x').kind, 'text');
    assert.equal(shapeOf(standingSchema(either, schemas, node('[1]')), 'x').kind, 'list');
    assert.equal(standingSchema({ $ref: '#/schemas/Self' }, schemas).type, 'object');
  });

  it('tells what in the text it cannot show', () => {
    assert.ok(fits({ kind: 'object' }, node('{}')));
    assert.ok(fits({ kind: 'object' }, node('null')));
    assert.ok(!fits({ kind: 'object' }, node('[]')));
    assert.ok(!fits({ kind: 'list', items: {} }, node('"a"')));
    assert.ok(fits({ kind: 'number' }, node('"a"')));
    assert.ok(!fits({ kind: 'text' }, node('{}')));
  });
});

describe('The properties of an object', () => {
  const schema: Schema = {
    type: 'object',
    required: ['b'],
    properties: { a: { type: 'string' }, b: { type: 'integer' }, file: { type: 'string', format: 'binary' } },
  };

  it('are the required ones first, each with its value', () => {
    const { properties, unknown, open } = objectShape(schema, {}, node('{"a": "x", "c": 1}'), new Set(['file']));
    assert.deepEqual(
      properties.map(({ name, required, node: value }) => [name, required, value?.kind]),
      [
        ['b', true, undefined],
        ['a', false, 'string'],
      ],
    );
    assert.deepEqual(
      unknown.map(({ name }) => name),
      ['c'],
    );
    assert.equal(open, false);
  });

  it('take the last of members with one name, as JSON does, and none from the prototype', () => {
    const shape = objectShape(schema, {}, node('{"a": "x", "a": 2, "__proto__": 3, "constructor": 4}'));
    assert.equal(shape.properties.find(({ name }) => name === 'a')?.node?.kind, 'number');
    assert.deepEqual(
      shape.unknown.map(({ name }) => name),
      ['__proto__', 'constructor'],
    );
  });

  it('are entries where any name goes', () => {
    const map: Schema = { type: 'object', additionalProperties: { type: 'integer' } };
    const { entries, unknown, open } = objectShape(map, {}, node('{"x": 1}'));
    assert.deepEqual(
      entries.map(({ name, schema: own }) => [name, own.type]),
      [['x', 'integer']],
    );
    assert.deepEqual(unknown, []);
    assert.ok(open);
    assert.ok(objectShape({ type: 'object' }, {}, undefined).open);
    assert.ok(objectShape({ ...schema, additionalProperties: true }, {}, undefined).open);
  });
});
