import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  describeType,
  isNullable,
  reachableSchemas,
  referencedName,
  resolveSchema,
  type Schemas,
  schemaType,
} from '../../../src/keap/catalog/schema.ts';

const schemas: Schemas = {
  Cat: {
    type: 'object',
    properties: { home: { $ref: '#/schemas/Home' }, kittens: { type: 'array', items: { $ref: '#/schemas/Cat' } } },
  },
  Home: { type: 'object', additionalProperties: { $ref: '#/schemas/Room' } },
  Room: { type: 'string' },
  Alias: { $ref: '#/schemas/Cat' },
  Round: { $ref: '#/schemas/Round' },
  Choice: { oneOf: [{ $ref: '#/schemas/Room' }, { type: 'integer' }] },
};

describe('Schemas', () => {
  it('resolve references, one after the other', () => {
    assert.equal(resolveSchema({ $ref: '#/schemas/Alias' }, schemas), schemas['Cat']);
    assert.deepEqual(resolveSchema({ type: 'string' }, schemas), { type: 'string' });
  });

  it('admit anything where a reference is unknown, circular or missing', () => {
    for (const schema of [{ $ref: '#/schemas/Dog' }, { $ref: '#/schemas/Round' }, { $ref: '#/elsewhere' }, undefined]) {
      assert.deepEqual(resolveSchema(schema, schemas), {});
    }
    assert.deepEqual(resolveSchema({ $ref: '#/schemas/toString' }, schemas), {});
  });

  it('name what they refer to', () => {
    assert.equal(referencedName({ $ref: '#/schemas/Cat' }), 'Cat');
    assert.equal(referencedName({ type: 'object' }), undefined);
  });

  it('have one type, or leave it open', () => {
    assert.equal(schemaType({ type: ['string', 'null'] }), 'string');
    assert.equal(schemaType({ type: ['string', 'integer'] }), undefined);
    assert.equal(schemaType({ properties: {} }), 'object');
    assert.equal(schemaType({ items: {} }), 'array');
    assert.equal(schemaType({}), undefined);
  });

  it('may be null in both ways of saying so', () => {
    assert.equal(isNullable({ type: 'string', nullable: true }), true);
    assert.equal(isNullable({ type: ['string', 'null'] }), true);
    assert.equal(isNullable({ type: 'string' }), false);
    assert.equal(isNullable({}), false);
  });

  it('describe their type to people', () => {
    assert.equal(describeType({ type: 'integer', format: 'int64' }, schemas), 'integer (int64)');
    assert.equal(describeType({ $ref: '#/schemas/Alias' }, schemas), 'Alias');
    assert.equal(describeType({ $ref: '#/schemas/Room' }, schemas), 'string');
    assert.equal(describeType({ type: 'array', items: { $ref: '#/schemas/Cat' } }, schemas), 'list of Cat');
    assert.equal(describeType({}, schemas), 'any value');
  });

  it('collect what they reach, circles included', () => {
    assert.deepEqual(Object.keys(reachableSchemas([{ $ref: '#/schemas/Cat' }], schemas)).sort(), [
      'Cat',
      'Home',
      'Room',
    ]);
    assert.deepEqual(Object.keys(reachableSchemas([{ $ref: '#/schemas/Choice' }, undefined], schemas)).sort(), [
      'Choice',
      'Room',
    ]);
    assert.deepEqual(reachableSchemas([{ $ref: '#/schemas/Dog' }], schemas), {});
  });
});
