import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { AccountWindow } from '../account.ts';
import { type Builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import type { Keap } from '../keap.ts';
import { type Table, tableOf } from '../table.ts';
import { awkwardList } from './awkwardList.ts';

const ROWS = 10_000;

/** Answers the next request of the builder with this text. */
async function answered(keap: Keap, builder: Builder, text: string): Promise<void> {
  keap.answerWith((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text));
  await builder.send('200 OK');
  keap.answerWith(undefined);
}

/** A list answer becomes a table: looked through, arranged, copied and taken along. */
export async function table(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, workspace } = workbench;
  const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');

  /** The document of an answer with this text, beside the builder: nothing else is there, which might pass for it. */
  const openAnswer = async (text: string): Promise<void> => {
    await answered(keap, builder, text);
    await editors.opened('List contacts 200.json');
    await editors.switchTo('List contacts 200.json');
  };
  const openTable = async (text: string): Promise<Table> => {
    await openAnswer(text);
    await workbench.runCommand('Keap: Open as table');
    return tableOf(workbench, 'List contacts');
  };
  const closeAnswer = () => workbench.runCommand('View: Close All Editors in Group');

  await t.test('the head line of a list opens it, with every value as it came', async () => {
    await openAnswer(awkwardList(7));
    await editors.lens('Table');
    const small = await tableOf(workbench, 'List contacts');
    await small.counts('7 rows');
    deepEqual(await small.column('id', 5), ['12345678901234567890', '2', '3', '4', '5']);
    deepEqual((await small.column('given_name', 2))[0], '=HYPERLINK("https://example.com","Ada")');
    await small.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await small.filter.fill('onerror');
    await small.counts('1 of 7 rows');
    await small.filter.fill('');
    await small.counts('7 rows');
    equal(await small.frame.evaluate(() => document.querySelectorAll('.grid img, .grid b').length), 0);
    await closeAnswer();
  });

  const large = await openTable(awkwardList(ROWS));
  await t.test('10,000 rows: sorted by value, filtered, counted', async () => {
    await large.counts('10,000 rows');
    await large.focus();
    await large.filter.fill('given 12');
    await large.counts('111 of 10,000 rows');
    await large.filter.fill('');
    await large.counts('10,000 rows');
    const menu = await large.menu('id');
    await menu.getByRole('button', { name: 'Sort descending' }).click();
    await eventually(
      () => large.column('id', 2),
      (ids) => ids[1] === '10000',
    );
    equal(await large.heading('id').getAttribute('aria-sort'), 'descending');
    deepEqual(await large.column('id', 3), ['12345678901234567890', '10000', '9999']);
    await large.setCondition('id', 'is less or earlier than', '3');
    await large.counts('1 of 10,000 rows');
    await large.frame.getByText('id is less or earlier than “3”').waitFor();
    await large.frame.getByRole('button', { name: 'Remove the condition of id' }).click();
    await large.counts('10,000 rows');
    await (await large.menu('id')).getByRole('button', { name: 'Do not sort' }).click();
    await eventually(
      () => large.column('id', 2),
      (ids) => ids[1] === '2',
    );
  });

  await t.test('keys go everywhere, and copy cells, a row and what they hold', async () => {
    await large.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+End');
    await large.frame.locator(`.row[aria-rowindex="${ROWS + 1}"] .cell.focused`).waitFor();
    const active = await large.grid.getAttribute('aria-activedescendant');
    equal(await large.frame.locator(`#${active}`).getAttribute('role'), 'gridcell');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('ControlOrMeta+c');
    await large.frame.getByText('Copied 4 cells').waitFor();
    equal(await editors.clipboard(), '2\t+1 (555) 010-0000\n3\t@SUM(A1)');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+c');
    await large.frame.getByText('Copied', { exact: true }).waitFor();
    equal(await editors.clipboard(), '@SUM(A1)');
    await workbench.runCommand('Keap: Copy row as JSON');
    await large.frame.getByText('Copied the row as JSON').waitFor();
    equal((JSON.parse(await editors.clipboard()) as { id: string }).id, '3');
    await large.focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await editors.opened('List contacts row 1.json');
    match(await editors.text(), /"score": 12345678901234567890,/);
    await workbench.runCommand('View: Close Editor');
  });

  await t.test('an id leads to its record, for one call', async () => {
    const linked = await tableOf(workbench, 'List contacts');
    const before = keap.calls().length;
    await (await linked.cell(6, 'id')).click({ modifiers: ['ControlOrMeta'] });
    await editors.opened('Get contact 200.json');
    match(await editors.text(), /"id": "6"/);
    equal(keap.calls().length, before + 1);
    await workbench.runCommand('View: Close Editor');
  });

  await t.test('columns are hidden, moved and widened, and the next table has them so', async () => {
    const again = await tableOf(workbench, 'List contacts');
    await again.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Alt+ArrowLeft');
    await eventually(
      async () => (await again.headings()).slice(0, 2),
      ([first]) => first === 'given_name',
    );
    await again.columnsButton.click();
    const panel = again.frame.getByRole('dialog', { name: 'Columns' });
    await panel.getByRole('searchbox', { name: 'Find columns' }).fill('family');
    await panel.getByRole('checkbox', { name: 'family_name' }).uncheck();
    await page.keyboard.press('Escape');
    ok(!(await again.headings()).includes('family_name'));
    const box = await again.heading('id').boundingBox();
    ok(box);
    await page.mouse.move(box.x + box.width - 1, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 59, box.y + 10, { steps: 3 });
    await page.mouse.up();
    equal((await again.heading('id').boundingBox())?.width, box.width + 60);
    await closeAnswer();
    const next = await openTable(awkwardList(6));
    deepEqual((await next.headings()).slice(0, 2), ['given_name', 'id']);
    ok(!(await next.headings()).includes('family_name'));
    equal((await next.heading('id').boundingBox())?.width, box.width + 60);
    await next.columnsButton.click();
    await next.frame.getByRole('button', { name: 'Reset' }).click();
    await page.keyboard.press('Escape');
    deepEqual((await next.headings()).slice(0, 3), ['id', 'given_name', 'family_name']);
  });

  await t.test('one call tells what custom fields are called', async () => {
    const before = keap.calls().length;
    const named = await tableOf(workbench, 'List contacts');
    await named.frame.getByRole('button', { name: 'Load names of custom fields (one call)' }).click();
    await named.frame
      .getByRole('button', { name: 'Load names of custom fields (one call)' })
      .waitFor({ state: 'hidden' });
    equal(keap.calls().length, before + 1);
    await named.columnsButton.click();
    const titles = await named.frame
      .locator('.columns-panel li[data-id^="custom_fields"] label span:first-of-type')
      .allTextContents();
    deepEqual(titles, ['Favourite colour', 'Budget']);
    await page.keyboard.press('Escape');
    await closeAnswer();
  });

  await t.test('what is shown goes into a CSV file that no spreadsheet runs', async () => {
    const exported = await openTable(awkwardList(ROWS));
    await exported.counts('10,000 rows');
    await exported.setCondition('id', 'is not', '7');
    await exported.counts('9,999 of 10,000 rows');
    const file = join(workspace, 'List contacts.csv');
    await exported.export(['What is shown', 'CSV for Excel'], 'List contacts.csv');
    await messages.notified('Exported 9,999 rows to List contacts.csv.');
    const bytes = readFileSync(file);
    deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
    equal(rows.length, 9_999);
    const [first, second, third] = rows;
    equal(first?.['id'], '12345678901234567890');
    equal(first?.['given_name'], '\'=HYPERLINK("https://example.com","Ada")');
    equal(first?.['score'], '12345678901234567890');
    equal(second?.['notes'], 'one, "two";\tthree\r\nfour');
    equal(second?.['family_name'], "'-1+1");
    equal(second?.['score'], '-5');
    equal(third?.['score'], '1.10');
    ok(rows.every(({ id }) => id !== '7'));
    rmSync(file);
  });

  await t.test('everything goes into NDJSON, byte for byte but for the space between', async () => {
    const exported = await tableOf(workbench, 'List contacts');
    const file = join(workspace, 'List contacts.ndjson');
    await exported.export(['Everything', 'NDJSON'], 'List contacts.ndjson');
    await messages.notified('Exported 10,000 rows to List contacts.ndjson.');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const { contacts } = JSON.parse(awkwardList(ROWS)) as { contacts: unknown[] };
    deepEqual(
      lines.map((line) => JSON.parse(line)),
      contacts,
    );
    match(lines[3] ?? '', /"score":9007199254740993,/);
    match(lines[2] ?? '', /"\\u202egnp\.exe \\u0000\\u0007"/);
    rmSync(file);
    await closeAnswer();
  });

  await t.test('an answer is exported without its table, and one without a list says so', async () => {
    await openAnswer('{"contacts":[{"id":"1"},{"id":"2"}]}');
    await workbench.runCommand('Keap: Export response');
    await workbench.quickInput.opened();
    await workbench.quickInput.pick('JSON');
    await eventually(
      () => workbench.quickInput.value(),
      (value) => value.endsWith('List contacts.json'),
    );
    await workbench.quickInput.accept();
    await messages.notified('Exported 2 rows to List contacts.json.');
    const file = join(workspace, 'List contacts.json');
    equal(readFileSync(file, 'utf8'), '[\n{"id":"1"},\n{"id":"2"}\n]\n');
    rmSync(file);
    equal(existsSync(file), false);
    await closeAnswer();
    await openAnswer('{"id":"1"}');
    await workbench.runCommand('Keap: Open as table');
    await editors.opened('List contacts — table');
    const frame = await editors.webview('List contacts — table');
    await frame.getByText('This answer has no list to show as a table.').waitFor();
  });
}
