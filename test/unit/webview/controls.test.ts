import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Operation, Parameter, QueryFacts } from '../../../src/keap/catalog/operation.ts';
import type { Schema } from '../../../src/keap/catalog/schema.ts';
import { fieldOf, groupParameters, matchesFilter } from '../../../src/webview/builder/controls/controls.ts';
import { operation } from '../catalog/realCatalog.ts';

const listContacts = operation('v2:listContacts');

function parameter(name: string, schema: Schema, place: Parameter['in'] = 'query', required = false): Parameter {
  return { name, in: place, required, schema };
}

function field(name: string, schema: Schema, query?: QueryFacts) {
  const { query: _, ...plain } = listContacts;
  const shown: Operation = query ? { ...plain, query } : plain;
  return fieldOf(parameter(name, schema), shown, { Kind: { type: 'string', enum: ['A', 'B'] } });
}

describe('The control of a parameter', () => {
  it('follows its schema', () => {
    assert.deepEqual(field('q', { type: 'string' }).control, { kind: 'text', numeric: false });
    assert.deepEqual(field('q', { type: 'integer' }).control, { kind: 'text', numeric: true });
    assert.deepEqual(field('q', { $ref: '#/schemas/Kind' }).control, { kind: 'choice', options: ['A', 'B'] });
    assert.deepEqual(field('q', { type: 'boolean' }).control, { kind: 'choice', options: ['true', 'false'] });
    assert.equal(field('q', { type: 'string', format: 'date' }).control.kind, 'date');
    assert.equal(field('q', { type: 'string', format: 'date-time' }).control.kind, 'dateTime');
    assert.deepEqual(field('q', { type: 'array', items: { type: 'integer' } }).control, {
      kind: 'rows',
      numeric: true,
    });
    assert.deepEqual(field('q', { type: 'array', items: { $ref: '#/schemas/Kind' } }).control, {
      kind: 'checks',
      options: ['A', 'B'],
      open: false,
    });
    assert.equal(field('q', {}).control.kind, 'text');
  });

  it('tells bounds and defaults', () => {
    assert.equal(field('q', { type: 'integer', minimum: 0, maximum: 9 }).bounds, '0–9');
    assert.equal(field('q', { type: 'number', minimum: 0.5 }).bounds, '0.5 or more');
    assert.equal(field('q', { type: 'integer', maximum: 9 }).bounds, '9 or less');
    assert.match(field('q', { type: 'boolean', default: false }).hint, /false/);
  });

  it('knows what Keap says only in prose', () => {
    const facts: QueryFacts = {
      filter: { fields: [{ name: 'email', kind: 'string', operators: ['=='] }] },
      orderBy: ['id'],
      fields: ['id', 'name'],
      pageSizeMax: 1000,
    };
    const filter = field('filter', { type: 'string' }, facts);
    assert.deepEqual(filter.control, { kind: 'filter', facts: facts.filter });
    assert.equal(filter.placeholder, 'email==…');
    assert.equal(filter.filterFields?.length, 1);
    assert.deepEqual(field('order_by', { type: 'string' }, facts).control, { kind: 'order', fields: ['id'] });
    assert.deepEqual(field('fields', { type: 'array', items: { type: 'string' } }, facts).control, {
      kind: 'checks',
      options: ['id', 'name'],
      open: true,
    });
    const size = field('page_size', { type: 'integer', minimum: 0, maximum: 1000 }, facts);
    assert.equal(size.placeholder, '1–1000');
    assert.equal(size.bounds, '1–1000');
  });

  it('holds for the real list of contacts', () => {
    const kinds = listContacts.parameters.map((each) => [each.name, fieldOf(each, listContacts, {}).control.kind]);
    assert.deepEqual(Object.fromEntries(kinds), {
      fields: 'checks',
      filter: 'filter',
      order_by: 'order',
      page_size: 'text',
      page_token: 'text',
    });
  });
});

describe('The order of the form', () => {
  it('is what is required, then path, query and headers', () => {
    const groups = groupParameters([
      parameter('h', {}, 'header'),
      parameter('q', {}),
      parameter('must', {}, 'query', true),
      parameter('id', {}, 'path', true),
    ]);
    assert.deepEqual(
      groups.map(({ heading, parameters }) => [heading, ...parameters.map(({ name }) => name)]),
      [
        ['Required', 'must', 'id'],
        ['Query', 'q'],
        ['Headers', 'h'],
      ],
    );
  });

  it('is thinned by words of the name', () => {
    const size = parameter('page_size', {});
    assert.ok(matchesFilter(size, ''));
    assert.ok(matchesFilter(size, 'Size pa'));
    assert.ok(!matchesFilter(size, 'size token'));
  });
});
