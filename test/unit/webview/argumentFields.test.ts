import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, groupParameters } from '../../../src/webview/builder/controls/controls.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

const all = catalogs.xmlrpc.operations.flatMap((one) =>
  one.parameters.map((parameter) => ({
    name: `${one.operationId} ${parameter.name}`,
    field: fieldOf(parameter, one, {}),
  })),
);

function controlOf(name: string): unknown {
  return all.find((each) => each.name === name)?.field.control;
}

test('every argument has a control of its types', () => {
  const counts: Record<string, number> = {};
  for (const { field } of all) counts[field.control.kind] = (counts[field.control.kind] ?? 0) + 1;
  assert.deepEqual(counts, { bytes: 2, choice: 12, json: 10, lines: 13, moment: 6, rows: 12, text: 300 });
  assert.deepEqual(controlOf('ContactService.load contactId'), { kind: 'text', numeric: true });
  assert.deepEqual(controlOf('InvoiceService.chargeInvoice bypassCommissions'), {
    kind: 'choice',
    options: ['true', 'false'],
  });
  assert.deepEqual(controlOf('APIEmailService.sendEmail contactList'), { kind: 'rows', numeric: true });
  assert.deepEqual(controlOf('APIEmailService.sendEmail htmlBody'), { kind: 'lines' });
  assert.deepEqual(controlOf('FileService.uploadFile base64EncodedData'), { kind: 'bytes' });
  assert.deepEqual(controlOf('InvoiceService.createBlankOrder orderDate'), { kind: 'moment' });
  assert.deepEqual(controlOf('InvoiceService.validateCreditCard card'), { kind: 'json' });
  assert.deepEqual(controlOf('DataService.findByField fieldValue'), { kind: 'text', numeric: false });
});

test('arguments stay in their order, whether they are required or not', () => {
  const { parameters } = operation('xmlrpc:APIEmailService.sendEmail');
  assert.deepEqual(
    groupParameters(parameters).map(({ heading, parameters: group }) => [heading, group.map(({ name }) => name)]),
    [['Arguments', parameters.map(({ name }) => name)]],
  );
});
