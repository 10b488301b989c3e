import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Insertion, ITEM, insertProperty } from '../../../../src/keap/request/body/jsonEdit.ts';

/** The text with the selected value in brackets. */
function marked(insertion: Insertion | undefined): string | undefined {
  if (!insertion) return undefined;
  const { text, start, end } = insertion;
  return `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;
}

describe('Inserting a property into JSON text', () => {
  it('starts an object where there is nothing', () => {
    assert.equal(marked(insertProperty(' ', ['name'], '""')), '{\n  "name": «""»\n}');
    assert.equal(marked(insertProperty('', [ITEM, 'id'], '1')), '[\n  {\n    "id": «1»\n  }\n]');
  });

  it('follows the layout it finds', () => {
    assert.equal(marked(insertProperty('{"a":1}', ['b'], '2')), '{"a":1, "b": «2»}');
    assert.equal(marked(insertProperty('{\n    "a": 1\n}', ['b'], '""')), '{\n    "a": 1,\n    "b": «""»\n}');
    assert.equal(
      marked(insertProperty('{\n  "a": {\n    "x": 1\n  }\n}', ['a', 'y'], '2')),
      '{\n  "a": {\n    "x": 1,\n    "y": «2»\n  }\n}',
    );
  });

  it('makes the objects and lists on the way and takes the last item of a list', () => {
    assert.equal(
      marked(insertProperty('{}', ['emails', ITEM, 'email'], '""')),
      '{\n  "emails": [\n    {\n      "email": «""»\n    }\n  ]\n}',
    );
    assert.equal(
      marked(insertProperty('{"e":[{"a":1},{"a":2}]}', ['e', ITEM, 'b'], '3')),
      '{"e":[{"a":1},{"a":2, "b": «3»}]}',
    );
  });

  it('finds what is there already and changes nothing', () => {
    assert.equal(marked(insertProperty('{ "a" : [ 1 ] }', ['a'], '""')), '{ "a" : «[ 1 ]» }');
    assert.equal(marked(insertProperty('{"\\u0061":1}', ['a'], '2')), '{"\\u0061":«1»}');
  });

  it('refuses what is not JSON and what leads through a value', () => {
    for (const text of ['{"a":', '{"a": 1,}', 'nothing']) assert.equal(insertProperty(text, ['b'], '1'), undefined);
    assert.equal(insertProperty('{"a": 1}', ['a', 'b'], '1'), undefined);
    assert.equal(insertProperty('[1]', ['a'], '1'), undefined);
    assert.equal(insertProperty('{"a": {}}', ['a', ITEM, 'b'], '1'), undefined);
    assert.equal(insertProperty(`${'['.repeat(200_000)}${']'.repeat(200_000)}`, ['a'], '1'), undefined);
  });

  it('keeps every digit and every other character', () => {
    const text = '{ "id": 12345678901234567890, "s": "a\\"}{]," }';
    assert.equal(marked(insertProperty(text, ['b'], 'true')), text.replace(' }', ', "b": «true» }'));
  });

  it('adds exactly the property to any object', () => {
    const values = fc.constantFrom('""', '0', 'false', '[\n  ""\n]', '{\n  "a": ""\n}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(3), values, (object, indent, value) => {
        const name = 'a new one';
        const insertion = insertProperty(JSON.stringify(object, undefined, indent), [name], value);
        assert.ok(insertion);
        const expected = { ...object, [name]: JSON.parse(value) as unknown };
        assert.deepEqual(JSON.parse(insertion.text), JSON.parse(JSON.stringify(expected)));
        const { text, start, end } = insertion;
        assert.deepEqual(JSON.parse(text.slice(start, end)), JSON.parse(value));
      }),
    );
  });
});
