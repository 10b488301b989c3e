import { deepEqual, equal, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { rowRunPage } from '../rowRun.ts';

const ROWS = 8;

/** A request for each row of a file: matched, shown, checked, a few first and then the rest, each exactly once. */
export async function rowRun(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, quickInput } = workbench;
  const runs = workbench.tree('Runs');
  const lines = Array.from({ length: ROWS }, (_, at) => `Ada ${at + 1},Row,ada.${at + 1}@example.com,${at + 1}`);
  writeFileSync(
    join(workbench.workspace, 'people.csv'),
    `first name,last name,E-mail,Number\r\n${lines.join('\r\n')}\r\n`,
  );
  const made = () => keap.calls('POST').filter(({ path }) => path === '/crm/rest/v2/contacts');
  const title = 'Run: Create contact — people.csv';
  /** Presses the button of the question that sends, and returns what was asked. */
  const agree = async (): Promise<string> => {
    const { detail, buttons } = await messages.dialog();
    await messages.pressInDialog(buttons.find((label) => !/^(Cancel|Review request)$/.test(label)) ?? '');
    return detail;
  };

  await t.test(
    'columns go to properties by their names, and the first requests are shown as they would go',
    async () => {
      const contact = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
      await contact.frame.getByRole('button', { name: 'Run for each row…' }).click();
      await quickInput.opened('Rows for Create contact');
      await quickInput.pick('people.csv');
      const page = await rowRunPage(workbench, title);
      equal(await page.from('given_name'), 'first name');
      equal(await page.from('family_name'), 'last name');
      equal(await page.from('email_addresses[0].email'), 'E-mail');
      await page.frame.getByText('Not used: Number').waitFor();
      deepEqual(
        await page.requests(),
        [2, 3, 4].map((line) => `Line ${line} POST /crm/rest/v2/contacts`),
      );
      match(
        await shownText(page.frame.locator('.request pre').first()),
        /"email": "ada\.1@example\.com".+"given_name": "Ada 1",\s+"family_name": "Row"/s,
      );
    },
  );

  await t.test('a property that no column has is added by its name, with a value for all rows', async () => {
    const page = await rowRunPage(workbench, title);
    await page.frame.getByLabel('Add a parameter or property').fill('job_title');
    await page.frame.getByLabel('Add a parameter or property').press('Enter');
    await page.choose('job_title', 'The same for all rows');
    await page.frame.getByLabel('job_title, for all rows').fill('Engineer');
    await page.frame.getByLabel('job_title, for all rows').press('Enter');
    await page.frame.locator('.request pre', { hasText: '"job_title": "Engineer"' }).first().waitFor();
  });

  await t.test('a dry run checks every row, tells what it would take, and sends nothing', async () => {
    const page = await rowRunPage(workbench, title);
    await page.button('Dry run').click();
    await page.checked(`All ${ROWS} rows can be sent.`);
    match(await shownText(page.frame.locator('.estimate')), /^8 calls, about .+, less than 1 % of a day’s calls$/);
    equal(made().length, 0);
  });

  await t.test('the first rows go after one question that names account, effect and count', async () => {
    const page = await rowRunPage(workbench, title);
    await page.button('Run first 5').click();
    equal((await messages.dialog()).message, 'Create contact on Mine?');
    match(await agree(), /Connection: Mine.*Records: 5 records.*Requests: 5 from people\.csv/s);
    await page.runs('suspended: first rows done · 5 of 8 rows');
    equal(made().length, 5);
  });

  await t.test('and the rest after another one; each row is at the server once', async () => {
    await messages.pressInNotification('The first rows are done', 'Run the rest');
    match(await agree(), /Requests: 3 from people\.csv/);
    const page = await rowRunPage(workbench, title);
    await page.runs('8 done');
    const bodies = made().map(({ body }) => JSON.parse(body ?? '').given_name as string);
    deepEqual(bodies.toSorted(), lines.map((line) => line.split(',')[0]).toSorted());
  });

  await t.test('its result says of each row what became of it', async () => {
    await messages.pressInNotification('Create contact from people.csv: 8 done.', 'Open');
    await editors.opened('result.csv');
    const text = await editors.text();
    match(text, /^row,line,result,status,id,message,time,first name,last name,E-mail,Number\n1,2,done,201,\d+,,/);
    equal(text.trim().split('\n').length, ROWS + 1);
    const row = (await runs.read())[0];
    equal(row?.label, 'Create contact from people.csv');
    match(row?.description ?? '', /^8 done · \d\d:\d\d$/);
  });

  await t.test('rows that Keap refused can be retried, and only they', async () => {
    await messages.clearNotifications();
    writeFileSync(join(workbench.workspace, 'two.csv'), 'given_name,email\nAda,ada.two@example.com\nBo,\n');
    const before = made().length;
    const contact = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
    await contact.frame.getByRole('button', { name: 'Run for each row…' }).click();
    await quickInput.opened('Rows for Create contact');
    await quickInput.pick('two.csv');
    const page = await rowRunPage(workbench, 'Run: Create contact — two.csv');
    await page.button('Run all').click();
    await agree();
    await page.runs('1 done, 1 failed');
    await runs.contextAction('Create contact from two.csv', 'Retry failed rows');
    match(await agree(), /Requests: 1 from two\.csv/);
    await eventually(
      () => made().length - before,
      (sent) => sent === 3,
    );
    await page.runs('1 done, 1 failed');
  });

  await t.test('a file that is wrong is told in a sentence, before anything is sent', async () => {
    const before = keap.calls().length;
    writeFileSync(join(workbench.workspace, 'latin.csv'), Buffer.from('name,city\r\nAda,K\xf6ln\r\n', 'latin1'));
    await openBuilder(workbench, 'POST /v2/tags', 'Create tag').then(({ frame }) =>
      frame.getByRole('button', { name: 'Run for each row…' }).click(),
    );
    await quickInput.opened('Rows for Create tag');
    await quickInput.pick('latin.csv');
    const page = await rowRunPage(workbench, 'Run: Create tag — latin.csv');
    await page.frame.getByText(/latin\.csv is not UTF-8 at line 2/).waitFor();
    await page.button('Read as Windows-1252').click();
    await eventually(
      () => page.requests(),
      (shown) => shown.length === 1,
    );
    equal(await page.from('name'), 'name');
    equal(keap.calls().length, before);
  });

  await t.test('what is finished goes with one command', async () => {
    await workbench.runCommand('Keap: Remove finished runs');
    match((await messages.dialog()).message, /^Remove \d+ finished runs\?$/);
    await messages.pressInDialog('Remove');
    await runs.root.getByText('Many requests as one job').waitFor();
  });
}
