import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatJson } from '../../../src/keap/request/formatJson.ts';
import { JsonLayout, type JsonVerdict, LAYOUT_BUFFER } from '../../../src/keap/request/jsonLayout.ts';

function layOut(bytes: Uint8Array, cuts: readonly number[]) {
  const parts: Buffer[] = [];
  const layout = new JsonLayout<Uint8Array>({
    sink: (part) => parts.push(Buffer.from(part)),
    buffer: new Uint8Array(LAYOUT_BUFFER),
    decode: (units) => Buffer.from(units).toString(),
  });
  let from = 0;
  for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    layout.write(bytes.subarray(from, to));
    from = to;
  }
  const verdict: JsonVerdict = layout.end();
  return { verdict, text: Buffer.concat(parts).toString(), outline: layout.outline };
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test('bytes are laid out as text is, wherever they are cut, within a character, too', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'grapheme' }), fc.array(fc.nat(), { maxLength: 20 }), (json, cuts) => {
      const { verdict, text } = layOut(Buffer.from(json), cuts);
      assert.equal(verdict, 'json');
      assert.equal(text, formatJson(json));
    }),
  );
});

test('what JSON.parse refuses is broken, and nothing else', () => {
  const bits = fc.array(
    fc.constantFrom(...['{', '}', '[', ']', ',', ':', '"', '\\', 'u12', 'aF', '0', '-', '1', '.', 'e', '+', 'null']),
    { maxLength: 12 },
  );
  const more = fc.constantFrom('"a"', '"a":', '\\n', ' ', '\n', '\u0001', 'tru', 'true', 'false', 'é', '1.5e-7', '[]');
  fc.assert(
    fc.property(
      fc.oneof(
        bits,
        fc.array(more),
        fc.array(
          fc.oneof(
            bits.map((all) => all.join('')),
            more,
          ),
        ),
      ),
      (all) => {
        const text = all.join('');
        assert.equal(layOut(Buffer.from(text), [1, 2, 3]).verdict, isJson(text) ? 'json' : 'broken', text);
        assert.equal(formatJson(text) !== undefined, isJson(text), text);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a document that ends early is broken at every place', () => {
  const whole = '{"a":[1,-2.5e+7,{"b":"x\\u00e9\\n"}],"c":true}';
  for (let length = 0; length < whole.length; length++) {
    assert.equal(layOut(Buffer.from(whole.slice(0, length)), []).verdict, 'broken', whole.slice(0, length));
  }
});

test('half a surrogate pair stays what it is, escaped or not', () => {
  assert.equal(formatJson('["\\ud800","\ud800"]'), '[\n  "\\ud800",\n  "\ud800"\n]');
});

test('a hundred thousand levels are read, and laid out only as far as makes sense', () => {
  const levels = 100_000;
  const deep = Buffer.from('['.repeat(levels) + ']'.repeat(levels));
  assert.equal(layOut(deep, []).verdict, 'tooDeep');
  assert.equal(formatJson(deep.toString()), undefined);
  const some = 1000;
  const text = `${'{"a":'.repeat(some)}1${'}'.repeat(some)}`;
  assert.equal(formatJson(text), JSON.stringify(JSON.parse(text), undefined, 2));
});

test('what stands at the outermost is noted in passing', () => {
  const text = JSON.stringify({
    count: 12345678901,
    next: 'https://ä/?offset=1&b="',
    none: null,
    contacts: [{ count: 7, list: [1, 2] }, [3], 'x,y', 4],
    other: [1],
    'té\n': '\u0141',
    long: 'x'.repeat(10_000),
    big: true,
  });
  const { outline } = layOut(Buffer.from(text), [3, 20, 21, 22, 23, 24, 50]);
  assert.deepEqual(
    [...outline.members].map(([name, value]) => [name, JSON.parse(value)]),
    [
      ['count', 12345678901],
      ['next', 'https://ä/?offset=1&b="'],
      ['none', null],
      ['té\n', '\u0141'],
      ['big', true],
    ],
  );
  assert.deepEqual(outline.list, { name: 'contacts', items: 4 });
  assert.deepEqual(layOut(Buffer.from('[[1],[2,3],4]'), []).outline.list, { name: undefined, items: 3 });
  assert.deepEqual(layOut(Buffer.from('{"a":{"b":[1]},"c":[]}'), []).outline.list, { name: 'c', items: 0 });
});
