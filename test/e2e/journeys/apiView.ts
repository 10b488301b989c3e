import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { eventually } from '../eventually.ts';
import { keyShape } from '../keap.ts';

/** The API view lists, filters, remembers, copies and sends. */
export async function apiView(t: TestContext, workbench: Workbench): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  await workbench.showContainer('Keap');
  const api = workbench.tree('API');
  const row = async (label: string) => (await api.read()).find((candidate) => candidate.label === label);

  await t.test('versions, tags and operations with path, effect and deprecation', async () => {
    await api.row('REST v2').waitFor();
    equal((await row('REST v2'))?.description, '399 operations');
    await api.expand('Contact');
    await api.row('List contacts').waitFor();
    equal((await row('Contact'))?.description, '27');
    const list = await row('List contacts');
    equal(list?.description, '/v2/contacts');
    equal(list?.ariaLabel, 'List contacts, GET /v2/contacts, reads');
    await api.reveal('Merge contacts');
    equal((await row('Merge contacts'))?.description, '/v2/contacts:merge · deletes');
    await api.expand('Reporting');
    await api.reveal('List reports');
    equal((await row('List reports'))?.description, '/v2/reporting/reports · deprecated');
    match((await row('List reports'))?.ariaLabel ?? '', /, reads, deprecated$/);
  });

  await t.test('a tooltip tells the parameters', async () => {
    await (await api.reveal('List contacts')).hover();
    const hover = page.locator('.monaco-hover', { hasText: 'page_size' });
    await hover.first().waitFor();
    ok((await shownText(hover.first())).includes('GET /crm/rest/v2/contacts'));
    await page.mouse.move(640, 700);
  });

  await t.test('the context menu copies the path and a cURL command without a key', async () => {
    const entries = await api.contextMenu('List contacts');
    await page.keyboard.press('Escape');
    deepEqual(entries, [
      'Open in request builder',
      'Send request',
      'Fetch all pages',
      ...['Copy path', 'Copy as cURL', 'Copy as code', 'Open as HTTP file'],
      'Add to favourites',
    ]);
    await api.contextAction('List contacts', 'Copy path');
    await eventually(
      () => editors.clipboard(),
      (text) => text === '/crm/rest/v2/contacts',
    );
    await api.contextAction('List contacts', 'Copy as cURL');
    const curl = await eventually(
      () => editors.clipboard(),
      (text) => text.startsWith('curl '),
    );
    ok(curl.includes("'https://api.infusionsoft.com/crm/rest/v2/contacts'"), curl);
    ok(curl.includes('"X-Keap-API-Key: $KEAP_API_KEY"'), curl);
    ok(!keyShape.test(curl), curl);
  });

  await t.test('a favourite stands on top until it is taken away', async () => {
    await api.contextAction('List contacts', 'Add to favourites');
    await api.reveal('REST v2');
    await api.row('Favourites').waitFor();
    deepEqual(
      (await api.read()).slice(0, 2).map(({ label }) => label),
      ['Favourites', 'List contacts'],
    );
    await api.contextAction('List contacts', 'Remove from favourites');
    await api.row('Favourites').waitFor({ state: 'detached' });
  });

  await t.test('what requires nothing is sent from its row, and is recently used then', async () => {
    await api.inlineAction('List contacts', 'Send');
    await editors.opened('List contacts 200.json');
    await api.reveal('REST v2');
    await api.row('Recently used').waitFor();
    deepEqual(
      (await api.read()).slice(0, 2).map(({ label }) => label),
      ['Recently used', 'List contacts'],
    );
    const needy = await api.reveal('Get contact');
    await needy.hover();
    await needy.getByRole('button', { name: 'Open in request builder' }).waitFor();
    equal(await needy.getByRole('button', { name: 'Send' }).count(), 0);
    await api.inlineAction('Recently used', 'Clear recently used');
    await api.row('Recently used').waitFor({ state: 'detached' });
  });

  await t.test('collapse all folds every tag in', async () => {
    await api.titleAction('Collapse All');
    await api.row('List contacts').waitFor({ state: 'detached' });
    ok((await api.read()).every(({ expanded }) => expanded === false));
  });

  await t.test('a filter shows what matches, and says so when nothing does', async () => {
    await api.titleAction('Filter API');
    await quickInput.opened('Filter API');
    await quickInput.answer('duplicate_option');
    await api.row('Create contact').waitFor();
    deepEqual(
      (await api.read()).map(({ label }) => label),
      ['REST v2', 'Contact', 'Create contact', 'REST v1', 'Contact', 'Create or update contact'],
    );
    await page.getByText('2 operations match “duplicate_option”').waitFor();
    await workbench.runCommand('Keap: Filter API');
    await quickInput.opened('Filter API');
    equal(await quickInput.value(), 'duplicate_option');
    await quickInput.answer('no such thing');
    match(await api.welcome(), /No operation matches the filter\./);
    await page.locator('.part.sidebar').getByRole('button', { name: 'Clear filter' }).last().click();
    await api.row('REST v2').filter({ hasText: '399 operations' }).waitFor();
  });
  deepEqual(await messages.notifications(), []);
}
