import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { parseCatalog } from '../../../src/keap/catalog/catalogData.ts';
import { type Json, openApiOf, operationIn } from '../../unit/apiChanges/openApiOf.ts';
import { PROJECT_ROOT } from '../../vscode/serverInstall.ts';
import type { AccountWindow } from '../account.ts';
import { builder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** A newer description is found, read about, used, seen in tree, tooltip and builder, and taken back. */
export async function apiChanges(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const api = workbench.tree('API');
  const check = async (body: string): Promise<void> => {
    keap.front.setRule(({ path }) =>
      path === '/app/v3/api-docs/V2' ? { kind: 'answer', status: 200, body } : undefined,
    );
    await workbench.runCommand('Keap: Check for API changes');
    await quickInput.opened('Check for API changes');
    await quickInput.pick('REST v2');
  };
  const tagRow = async (label: string) => (await api.read()).find((row) => row.label === label);

  await t.test('what is no description is refused with a sentence, and the current one stays', async () => {
    await check('<html><body>Sign in</body></html>');
    equal(
      await messages.notified('is not used'),
      'The description from crm.infusionsoft.com is not used. It is a web page, not an API description. The current one stays.',
    );
    await messages.clearNotifications();
  });

  await t.test('a newer one tells what changed', async () => {
    await check(JSON.stringify(newerDescription()));
    const found = await messages.notified('REST v2 has changed');
    match(found, /^REST v2 has changed: 1 operation is new, \d+ changed, 1 is gone; \d+ of these may break/);
    const [asked] = keap.front.requests.filter(({ host }) => host === 'crm.infusionsoft.com').slice(-1);
    ok(asked && !('x-keap-api-key' in asked.headers) && !('authorization' in asked.headers), 'No key goes there.');
    await messages.pressInNotification('REST v2 has changed', 'Show changes');
    await editors.opened(/Changes of REST v2/);
    const report = await editors.webview('Preview Changes of REST v2.md');
    await report.getByRole('heading', { name: 'May break requests or code' }).waitFor();
    deepEqual(await report.locator('script[src*=evil], img').count(), 0);
    match((await report.locator('body').allInnerTexts()).join(), /List tags.*\n.*query parameter filter.*removed/s);
  });

  await t.test('it is used once someone says so, with badges in the tree', async () => {
    await messages.pressInNotification('REST v2 has changed', 'Use it');
    await messages.notified('REST v2 follows Keap’s description');
    await messages.clearNotifications();
    await workbench.runCommand('Keap: Focus on API View');
    await api.expand('Tags');
    await api.reveal('Delete tag');
    match((await tagRow('Delete tag'))?.description ?? '', /^removed · /);
    match((await tagRow('Paint tag'))?.ariaLabel ?? '', /^Paint tag, POST .*, new/);
    match((await tagRow('Tags'))?.description ?? '', /^14 · 3 updates$/);
  });

  await t.test('Keap’s own words stand in tooltip and builder, as words', async () => {
    await (await api.reveal('Paint tag')).hover();
    const hover = page.locator('.monaco-hover', { hasText: 'Paints a tag' }).first();
    await hover.waitFor();
    equal(await hover.locator('a[href*=evil], [data-href*="command:"]').count(), 0);
    await api.click('Paint tag');
    const open = await builder(workbench, 'Paint tag');
    await open.frame.getByText('Paints a tag. click here').waitFor();
    await open.frame.getByText('Which colour').waitFor();
  });

  await t.test('and it goes back', async () => {
    await workbench.runCommand('Keap: Go back to the built-in API descriptions');
    await eventually(
      () => tagRow('Delete tag'),
      (found) => found !== undefined && !found.description.startsWith('removed'),
    );
    equal(await tagRow('Paint tag'), undefined);
    ok(await builder(workbench, 'Paint tag'), 'What was typed stays.');
  });
}

/** The built-in description with an operation more, one less, and one without its filter. */
function newerDescription(): Json {
  const file = join(PROJECT_ROOT, 'src/keap/catalog/data/v2.json');
  const document = openApiOf(parseCatalog(readFileSync(file, 'utf8')));
  const paths = document['paths'] as Record<string, Json>;
  delete paths['/rest/v2/tags/{tag_id}']?.['delete'];
  const list = operationIn(document, 'listTags');
  list['parameters'] = (list['parameters'] as Json[]).filter(({ name }) => name !== 'filter');
  paths['/rest/v2/tags/{tag_id}:paint'] = {
    post: {
      operationId: 'paintTag',
      tags: ['Tags'],
      description: 'Paints a tag. [click here](command:workbench.action.quit) <img src="https://evil.example/x.png">',
      parameters: [
        { name: 'tag_id', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'colour', in: 'query', description: 'Which colour', schema: { type: 'string', enum: ['RED', 'BLUE'] } },
      ],
      responses: { 204: { description: 'Done' } },
    },
  };
  return document;
}
