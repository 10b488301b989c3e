import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FilterField, FilterOperator } from '../../../../src/keap/catalog/operation.ts';
import {
  type FilterClause,
  type FilterFacts,
  printFilter,
} from '../../../../src/keap/request/filter/filterExpression.ts';
import { parseFilter } from '../../../../src/keap/request/filter/parseFilter.ts';
import { operations } from '../../catalog/realCatalog.ts';

const lists = operations.flatMap(({ key, query }) => (query?.filter ? [{ key, facts: query.filter }] : []));
const cats: FilterFacts = {
  customFields: true,
  fields: [
    { name: 'name', kind: 'string', operators: ['=='], prefix: true },
    { name: 'owner', kind: 'string', operators: ['=='], sentinels: ['NONE'], enum: ['ME', 'YOU'] },
    { name: 'ids', kind: 'string', operators: ['=='], list: true, most: 3 },
    { name: 'id', kind: 'string', operators: ['==', '!=', '>'] },
    { name: 'age', kind: 'number', operators: ['==', '>='] },
    { name: 'fed', kind: 'boolean', operators: ['=='] },
    { name: 'since_time', kind: 'date-time', operators: ['=='] },
    { name: 'phone_number', kind: 'string', operators: ['=='] },
    { name: 'phone_fields', kind: 'string', operators: ['=='], list: true },
  ],
};

/** The problems as `text: sentence`, the text being what they point at. */
function told(text: string, facts = cats): string[] {
  return parseFilter(text, facts).problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

/** Whatever a condition may hold: no semicolon, no comma in a list, and no sign that would belong to the operator. */
function clauseOf(field: FilterField): fc.Arbitrary<FilterClause> {
  const value = fc
    .oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...(field.enum ?? ['x']), 'NONE', 'a*b', '== x'),
    )
    .map((text) => text.replaceAll(';', ''));
  const item = value.map((text) => text.replaceAll(',', ''));
  return fc
    .record({
      operator: fc.constantFrom(...field.operators),
      values: field.list ? fc.array(item, { minLength: 1, maxLength: 5 }) : value.map((text) => [text]),
      prefix: fc.boolean(),
    })
    .map(({ operator, values, prefix }) => tidy({ field: field.name, operator, values, prefix }, field));
}

function tidy(clause: FilterClause & { operator: FilterOperator }, field: FilterField): FilterClause {
  const { operator } = clause;
  const prefix = field.prefix === true;
  const values = clause.values.map((value, index) => {
    const whole = prefix ? value.replace(/^\*+|\*+$/g, '') : value;
    // `>` and `=x` read as `>=` and `x`; what follows a sign that is taken away must not be a star then.
    return index === 0 && operator.length === 1 ? whole.replace(prefix ? /^[=*]+/ : /^=+/, '') : whole;
  });
  return { ...clause, values, prefix: prefix && clause.prefix && operator === '==' && values.join('') !== '' };
}

describe('A filter', () => {
  it('is the same after printing and reading, for all 57 lists', () => {
    assert.equal(lists.length, 57);
    let fields = 0;
    for (const { key, facts } of lists) {
      const anything = facts.customFields || facts.fields.length === 0;
      const custom: FilterField[] = anything
        ? [{ name: 'Own_Field1', kind: 'string', operators: ['==', '>', '<', '>=', '<='], prefix: true }]
        : [];
      const known = [...facts.fields, ...custom];
      fields += known.length;
      const filter = fc.array(fc.constantFrom(...known).chain(clauseOf), { maxLength: 5 });
      fc.assert(
        fc.property(filter, (clauses) => {
          assert.deepEqual(parseFilter(printFilter(clauses), facts).clauses, clauses, key);
        }),
        { numRuns: 100 },
      );
    }
    assert.ok(fields > 300, `${fields} fields`);
  });

  it('loses nothing of any text, and reading what was printed changes nothing more', () => {
    const piece = fc.constantFrom('name', 'ids', ' ', '==', '=', '>', '>=', '!=', ';', ',', '*', 'Ada', '1', '“');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
        (text) => {
          const { clauses, problems } = parseFilter(text, cats);
          const printed = printFilter(clauses);
          const bare = (each: string) => each.replaceAll(/[\s;]/g, '');
          assert.equal(bare(printed), bare(text));
          assert.deepEqual(parseFilter(printed, cats).clauses, clauses);
          for (const { start, end } of problems) assert.ok(start >= 0 && end > start && end <= text.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps white space that tells an operator from another', () => {
    const { clauses } = parseFilter('ids> =', cats);
    assert.deepEqual(clauses, [{ field: 'ids', operator: '>', values: [' ='], prefix: false }]);
    assert.equal(printFilter(clauses), 'ids> =');
  });

  it('is right in all its forms', () => {
    for (const text of [
      '',
      ' ; ',
      'name==Tom',
      'name==Tom*;age>=3;fed==true;',
      ' name == Tom',
      'name==Tom=="*x"',
      'owner==NONE;owner==ME',
      'ids==1, 2,3',
      'since_time==2026-01-31T00:00:00.000+01:00',
      'phone_number==555-0100;phone_fields==PHONE1,PHONE2',
      'Favourite_Toy>=3;_toy==ball*',
    ]) {
      assert.deepEqual(told(text), [], text);
    }
  });

  it('says what is wrong and where', () => {
    const cases: [string, RegExp][] = [
      ['name==a; shoe size==1', /^shoe size==1: This list has no field “shoe size” to filter by\.$/],
      ['nam', /^nam: “nam” is not a condition, such as field==value\.$/],
      ['age>=2;name=Tom', /^name=Tom: .*not a condition.* two signs: ==\.$/],
      ['==1', /^==1: A condition starts with the name of a field\.$/],
      ['Name==a', /^Name==a: This list has no field “Name”.*; did you mean name\.$/],
      ['age<3', /^age<3: age takes ==, >= and not <\.$/],
      ['age==two', /^age==two: age must be a number/],
      ['fed==yes', /true or false/],
      ['since_time==2026-01-31', /A day alone is refused/],
      ['since_time==2026-01-31T09:00:00Z', /milliseconds and an offset/],
      ['since_time==2026-02-30T00:00:00.000Z', /not a time/],
      ['owner==HER', /must be one of ME, YOU/],
      ['ids==1,,2', /empty value between its commas/],
      ['ids==1,2,3,4', /at most 3 values; it has 4/],
      ['name==', /name has no value/],
      ['name==*om', /\* only at the end/],
      ['id==1*', /takes no \*/],
      ['id==1;ids==2', /^ids==2: id and ids cannot be used together\.$/],
      ['phone_number==5', /needs phone_fields/],
    ];
    for (const [text, expected] of cases) {
      const found = told(text);
      assert.equal(found.length, 1, `${text}: ${found.join(' ')}`);
      assert.match(found[0] ?? '', expected, text);
    }
    assert.equal(told('x==a', { fields: cats.fields })[0], 'x==a: This list has no field “x” to filter by.');
    assert.match(told('ownr==a', { fields: cats.fields })[0] ?? '', /; did you mean owner\.$/);
  });
});
