import { equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** The first invoice of every account of the sandbox. */
const INVOICE = '10001';

/** A method of XML-RPC is found, filled in by types, sent, and answered by JSON; a fault is told as a failure. */
export async function xmlRpc(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors } = workbench;

  await t.test('the tree has its services and methods, and says when it ends', async () => {
    await workbench.showContainer('Keap');
    const api = workbench.tree('API');
    const row = async (label: string) => {
      await api.reveal(label);
      return (await api.read()).find((candidate) => candidate.label === label);
    };
    match((await row('XML-RPC'))?.description ?? '', /^140 methods · end(s|ed) 31 Dec 2026$/);
    await api.expand('XML-RPC');
    await api.expand('InvoiceService');
    const charge = await row('Charge invoice');
    equal(charge?.description, 'chargeInvoice · moves money');
    equal(charge?.ariaLabel, 'Charge invoice, InvoiceService.chargeInvoice, moves money');
    equal((await row('Say hello'))?.description, 'hello · undocumented');
    await (await api.reveal('InvoiceService')).click();
  });

  const owed = await openBuilder(workbench, 'InvoiceService.calculateAmountOwed', 'Get amount owed');

  await t.test('a call is filled in and sent; its value is a JSON document', async () => {
    await owed.frame.getByText('XML-RPC on 31 December 2026').waitFor();
    await owed.frame.getByText('InvoiceService.calculateAmountOwed(invoiceId)').waitFor();
    await owed.field('invoiceId').fill(INVOICE);
    await owed.frame.getByText(`InvoiceService.calculateAmountOwed(${INVOICE})`).waitFor();
    await owed.send('200 OK');
    equal(keap.calls('POST').at(-1)?.path, '/crm/xmlrpc/v1');
    await owed.openResponse('Get amount owed 200.json');
    match(await editors.text(), /^\d+\.\d+\s*$/);
  });

  await t.test('a fault has the status of a success and is told as a failure', async () => {
    await editors.switchTo('Get amount owed');
    await owed.field('invoiceId').fill('999999');
    await owed.send('Fault 5 RecordNotFound');
    await owed.frame.getByText(/^There is no record with this id\..* Keap says: /).waitFor();
    await owed.openResponse('Get amount owed fault 5.json');
    match(await editors.text(), /^\{\n {2}"faultCode": 5,\n {2}"faultString": "\[RecordNotFound\]/);
    const lenses = await eventually(
      () => editors.lenses(),
      ([title]) => title?.startsWith('Fault 5 RecordNotFound · ') === true,
    );
    ok(lenses.length > 1);
    await workbench.runCommand('Keap: Focus on History View');
    const history = workbench.tree('History');
    const [last] = await eventually(
      async () => (await history.read()).filter(({ level }) => level === 2),
      (rows) => rows.length > 1,
    );
    match(last?.description ?? '', /· fault 5 ·/);
  });

  await t.test('arguments have controls of their types, and what fits none is told before it is sent', async () => {
    const pay = await openBuilder(workbench, 'InvoiceService.addManualPayment', 'Add manual payment');
    await pay.field('invoiceId').fill(INVOICE);
    await pay.field('amt').fill('ten');
    await pay.field('paymentDate').fill('2026-11-30T09:00:00');
    await pay.field('paymentType').fill('Cash');
    await pay.field('paymentDescription').fill('<b>Thanks</b> & bye');
    await pay.field('bypassCommissions').selectOption('true');
    await pay.sendButton.click();
    await pay.frame.getByText('amt must be a number, such as 12.5.').waitFor();
    await pay.field('amt').fill('12.50');
    await pay.sendAndType('200 OK');
    const body = keap.calls('POST').at(-1)?.body ?? '';
    for (const value of [
      '<double>12.50</double>',
      '<dateTime.iso8601>20261130T09:00:00</dateTime.iso8601>',
      '<boolean>1</boolean>',
      '&lt;b&gt;Thanks&lt;/b&gt; &amp; bye',
    ]) {
      ok(body.includes(value), `${value} in ${body}`);
    }
    ok(!body.includes(keap.key));
  });

  await t.test('a call is a request of an HTTP file, which sends it and opens it in its builder', async () => {
    await editors.switchTo('Get amount owed');
    // A tab that was hidden has a new page.
    const again = await builder(workbench, 'Get amount owed');
    await again.field('invoiceId').fill(INVOICE);
    await again.frame.getByRole('button', { name: 'Open as HTTP file' }).click();
    await editors.opened(/Untitled-\d/);
    await editors.showing('<methodName>InvoiceService.calculateAmountOwed</methodName>');
    const before = keap.calls('POST').length;
    await editors.lens('Send with Keap');
    await eventually(
      () => keap.calls('POST').length,
      (count) => count === before + 1,
    );
    await editors.tab('Get amount owed 200').waitFor();
    match(keap.calls('POST').at(-1)?.body ?? '', /<int>10001<\/int>/);
    await editors.switchTo(/Untitled-\d/);
    await workbench.runCommand('View: Revert and Close Editor');
  });
}
