import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** How many contacts the sandbox has. */
const CONTACTS = 2_500;

/** All pages of a list: estimated, fetched, paused, resumed, opened as a document, a table and a file, and removed. */
export async function allPages(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const runs = workbench.tree('Runs');
  const pages = () => keap.calls('GET').filter(({ path }) => path.startsWith('/crm/rest/v2/contacts'));

  await t.test('from the request builder, after an estimate', async () => {
    const contacts = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    const before = pages().length;
    await contacts.frame.getByRole('button', { name: 'Fetch all pages…' }).click();
    await quickInput.opened('List contacts on Mine: all pages');
    equal(await quickInput.placeholder(), 'GET /crm/rest/v2/contacts, 1,000 records a page');
    const [all, some] = await quickInput.items();
    equal(all?.label, 'All records');
    match(all?.detail ?? '', /^For every 10,000 records: 10 calls, about .+, less than 1 % of a day’s calls$/);
    match(some?.label ?? '', /The first 1,000 records/);
    equal(pages().length, before, 'an estimate costs nothing');
    await quickInput.rows.first().click();
    await messages.notified('List contacts: 2,500 records in 3 pages.');
    const asked = pages().slice(before);
    equal(asked.length, 3);
    equal(new Set(asked.map(({ path }) => path)).size, 3);
  });

  await t.test('its row in the view says how it ended', async () => {
    const row = await eventually(
      async () => (await runs.read())[0],
      (first) => /^2,500 records · \d\d:\d\d$/.test(first?.description ?? ''),
    );
    equal(row?.label, 'List contacts');
  });

  await t.test('its records open as one document, in the shape of an answer', async () => {
    await messages.pressInNotification('2,500 records in 3 pages', 'Open');
    await quickInput.opened('List contacts');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['JSON document', 'Table', 'CSV file'],
    );
    await quickInput.pick('JSON document');
    await editors.opened('List contacts, all pages 200.json');
    await eventually(
      () => editors.lenses(),
      ([facts]) => facts?.startsWith('200 OK, 3 pages · ') ?? false,
    );
    await editors.showing('"contacts": [');
    await workbench.runCommand('View: Close All Editors');
  });

  await t.test('and as a table, and as a file', async () => {
    await runs.contextAction('List contacts', 'Open records of run as table');
    const table = await editors.webview('List contacts, all pages — table');
    await table.getByText(CONTACTS.toLocaleString('en-US')).first().waitFor();
    await runs.contextAction('List contacts', 'Open result of run');
    await quickInput.pick('CSV file');
    await editors.opened('records.csv');
    await editors.showing('family_name');
    await workbench.runCommand('View: Close All Editors');
  });

  await t.test('from above an answer that has a next page, and from the palette on it', async () => {
    const contacts = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await contacts.field('page_size').fill('2');
    await contacts.send('200 OK');
    await contacts.openResponse('List contacts 200.json');
    await editors.lens('All pages');
    await quickInput.opened('List contacts on Mine: all pages');
    equal(await quickInput.placeholder(), 'GET /crm/rest/v2/contacts, 1,000 records a page');
    await quickInput.cancel();
    await workbench.runCommand('Keap: Fetch all pages');
    await quickInput.opened('List contacts on Mine: all pages');
    await quickInput.cancel();
    await workbench.runCommand('View: Close All Editors');
  });

  await t.test('a run is paused and goes on where it was', async () => {
    await messages.clearNotifications();
    // Keap never answers for what is behind the first thousand.
    keap.front.setRule(({ path }) => (/offset=[1-9]\d{3}/.test(path) ? { kind: 'silence' } : undefined));
    const contacts = await openBuilder(workbench, 'GET /v1/contacts', 'List contacts');
    await contacts.frame.getByRole('button', { name: 'Fetch all pages…' }).click();
    await quickInput.opened('List contacts on Mine: all pages');
    await quickInput.rows.first().click();
    const line = async () => (await runs.read())[0]?.description ?? '';
    await eventually(line, (text) => text.startsWith('1,195 of 2,500 records'));
    await messages.statusBarItem('List contacts: 1,195 of 2,500 records').waitFor();
    await runs.inlineAction('List contacts', 'Pause run');
    await eventually(line, (text) => text === 'paused · 1,195 of 2,500 records');
    keap.front.setRule();
    await runs.inlineAction('List contacts', 'Resume run');
    await eventually(line, (text) => text.startsWith('2,500 records · '), 60_000);
    await messages.notified(/List contacts: 2,500 records in \d+ pages\./);
  });

  await t.test('and its files go with it', async () => {
    const before = (await runs.read()).length;
    await runs.contextAction('List contacts', 'Remove run');
    equal((await messages.dialog()).message, 'Remove List contacts?');
    await messages.pressInDialog('Remove run');
    await eventually(
      async () => (await runs.read()).length,
      (count) => count === before - 1,
    );
    await page.keyboard.press('Escape');
  });
}
