import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../../vscode/workbench.ts';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** What an answer's values mean, where their ids lead, and that looking at them sends nothing. */
export async function meanings(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page } = workbench;
  const before = keap.calls().length;
  const calls = () =>
    keap
      .calls()
      .slice(before)
      .map(({ path }) => path.replace(/^\/crm\/rest|\?.*$/g, ''));

  await t.test('an answer has one outline, with its records by name', async () => {
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.field('page_size').fill('5');
    await list.send('200 OK');
    await list.openResponse('List contacts 200.json');
    await editors.showing('"contacts"');
    const names = await outline(workbench);
    equal(names.filter((name) => name === 'contacts').length, 1);
    match(names[1] ?? '', /^contacts\[0\] \p{Lu}/u);
    deepEqual(calls(), ['/v2/contacts']);
  });

  await t.test('a hover says what a value is, by heart', async () => {
    const owner = await hover(workbench, word(workbench, 'owner_id'));
    match(owner, /contacts\[0\]\.owner_id/);
    match(owner, /User \d+: its name is not loaded\. Open user \d+ \(one call\)/);
    const created = await hover(workbench, word(workbench, 'create_time'));
    match(created, /string \(date-time\)/);
    match(created, /\w+day \d+ \w+ \d{4}, \d\d:\d\d:\d\d \S+ · .+ ago/);
    deepEqual(calls(), ['/v2/contacts'], 'Looking sends nothing.');
  });

  await t.test('an id is a link to its record: one call, and its name is known from then on', async () => {
    const link = editors.active.locator('.view-line', { hasText: '"owner_id"' }).locator('.detected-link').first();
    await link.waitFor();
    const id = ((await link.textContent()) ?? '').replaceAll('"', '');
    await follow(workbench, link);
    await editors.opened('Get user 200.json');
    await editors.showing('"given_name"');
    deepEqual(calls(), ['/v2/contacts', `/v2/users/${id}`]);
    await editors.switchTo('List contacts 200.json');
    const owner = await hover(workbench, word(workbench, 'owner_id'));
    match(owner, new RegExp(`User ${id}: \\w+ \\w+\\.`));
    equal(calls().length, 2);
  });

  await t.test('what was not requested is said, and asked for in the builder', async () => {
    await editors.lens(/^Not requested: /);
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.address.filter({ hasText: 'custom_fields' }).waitFor();
    await list.field('page_size').fill('1');
    await list.send('200 OK');
    await list.openResponse('List contacts 200.json');
    await editors.showing('"custom_fields"');
    ok(!(await editors.lenses()).some((lens) => lens.includes('custom_fields')));
  });

  await t.test('custom fields are named once someone loads them', async () => {
    keap.answerWith((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ contacts: [{ id: '1', custom_fields: [{ id: '3', content: 'x' }], groups: '1,2' }] }),
      );
    });
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('200 OK');
    await list.openResponse('List contacts 200.json');
    await editors.showing('"content"');
    keap.answerWith(undefined);
    const sent = calls().length;
    match(await hover(workbench, word(workbench, 'content')), /Custom field 3: its label is not loaded/);
    equal(calls().length, sent);
    await page.locator('.monaco-hover:visible a', { hasText: 'Load contact custom fields' }).click();
    await eventually(calls, (all) => all.length === sent + 1);
    equal(calls().at(-1), '/v2/contacts/model');
    await eventually(
      () => hover(workbench, word(workbench, 'content')),
      (text) => /Custom field \S.+, [a-z ]+\./.test(text) && !text.includes('not loaded'),
    );
    const symbols = await outline(workbench);
    match(symbols.find((name) => name.startsWith('custom_fields[0]')) ?? '', /^custom_fields\[0\] \S/);
    equal(calls().length, sent + 1);
  });

  await t.test('paths and values are copied', async () => {
    await word(workbench, 'content').click();
    await workbench.runCommand('Keap: Copy path of value');
    await eventually(
      () => editors.clipboard(),
      (text) => text === '$.contacts[0].custom_fields[0].content',
    );
    await workbench.runCommand('Keap: Copy value');
    await eventually(
      () => editors.clipboard(),
      (text) => text === 'x',
    );
  });

  await t.test('what only a list has is shown in its list', async () => {
    await follow(workbench, editors.active.locator('.view-line', { hasText: '"id": "3"' }).locator('.detected-link'));
    await editors.opened(/^Get contact model 200/);
    await eventually(
      async () => {
        await workbench.runCommand('Keap: Copy value');
        return /"id": "(\d+)"/.exec(await editors.clipboard())?.[1];
      },
      (id) => id === '3',
    );
  });
}

/** The names of the outline, top to bottom, as *Go to symbol* lists those in view. */
async function outline({ editors, page, quickInput }: Workbench): Promise<readonly string[]> {
  await editors.focus();
  await page.keyboard.press('ControlOrMeta+Shift+O');
  await quickInput.opened();
  const names = await eventually(
    async () => (await quickInput.items()).map(({ label }) => label),
    (labels) => labels.includes('contacts'),
  );
  await page.keyboard.press('Escape');
  await quickInput.closed();
  return names;
}

function word({ editors }: Workbench, name: string): Locator {
  return editors.active.locator('.view-line span', { hasText: new RegExp(`^"?${name}"?$`) }).first();
}

/** The words of the hover that the mouse brings up at something. */
async function hover({ page }: Workbench, at: Locator): Promise<string> {
  await page.mouse.move(5, 5);
  await page.locator('.monaco-hover:visible').waitFor({ state: 'hidden' });
  await at.hover();
  const shown = page.locator('.monaco-hover:visible .hover-contents');
  await shown.filter({ hasText: /\S/ }).first().waitFor();
  return eventually(
    async () => (await shown.allInnerTexts()).join('\n').replaceAll('\u00a0', ' '),
    (text) => !/Loading/.test(text) && text.includes('['),
  );
}

/** Presses a link as Ctrl+click does; it is drawn anew while Ctrl is held. */
async function follow({ page }: Workbench, link: Locator): Promise<void> {
  const box = await link.boundingBox();
  ok(box);
  await page.keyboard.press('Escape');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down('ControlOrMeta');
  await page.mouse.move(box.x + box.width / 2 + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.up();
  await page.keyboard.up('ControlOrMeta');
}
