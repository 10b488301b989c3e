import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { jsonPathOf, placeWords } from '../../../src/keap/meaning/jsonPathWords.ts';
import { JsonWalk } from '../../../src/keap/meaning/jsonWalk.ts';
import { placeAt } from '../../../src/keap/meaning/placeAt.ts';
import { walkInSlices } from '../../../src/keap/meaning/walkInSlices.ts';
import { walked } from './answers.ts';

const signal = new AbortController().signal;

/** A list with what is awkward: brackets and quotes in strings, escapes in names, numbers of 64 bits, nothing at all. */
const AWKWARD = JSON.stringify(
  {
    contacts: [
      { id: 'A', note: '<b>"}],[{\\</b>', 'a\n"b': { c: [] } },
      { id: '№2', given_name: 'Łódź 👩‍👩‍👧', groups: '1,2', empty: {}, amount: 1 },
    ],
    count: 2,
    next: null,
  },
  undefined,
  2,
).replace('"amount": 1', '"amount": 12345678901234567890');

/** The path of every value by `JSON.parse`, in order. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): string[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const step = (name: string) => (Array.isArray(value) ? Number(name) : name);
  return [JSON.stringify(path), ...members.flatMap(([name, each]) => pathsOf(each, [...path, step(name)]))];
}

describe('walking through JSON', () => {
  test('every value has its path and its text', () => {
    const walk = new JsonWalk(AWKWARD);
    const paths: string[] = [];
    while (walk.next()) {
      if (walk.event !== 'close') paths.push(JSON.stringify(walk.path));
      if (walk.event === 'open') continue;
      const expected = walk.path.reduce<unknown>(
        (value, step) => Reflect.get(Object(value), step),
        JSON.parse(AWKWARD),
      );
      assert.deepEqual(JSON.parse(walk.source), expected);
    }
    assert.deepEqual(paths, pathsOf(JSON.parse(AWKWARD)));
  });

  test('in pieces, line by line, it is the same', () => {
    const lines = AWKWARD.split('\n').map((line, index, all) => (index < all.length - 1 ? `${line}\n` : line));
    const steps = (walk: JsonWalk) => {
      const seen: unknown[] = [];
      while (walk.next()) {
        const { event, kind, start, end, nameStart, nameEnd, depth, path } = walk;
        seen.push({ event, kind, start, end, nameStart, nameEnd, depth, path: [...path] });
        if (event === 'scalar') assert.equal(walk.source, AWKWARD.slice(start, end));
      }
      return seen;
    };
    assert.deepEqual(steps(new JsonWalk(lines.values())), steps(new JsonWalk(AWKWARD)));
    assert.deepEqual(steps(new JsonWalk(['', ...lines, ''].values())), steps(new JsonWalk(AWKWARD)));
  });

  test('a text that is cut off anywhere is read as far as it goes, and ends', () => {
    for (let length = 0; length < AWKWARD.length; length++) {
      const walk = new JsonWalk(AWKWARD.slice(0, length));
      let steps = 0;
      while (walk.next()) steps++;
      assert.ok(steps <= 40);
    }
  });

  test('what is no JSON ends the walk', () => {
    for (const text of [
      '',
      ' ',
      'hello',
      '{a: 1}',
      '[1 2]',
      '{"a" 1}',
      '[1,]',
      '{"a":}',
      '"open',
      '<html>',
      '{"a": 01}',
    ]) {
      const walk = new JsonWalk(text);
      let steps = 0;
      while (walk.next()) steps++;
      assert.ok(steps <= 3, text);
    }
  });

  test('a thousand levels are no matter', () => {
    const walk = new JsonWalk('['.repeat(50_000) + ']'.repeat(50_000));
    let deepest = 0;
    while (walk.next()) deepest = Math.max(deepest, walk.depth);
    assert.equal(deepest, 49_999);
  });

  test('ten megabytes block for no more than a slice', async () => {
    const text = JSON.stringify({
      contacts: Array.from({ length: 44_000 }, (_, id) => ({ id, name: 'x'.repeat(200) })),
    });
    assert.ok(text.length > 9_000_000);
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    assert.equal(await walkInSlices(new JsonWalk(text), () => true, signal), true);
    isOver = true;
    assert.ok(turns > 0, 'Others had their turn.');
  });

  test('a walk that is not wanted any more ends', async () => {
    const ended = new AbortController();
    ended.abort();
    assert.equal(await walkInSlices(new JsonWalk(`[${'0,'.repeat(2_000_000)}0]`), () => true, ended.signal), false);
  });
});

/** The place of the `|` in a text. */
async function placed(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const list = text.startsWith('[') ? { name: undefined } : { name: 'list' };
  const place = await placeAt(walked(text), offset, list, signal);
  const shown = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
  return (
    place && {
      path: jsonPathOf(place.path),
      value: shown(place.value),
      name: shown(place.name),
      record: shown(place.record),
    }
  );
}

describe('what stands at a place', () => {
  test('names, values, brackets and the record around them', async () => {
    assert.deepEqual(await placed('{"list": [{"id": 1}, {"id": 2, "na|me": "Ada"}], "count": 2}'), {
      path: '$.list[1].name',
      value: '"Ada"',
      name: '"name"',
      record: '{"id": 2, "name": "Ada"}',
    });
    assert.deepEqual(await placed('{"list": [{"id": 1}, {"id": 2}], "count": 2|}'), {
      path: '$.count',
      value: '2',
      name: '"count"',
      record: '{"list": [{"id": 1}, {"id": 2}], "count": 2}',
    });
    assert.deepEqual(await placed('[{"a": |{"b": [1]}}]'), {
      path: '$[0].a',
      value: '{"b": [1]}',
      name: '"a"',
      record: '{"a": {"b": [1]}}',
    });
    assert.deepEqual(await placed('{"id": 1, "list|": [{"id": 2}]}'), {
      path: '$.list',
      value: '[{"id": 2}]',
      name: '"list"',
      record: '{"id": 1, "list": [{"id": 2}]}',
    });
    assert.deepEqual(await placed('{"list": [{"id": 2| }]}'), {
      path: '$.list[0].id',
      value: '2',
      name: '"id"',
      record: '{"id": 2 }',
    });
    assert.deepEqual(await placed('{"list": [{"id": 2 | }]}'), {
      path: '$.list[0]',
      value: '{"id": 2  }',
      name: undefined,
      record: '{"id": 2  }',
    });
    assert.equal(await placed('{"id": 1}  |'), undefined);
    assert.equal(await placed('|'), undefined);
  });

  test('a record that is cut off ends with the text', async () => {
    assert.deepEqual(await placed('{"list": [{"id": 2, "na|me": "A'), undefined);
    assert.deepEqual(await placed('{"list": [{"i|d": 2, "name": "A'), {
      path: '$.list[0].id',
      value: '2',
      name: '"id"',
      record: '{"id": 2, "name": "A',
    });
  });
});

test('paths are JSONPath, and plain for people', () => {
  assert.equal(
    jsonPathOf(['contacts', 3, 'a b', "it's", 'Łódź', '\n', 0]),
    "$.contacts[3]['a b']['it\\'s'].Łódź['\\n'][0]",
  );
  assert.equal(jsonPathOf([]), '$');
  assert.equal(placeWords(['contacts', 3, 'id']), 'contacts[3].id');
  assert.equal(placeWords([0, 'id']), '[0].id');
});
