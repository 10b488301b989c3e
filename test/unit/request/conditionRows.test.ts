import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { conditionRows, withCondition, withoutCondition } from '../../../src/keap/request/table/conditionRows.ts';
import { operatorsFor } from '../../../src/keap/request/table/queryCondition.ts';

test('the rows of a query say what its struct says', () => {
  const text =
    '{"FirstName": "Ad%", "Id": [1, 2], "LastUpdated": "~>~ 2017-01-01 00:00:00", "OwnerID": 7, "Email": "~null~", "City": "~<>~", "State": "~<>~NY", "Birthday": {"$dateTime": "19850315T00:00:00"}, "Odd": {"a": 1}}';
  assert.deepEqual(
    conditionRows(text)?.map(({ field, operator, value }) => [field, operator, value]),
    [
      ['FirstName', '', 'Ad%'],
      ['Id', 'in', '1, 2'],
      ['LastUpdated', '~>~', '2017-01-01 00:00:00'],
      ['OwnerID', '', '7'],
      ['Email', '~null~', ''],
      ['City', 'any', ''],
      ['State', '~<>~', 'NY'],
      ['Birthday', '', '19850315T00:00:00'],
      ['Odd', 'json', '{"a": 1}'],
    ],
  );
  assert.deepEqual(conditionRows(''), []);
  for (const none of ['[1]', '"x"', '{"a":', 'null']) assert.equal(conditionRows(none), undefined, none);
});

test('a row writes its own member and leaves every other character', () => {
  const text = '{ "Id":5 ,\n\t"Name" : "\\u0041" }';
  assert.equal(
    withCondition(text, 0, { field: 'Id', operator: '~>~', value: '5' }, 'int'),
    '{ "Id":"~>~ 5" ,\n\t"Name" : "\\u0041" }',
  );
  // Another name, the same value: the value's own spelling stays.
  assert.equal(
    withCondition(text, 1, { field: 'Na"me', operator: '', value: 'A' }, 'string'),
    '{ "Id":5 ,\n\t"Na\\"me" : "\\u0041" }',
  );
  assert.equal(withCondition('{"a \\" b" : 1}', 0, { field: 'c', operator: '', value: '1' }, 'int'), '{"c" : 1}');
  assert.equal(withoutCondition(text, 0), '{ "Name" : "\\u0041" }');
  assert.equal(withCondition('no', 0, { field: 'Id', operator: '', value: '1' }, 'int'), undefined);
});

test('values are written as their fields hold them, and as text where they do not fit', () => {
  const written = (operator: '' | 'in' | '~<>~' | 'any', value: string, type: Parameters<typeof withCondition>[3]) =>
    withCondition('', 0, { field: 'F', operator, value }, type)?.replaceAll(/\s/g, '');
  assert.equal(written('', '7', 'int'), '{"F":7}');
  assert.equal(written('', '12345678901234567890.10', 'double'), '{"F":12345678901234567890.10}');
  assert.equal(written('', 'many', 'int'), '{"F":"many"}');
  assert.equal(written('', 'true', 'boolean'), '{"F":true}');
  assert.equal(written('', '7', 'string'), '{"F":"7"}');
  assert.equal(written('', '20260131T00:00:00', 'dateTime'), '{"F":{"$dateTime":"20260131T00:00:00"}}');
  assert.equal(written('in', '1, 2,x,', 'int'), '{"F":[1,2,"x"]}');
  assert.equal(written('~<>~', '5', 'int'), '{"F":"~<>~5"}');
  assert.equal(written('any', '', 'int'), '{"F":"~<>~"}');
});

test('names may stand twice while someone types, and each row is its own', () => {
  const twice = withCondition('{"A": 1, "B": 2}', 1, { field: 'A', operator: '', value: '2' }, 'int');
  assert.equal(twice, '{"A": 1, "A": 2}');
  assert.equal(withoutCondition(twice ?? '', 0), '{"A": 2}');
});

test('lists are for ids', () => {
  assert.ok(operatorsFor({ name: 'OwnerID', type: 'int' }).includes('in'));
  assert.ok(!operatorsFor({ name: 'FirstName', type: 'string' }).includes('in'));
});

test('whatever an object holds, a row that is changed and put back leaves every character', () => {
  const member = fc.tuple(fc.string({ maxLength: 8 }), fc.json({ maxDepth: 2 }), fc.constantFrom('', ' ', '\n\t'));
  fc.assert(
    fc.property(fc.array(member, { minLength: 1, maxLength: 5 }), fc.nat(), (members, at) => {
      const parts = members.map(([name, value, space]) => `${space}${JSON.stringify(name)}${space}:${space}${value}`);
      const text = `{${parts.join(',')} }`;
      const rows = conditionRows(text) ?? assert.fail(text);
      assert.equal(rows.length, members.length);
      const index = at % rows.length;
      const row = rows[index] ?? assert.fail();
      const renamed = withCondition(text, index, { ...row, field: `${row.field}!` }, undefined) ?? assert.fail(text);
      assert.deepEqual(
        conditionRows(renamed)?.map(({ operator, value }) => [operator, value]),
        rows.map(({ operator, value }) => [operator, value]),
      );
      const back = withCondition(renamed, index, row, undefined) ?? assert.fail(renamed);
      assert.equal(back, text);
      assert.equal(conditionRows(withoutCondition(text, index) ?? '')?.length, rows.length - 1);
    }),
    { numRuns: 300 },
  );
});
