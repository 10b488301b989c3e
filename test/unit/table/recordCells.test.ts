import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellsOf, cellText, compactJson, isEmptyCell } from '../../../src/keap/table/recordCells.ts';

function texts(text: string): Record<string, string> {
  return Object.fromEntries([...(cellsOf(text) ?? [])].map(([column, cell]) => [column, cellText(cell)]));
}

test('a record lies flat: objects, lists of Keap by what their items call themselves, custom fields by id', () => {
  const contact = `{
    "id": "12", "owner": {"name": "Ada", "place": {"city": "Łódź"}},
    "email_addresses": [{"email": "a@example.com", "field": "EMAIL1"}, {"field": "EMAIL2", "email": null}],
    "custom_fields": [{"id": 7, "content": ["x", "y"]}, {"id": "8", "content": {"a": 1}}],
    "tag_ids": ["1", "2"], "products": [{"id": 1}, {"id": 2}], "nothing": [], "none": {}, "said": null
  }`;
  assert.deepEqual(texts(contact), {
    id: '12',
    'owner.name': 'Ada',
    'owner.place.city': 'Łódź',
    'email_addresses[EMAIL1].email': 'a@example.com',
    'email_addresses[EMAIL2].email': '',
    'custom_fields[7]': 'x, y',
    'custom_fields[8]': '{"a":1}',
    tag_ids: '1, 2',
    products: '[{"id":1},{"id":2}]',
    nothing: '',
    none: '',
    said: '',
  });
});

test('entries of a list that call themselves alike, or nothing, stay one cell', () => {
  assert.deepEqual(texts('{"a":[{"field":"X","n":1},{"field":"X","n":2}]}'), {
    a: '[{"field":"X","n":1},{"field":"X","n":2}]',
  });
  assert.deepEqual(Object.keys(texts('{"a":[{"field":"X"},{"n":2}],"b":[{"field":"a.b[c]"}]}')), ['a', 'b']);
});

test('no digit of a number changes, in lists neither', () => {
  assert.deepEqual(texts('{"id":12345678901234567890,"a":10.10,"b":1E400,"c":[90071992547409931, -0.0]}'), {
    id: '12345678901234567890',
    a: '10.10',
    b: '1E400',
    c: '90071992547409931, -0.0',
  });
});

test('names that would be read as a way to something else are quoted', () => {
  assert.deepEqual(texts('{"a.b":1,"a":{"b":2},"x y":{"z":3}}'), { '["a.b"]': '1', 'a.b': '2', '["x y"].z': '3' });
});

test('what is no object is a record of one value', () => {
  assert.deepEqual(texts('"a"'), { value: 'a' });
  assert.deepEqual(texts('[1,2]'), { value: '1, 2' });
  assert.equal(cellsOf('{"a"'), undefined);
});

test('any JSON lies flat without a loss: each scalar is somewhere, and deep nesting ends in JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (record) => {
      const cells = cellsOf(JSON.stringify(record));
      assert.ok(cells);
      for (const { raw, kind } of cells.values()) {
        const value: unknown = JSON.parse(raw);
        if (kind === 'text') assert.equal(typeof value, 'string');
      }
    }),
  );
  const deep = `{"a":${'{"a":'.repeat(50)}1${'}'.repeat(51)}`;
  const [[column, cell] = []] = cellsOf(deep) ?? [];
  assert.equal(column, 'a.a.a.a.a.a.a');
  assert.equal(cell?.kind, 'json');
});

test('compact JSON is the same JSON', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
      const laidOut = JSON.stringify(JSON.parse(json), undefined, indent);
      assert.equal(compactJson(laidOut), JSON.stringify(JSON.parse(json)));
    }),
  );
  assert.equal(compactJson('{ "a" : "\\u00e9 \\" ] x" , "b" : 1.0 }'), '{"a":"\\u00e9 \\" ] x","b":1.0}');
  assert.equal(compactJson(`[ "${'\\n x'.repeat(1_000_000)}" ]`).length, 4_000_004);
});

test('nothing is empty but null, and texts, lists and objects without anything', () => {
  const empty = cellsOf('{"a":null,"b":"","c":[ ],"d":{ },"e":0,"f":false,"g":" "}') ?? new Map();
  assert.deepEqual(
    [...empty].filter(([, cell]) => isEmptyCell(cell)).map(([column]) => column),
    ['a', 'b', 'c', 'd'],
  );
});
