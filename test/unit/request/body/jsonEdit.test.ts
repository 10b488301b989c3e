import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type Insertion,
  ITEM,
  insertProperty,
  removeValue,
  setValue,
  swapItems,
} from '../../../../src/keap/request/body/jsonEdit.ts';

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
    assert.equal(insertProperty(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, ['a'], '1'), undefined);
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

/** The value with another at a path, as an edit is meant to leave it. */
function edited(value: unknown, path: readonly (string | number)[], next: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    const items: unknown[] = [...value];
    items[Number(step)] = edited(items[Number(step)], rest, next);
    return items;
  }
  const members = new Map(Object.entries((value ?? {}) as object));
  members.set(String(step), edited(members.get(String(step)), rest, next));
  return Object.fromEntries(members);
}

/** Every path to a value within a value. */
function pathsIn(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const steps: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return [[], ...steps.flatMap(([step, inner]) => pathsIn(inner).map((path) => [step, ...path]))];
}

const documents = fc
  .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2, 4, '\t'), fc.nat(), fc.jsonValue())
  .map(([value, indent, pick, next]) => {
    const paths = pathsIn(value);
    const path = paths[pick % paths.length] ?? [];
    return { text: JSON.stringify(value, undefined, indent), value: JSON.parse(JSON.stringify(value)), path, next };
  });

describe('Setting a value in JSON text', () => {
  it('sets it and nothing else, where there is one', () => {
    fc.assert(
      fc.property(documents, ({ text, value, path, next }) => {
        const after = setValue(text, path, JSON.stringify(next)) ?? assert.fail();
        assert.deepEqual(JSON.parse(after), JSON.parse(JSON.stringify(edited(value, path, next))));
        // Setting what was there brings back the text, byte for byte, where it stands in one line.
        const old = path.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
        if (typeof old !== 'object') assert.equal(setValue(after, path, JSON.stringify(old)), text);
      }),
    );
  });

  it('adds it at the end, with what leads to it', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom([], ['x'], [0], [0, 'x', 0]), ({ text, value, next }, rest) => {
        const path = ['a new one', ...rest];
        const after = setValue(text, path, JSON.stringify(next)) ?? assert.fail();
        let expected = next;
        for (const step of [...rest].reverse()) expected = typeof step === 'number' ? [expected] : { [step]: expected };
        assert.deepEqual(JSON.parse(after), JSON.parse(JSON.stringify({ ...value, 'a new one': expected })));
        assert.equal(removeValue(after, ['a new one']), text === '{}' ? '{}' : text, 'and it can be taken out again');
      }),
    );
  });

  it('goes by the last of members with one name, and through null', () => {
    assert.equal(setValue('{"a": 1, "a": 2}', ['a'], '3'), '{"a": 1, "a": 3}');
    assert.equal(setValue('{"a": null}', ['a', 'b'], '1'), '{"a": {\n  "b": 1\n}}');
    assert.equal(setValue('[1]', [1], '2'), '[1, 2]');
    assert.equal(setValue('', [0], '2'), '[\n  2\n]');
  });

  it('refuses what cannot be', () => {
    assert.equal(setValue('{', ['a'], '1'), undefined);
    assert.equal(setValue('[1]', [2], '1'), undefined);
    assert.equal(setValue('{"a": 1}', ['a', 'b'], '1'), undefined);
    assert.equal(setValue('{"a": []}', ['a', 'b'], '1'), undefined);
  });

  it('keeps the digits of a number that JavaScript cannot hold', () => {
    const text = '{"id": 12345678901234567890, "a": 1.10}';
    assert.equal(setValue(text, ['b'], '98765432109876543210'), `${text.slice(0, -1)}, "b": 98765432109876543210}`);
  });
});

describe('Taking a value out of JSON text', () => {
  it('takes it with its comma and leaves the rest', () => {
    assert.equal(removeValue('{\n  "a": 1,\n  "b": 2\n}', ['a']), '{\n  "b": 2\n}');
    assert.equal(removeValue('{\n  "a": 1,\n  "b": 2\n}', ['b']), '{\n  "a": 1\n}');
    assert.equal(removeValue('{\n  "a": 1\n}', ['a']), '{}');
    assert.equal(removeValue('[1, [2, 3]]', [1, 0]), '[1, [3]]');
    assert.equal(removeValue('{"a": 1, "b": 2, "a": 3}', ['a']), '{"b": 2}');
    assert.equal(removeValue('{"a": 1}', ['b']), '{"a": 1}');
    assert.equal(removeValue('{"a": 1', ['a']), undefined);
  });

  it('leaves what JSON.parse would have without it', () => {
    fc.assert(
      fc.property(documents, ({ text, value, path }) => {
        if (path.length === 0) return;
        const expected = JSON.parse(JSON.stringify(value));
        const within = path.slice(0, -1).reduce((inner, step) => inner[step], expected);
        const last = path.at(-1);
        if (Array.isArray(within)) within.splice(Number(last), 1);
        else delete within[String(last)];
        assert.deepEqual(JSON.parse(removeValue(text, path) ?? assert.fail()), expected);
      }),
    );
  });
});

describe('Moving an item of a list', () => {
  it('exchanges it with the next one, as they stand', () => {
    assert.equal(swapItems('{"l": [ 1 ,{"a":  2}, 3]}', ['l'], 0), '{"l": [ {"a":  2} ,1, 3]}');
    assert.equal(swapItems('{"l": [1, 2]}', ['l'], 1), undefined);
    assert.equal(swapItems('{"l": 1}', ['l'], 0), undefined);
    assert.equal(swapItems('{"l": [1, 2]', ['l'], 0), undefined);
  });
});
