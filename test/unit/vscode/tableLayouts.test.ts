import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutName } from '../../../src/vscode/table/tableLayouts.ts';

test('each table of XML-RPC has a layout of its own, and so has each list of REST', () => {
  const of = (key: string, table: string) =>
    layoutName({ operation: { key, title: '', method: 'POST', path: '' } }, { table });
  const names = [
    of('xmlrpc:DataService.query', 'Contact'),
    of('xmlrpc:DataService.query', 'Lead'),
    of('xmlrpc:DataService.findByField', 'Lead'),
    of('v2:listContacts', ''),
  ];
  assert.equal(new Set(names).size, 4);
  assert.equal(names.at(-1), 'v2:listContacts', 'what was kept before is found again');
});
