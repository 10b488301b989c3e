import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountRecords } from '../../../src/keap/account/accountRecords.ts';
import { onTable } from '../../../src/keap/catalog/xmlrpc/onTable.ts';
import { shownRows } from '../../../src/keap/meaning/shownRows.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

const told = (method: string, table: string) =>
  onTable(operation(`xmlrpc:${method}`), catalogs.xmlrpc.tables, { 'argument:table': table });

test('rows of an answer name the records that REST has by their ids', () => {
  const records = new AccountRecords({
    ...{ ask: () => assert.fail('it sends nothing'), operation: () => assert.fail(), now: () => 0 },
  });
  const answer = [{ Id: 3, FirstName: 'Ada', LastName: 'Lovelace' }, { Id: 4 }];
  const { kind, rows, listing } = shownRows(told('DataService.query', 'User'), answer) ?? assert.fail();
  assert.equal(kind, 'user');
  records.take('a', { kind, within: [] }, rows, listing);
  const nameOf = (id: string) => records.record('a', { kind, within: [] }, id)?.label;
  assert.deepEqual([nameOf('3'), nameOf('4')], ['Ada Lovelace', undefined]);
});

test('of what there may be very many only single ones, and nothing that REST has otherwise', () => {
  const found = (method: string, table: string, answer: unknown) => shownRows(told(method, table), answer)?.rows.length;
  assert.equal(found('DataService.query', 'Contact', [{ Id: 1 }]), undefined);
  assert.equal(found('DataService.load', 'Contact', { Id: 1 }), 1);
  assert.equal(found('DataService.query', 'ContactGroup', [{ Id: 1 }, { Id: 2 }]), 2);
  for (const table of ['Campaign', 'CProgram', 'CreditCard', 'ContactGroupAssign', 'Nothing']) {
    assert.equal(found('DataService.query', table, [{ Id: 1 }]), undefined, table);
  }
  assert.equal(found('DataService.count', 'ContactGroup', 7), undefined);
});
