import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FilterFacts } from '../../../src/keap/request/filter/filterExpression.ts';
import { filterFieldOf } from '../../../src/keap/request/filter/filterFields.ts';
import {
  EMPTY_ROW,
  type FilterRow,
  operatorWords,
  rowProblems,
  rowsOf,
  textOf,
  valueControl,
  withField,
  withFieldLeft,
} from '../../../src/webview/builder/filter/filterRows.ts';
import { operation } from '../catalog/realCatalog.ts';

const contacts = operation('v2:listContacts').query?.filter ?? assert.fail('no facts');
const orders = operation('v2:listOrders').query?.filter ?? assert.fail('no facts');

function control(text: string, facts: FilterFacts = contacts) {
  const [row = EMPTY_ROW] = rowsOf(text, facts);
  return valueControl(row, filterFieldOf(row.field, facts));
}

describe('The rows of a filter', () => {
  it('are its conditions, and what is no condition is a row all the same', () => {
    const rows = rowsOf('given_name==Ad*; ids == 1, 2;nonsense here', contacts);
    assert.deepEqual(rows, [
      { field: 'given_name', operator: '==', value: 'Ad*' },
      { field: 'ids', operator: '==', value: ' 1, 2' },
      { field: 'nonsense here', operator: '', value: '' },
    ]);
    assert.equal(textOf(rows), 'given_name==Ad*;ids== 1, 2;nonsense here');
    assert.equal(textOf([EMPTY_ROW, ...rows, EMPTY_ROW]), textOf(rows));
    assert.match(rowProblems(rows, contacts)[2] ?? '', /not a condition/);
  });

  it('have the text of any rows, and become the same again', () => {
    const word = fc.string().map((text) => text.replaceAll(/[;=!<>*]/g, ''));
    const row: fc.Arbitrary<FilterRow> = fc.record(
      {
        field: fc.constantFrom('given_name', 'ids', 'email', 'Own'),
        operator: fc.constant('==' as const),
        value: word,
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        assert.deepEqual(rowsOf(textOf(rows), contacts), rows);
      }),
    );
  });

  it('get an operator that the field allows as soon as it is sure to be meant', () => {
    assert.equal(withField(EMPTY_ROW, 'given_nam', contacts).operator, '');
    assert.equal(withField(EMPTY_ROW, 'given_name', contacts).operator, '==');
    assert.equal(withFieldLeft(EMPTY_ROW, 'ShoeSize', contacts).operator, '==');
    assert.equal(withFieldLeft(EMPTY_ROW, 'shoe size', contacts).operator, '');
    const compared: FilterRow = { field: 'contact_id', operator: '>=', value: '5' };
    assert.deepEqual(withField(compared, 'email', contacts), { field: 'email', operator: '==', value: '5' });
    assert.deepEqual(withField(compared, 'em', contacts), { field: 'em', operator: '>=', value: '5' });
  });

  it('tell their problems, each its own', () => {
    const rows = [
      ...rowsOf('Title==a;id>1;ids==1', orders),
      EMPTY_ROW,
      { field: 'contact_id', operator: '==', value: 'a;b' } as const,
    ];
    const told = rowProblems(rows, orders);
    assert.match(told[0] ?? '', /no field “Title”/);
    assert.equal(told[1], undefined);
    assert.match(told[2] ?? '', /cannot be used together/);
    assert.equal(told[3], undefined);
    assert.match(told[4] ?? '', /semicolon/);
  });

  it('take their value as the field wants it', () => {
    assert.deepEqual(control('given_name==Ad*'), { kind: 'prefix', text: 'Ad', prefix: true });
    assert.deepEqual(control('given_name==Ad'), { kind: 'prefix', text: 'Ad', prefix: false });
    assert.deepEqual(control('ids==1,2'), { kind: 'list', items: ['1', '2'], options: [] });
    assert.equal(control('phone_fields==').kind, 'list');
    assert.equal(control('start_update_time==').kind, 'time');
    assert.deepEqual(control('paid==true', orders), { kind: 'yesNo' });
    assert.deepEqual(control('order_type==', orders), { kind: 'suggestions', options: ['ONLINE', 'OFFLINE'] });
    assert.deepEqual(control('company_id==1'), { kind: 'text', numeric: false });
    assert.deepEqual(control('Budget>=5'), { kind: 'text', numeric: false });
    assert.deepEqual(control('no field'), { kind: 'text', numeric: false });
  });

  it('say what an operator means', () => {
    const words = (field: string, operator: '==' | '>=') => operatorWords(operator, filterFieldOf(field, contacts));
    assert.equal(words('ids', '=='), '== is one of');
    assert.equal(words('email', '=='), '== is');
    assert.equal(words('start_update_time', '>='), '>= from');
    assert.equal(operatorWords('==', { name: 'n', kind: 'string', operators: ['=='], contains: true }), '== contains');
  });
});
