import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ComparisonOptions, comparable, isIdName } from '../../../src/keap/compare/comparable.ts';
import { parseExact, printExact } from '../../../src/keap/exactJson.ts';

const ALL: ComparisonOptions = { hidden: [], hideIds: false, sortLists: false, across: false };

function compared(left: unknown, right: unknown, options: Partial<ComparisonOptions> = {}): readonly [string, string] {
  const [one, other] = comparable(left, right, { ...ALL, ...options });
  return [JSON.stringify(one), JSON.stringify(other)];
}

test('members go by name, lists stay, and digits too', () => {
  const text = '{"b":[3,1,2],"a":{"d":10.10,"c":12345678901234567890},"\\u00e9":null}';
  const [left] = compared(parseExact(text), {});
  assert.equal(left, '{"a":{"c":12345678901234567890,"d":10.10},"b":[3,1,2],"é":null}');
});

test('records that moved are in line again, by id', () => {
  const left = {
    contacts: [
      { id: '10', name: 'A' },
      { id: '9', name: 'B' },
    ],
  };
  const right = {
    contacts: [
      { id: '9', name: 'B' },
      { id: '11', name: 'C' },
      { id: '10', name: 'A' },
    ],
  };
  const [one, other] = compared(left, right, { sortLists: true });
  assert.equal(one, '{"contacts":[{"id":"9","name":"B"},{"id":"10","name":"A"}]}');
  assert.equal(other, '{"contacts":[{"id":"9","name":"B"},{"id":"10","name":"A"},{"id":"11","name":"C"}]}');
});

test('records of two accounts are in line by name, since their ids differ, and ids can be left out', () => {
  const left = {
    tags: [
      { id: 1, name: 'VIP', category_id: 7 },
      { id: 2, name: 'Lead' },
    ],
  };
  const right = {
    tags: [
      { id: 31, name: 'Lead' },
      { id: 54, name: 'VIP', category_id: 9 },
    ],
  };
  const [one, other] = compared(left, right, { sortLists: true, across: true, hideIds: true });
  assert.equal(one, '{"tags":[{"name":"Lead"},{"name":"VIP"}]}');
  assert.equal(other, one);
});

test('between two accounts a name that two records share goes before ids, one by one', () => {
  const tag = (id: string, name: string, group: string) => ({ id, name, group });
  const left = [tag('1', 'VIP', 'a'), tag('2', 'VIP', 'b'), tag('3', 'New', 'c')];
  const right = [tag('1', 'New', 'c'), tag('7', 'VIP', 'a'), tag('8', 'VIP', 'b')];
  const options = { sortLists: true, across: true, hideIds: true };
  const [one, other] = compared(left, right, options);
  assert.equal(one, other);
  assert.equal(one, '[{"group":"c","name":"New"},{"group":"a","name":"VIP"},{"group":"b","name":"VIP"}]');
  const [byId] = compared(left, right, { ...options, across: false });
  assert.match(byId, /^\[\{"group":"a","name":"VIP"/);
});

test('lists nested in records find the records that they belong to', () => {
  const field = (id: number, label: string, options: readonly string[]) => ({
    id,
    label,
    options: options.map((each, index) => ({ id: id * 10 + index, label: each })),
  });
  const left = [field(1, 'Colour', ['Red', 'Blue']), field(2, 'Size', ['S'])];
  const right = [field(5, 'Size', ['S']), field(4, 'Colour', ['Blue', 'Red'])];
  const [one, other] = compared(left, right, { sortLists: true, across: true, hideIds: true });
  assert.equal(one, other);
});

test('what does not tell records apart puts nothing in order', () => {
  const left = [{ name: 'B' }, { name: 'A' }];
  const right = [{ name: 'A' }, { name: 'A' }];
  assert.equal(compared(left, right, { sortLists: true })[0], '[{"name":"B"},{"name":"A"}]');
  assert.equal(compared([{ id: 2 }, { x: 1 }], [], { sortLists: true })[0], '[{"id":2},{"x":1}]');
});

test('lists of ids have no order, other lists have', () => {
  const left = { tag_ids: [10, 9, 100], lines: ['b', 'a'] };
  assert.equal(compared(left, {}, { sortLists: true })[0], '{"lines":["b","a"],"tag_ids":[9,10,100]}');
});

test('what is volatile is left out at every depth', () => {
  const left = { update_time: '1', contact: { id: 1, update_time: '2', notes: [{ update_time: '3', text: 'x' }] } };
  const [one] = compared(left, {}, { hidden: ['update_time'] });
  assert.equal(one, '{"contact":{"id":1,"notes":[{"text":"x"}]}}');
});

test('ids are known by their names', () => {
  const ids = ['id', 'contact_id', 'tag_ids', 'tagIds', 'keapSourceId'];
  assert.deepEqual([...ids, 'paid', 'idea', 'void', 'ids_note', 'grid', 'bids'].filter(isIdName), ids);
});

const scalar = fc.oneof(fc.integer(), fc.string({ maxLength: 3 }), fc.boolean(), fc.constant(null));
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'b', 'a', '__proto__', 'tag_ids'), tie('json'), { maxKeys: 4 }),
  ),
}));
const options = fc.record({
  hidden: fc.subarray(['a', 'b']),
  hideIds: fc.boolean(),
  sortLists: fc.boolean(),
  across: fc.boolean(),
});

test('what is arranged once stays, and the other side of the comparison does not change what is in one', () => {
  fc.assert(
    fc.property(json, json, options, (left, right, how) => {
      const [one, other] = comparable(left, right, how);
      assert.deepEqual(comparable(one, other, how), [one, other]);
      assert.deepEqual(comparable(right, left, how), [other, one]);
      assert.deepEqual(...comparable(left, left, how));
    }),
    { numRuns: 500 },
  );
});

test('the order that members came in makes no difference', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, part]) => [name, shuffled(part)]),
    );
  };
  fc.assert(
    fc.property(json, options, (value, how) => {
      const [one, other] = comparable(value, shuffled(value), how);
      assert.equal(printExact(one), printExact(other));
    }),
    { numRuns: 500 },
  );
});

test('rows of XML-RPC are in line by their ids, which can be left out', () => {
  const left = [
    { Id: 10, Email: 'a@b.c', OwnerID: 1 },
    { Id: 9, Email: 'd@e.f', OwnerID: 2 },
  ];
  const [one, other] = compared(left, left.toReversed(), { sortLists: true });
  assert.equal(one, other);
  const [without] = compared(left, left, { hideIds: true });
  assert.equal(without, '[{"Email":"a@b.c"},{"Email":"d@e.f"}]');
  assert.deepEqual(['Id', 'OwnerID', 'ContactId', 'IDEA', 'Paid'].map(isIdName), [true, true, true, false, false]);
});
