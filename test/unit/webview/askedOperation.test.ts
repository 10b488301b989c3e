import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomFieldFacts } from '../../../src/keap/account/customFilterFields.ts';
import { AskedOperation } from '../../../src/webview/builder/askedOperation.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

const { tables = [] } = catalogs.xmlrpc;

test('an operation is told of its table anew only when the draft names another, or more is known of it', () => {
  const asked = new AskedOperation();
  const model = { operation: operation('xmlrpc:DataService.query'), tables };
  let known: readonly CustomFieldFacts[] = [];
  const records = { customFieldsOf: (table: string | null) => (table === 'Contact' ? known : []) };
  const of = (table: string, page = '0') =>
    asked.of(model, { parameters: { 'argument:table': table, 'argument:page': page } }, records);
  const first = of('Contact');
  assert.equal(first.table?.name, 'Contact');
  assert.equal(of('Contact', '1'), first, 'a key in another field costs nothing');
  assert.equal(of('Lead').table?.name, 'Lead');
  assert.equal(of('Lea').table, undefined);
  known = [{ label: 'Shoe size', name: 'ShoeSize', type: 'WHOLE_NUMBER', options: [] }];
  assert.equal(of('Contact').table?.fields.at(-1)?.name, '_ShoeSize');
});

test('an operation that is about no table stays what it is, and asks for no custom fields', () => {
  const contacts = operation('v2:listContacts');
  const records = { customFieldsOf: () => assert.fail('nobody needs them') };
  assert.equal(new AskedOperation().of({ operation: contacts }, { parameters: {} }, records), contacts);
});
