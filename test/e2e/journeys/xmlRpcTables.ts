import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** Tables of XML-RPC: chosen with their fields and conditions, their rows with meaning, all pages, a row as a form. */
export async function xmlRpcTables(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const body = () => keap.calls('POST').at(-1)?.body ?? '';
  const query = await openBuilder(workbench, 'DataService.query', 'Query records');
  const { frame } = query;

  await t.test('a table and its fields are chosen by name, and say what they are', async () => {
    // A journey before may have left its draft.
    await query.field('queryData').fill('');
    await query.field('table').fill('cont');
    await frame.getByRole('option', { name: 'Contact read, edited, added, deleted', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await frame.getByText('Its rows can be read, edited, added and deleted; 80 fields can be read.').waitFor();
    await query.field('limit').fill('2');
    await query.field('page').fill('0');
    await query.field('Condition 1, field').focus();
    await page.keyboard.type('firstn');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await query.field('Condition 1, value').fill('A%');
    equal((await query.field('queryData').inputValue()).replaceAll(/\s/g, ''), '{"FirstName":"A%"}');
    await frame.getByRole('button', { name: 'All that can be read (80)' }).click();
    await frame.getByText('80 of 80').waitFor();
  });

  await t.test('text and rows of the conditions stay in step', async () => {
    await query.field('queryData').fill('{"FirstName": "A%", "DateCreated": "~>~ 2020-01-01", "Frist": 1}');
    equal(await query.field('Condition 2, comparison').inputValue(), '~>~');
    equal(await query.field('Condition 2, value').inputValue(), '2020-01-01');
    await query.field('queryData').blur();
    match(await query.describedBy(query.field('Condition 3, value')), /^Contact has no field Frist that is known/);
    await frame.getByRole('button', { name: 'Remove condition 3', exact: true }).click();
    equal(await query.field('queryData').inputValue(), '{"FirstName": "A%", "DateCreated": "~>~ 2020-01-01"}');
  });

  await t.test('what was chosen is what is sent, and ids of the rows lead to records', async () => {
    await query.send('200 OK');
    match(body(), /<name>FirstName<\/name><value><string>A%<\/string><\/value>/);
    match(body(), /<string>OwnerID<\/string>/);
    await query.openResponse('Query records 200.json');
    match(await editors.text(), /"DateCreated": \{\s+"\$dateTime": "\d{8}T\d\d:\d\d:\d\d"/);
    const lenses = await eventually(
      () => editors.lenses(),
      (titles) => titles.some((title) => title === 'Next page'),
    );
    deepEqual(lenses.slice(1, 3), ['Next page', 'All pages']);
  });

  await t.test('all pages are fetched, a thousand rows each', async () => {
    await editors.lens('All pages');
    await quickInput.opened('Query records on Mine: all pages');
    equal(await quickInput.placeholder(), 'DataService.query, 1,000 records a page');
    await quickInput.rows.first().click();
    await messages.notified(/Query records: [\d,]+ records in 1 page\./);
    match(body(), /<int>1000<\/int><\/value><\/param>\s*<param><value><int>0<\/int>/);
    await messages.clearNotifications();
    await workbench.runCommand('View: Close All Editors');
  });

  await t.test('a new row is a form of its fields, with records by name', async () => {
    const add = await openBuilder(workbench, 'DataService.add', 'Add record', 'Form');
    await add.field('table').fill('Contact');
    for (const [name, value] of [
      ['Birthday', '1985-03-15'],
      ['OwnerID', '1'],
    ] as const) {
      await add.field('Add field').fill(name);
      await add.field('Add field').press('Enter');
      await add.field(name).fill(value);
    }
    await add.frame.getByRole('button', { name: 'Pick a user for OwnerID' }).waitFor();
    await add.send('200 OK');
    match(body(), /<name>Birthday<\/name><value><dateTime.iso8601>19850315T00:00:00</);
    match(body(), /<name>OwnerID<\/name><value><int>1</);
  });

  await t.test('a row of a table where money moves says so, and asks as any request that moves some', async () => {
    const change = await openBuilder(workbench, 'DataService.update', 'Update record', 'Form');
    await change.field('table').fill('Contact');
    await change.frame.getByText('Changes', { exact: true }).waitFor();
    await change.field('table').fill('RecurringOrder');
    await change.frame.getByText('This can charge, bill or change what is owed.').waitFor();
    await change.field('Id').fill('4711');
    await change.field('Add field').fill('BillingAmt');
    await change.field('Add field').press('Enter');
    await change.field('BillingAmt').fill('12.5');
    await change.sendAndType(/Fault \d+|200 OK/);
    match(body(), /<name>BillingAmt<\/name><value><double>12\.5</);
  });
}
