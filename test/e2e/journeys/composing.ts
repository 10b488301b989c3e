import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { pickOperation } from '../pickOperation.ts';

/** The builder composes, checks, sends and asks before it deletes. */
export async function composing(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page, quickInput } = workbench;
  let id = '';

  await t.test('typed fields, with what is required first', async () => {
    const list = await openBuilder(workbench, 'GET /v1/tasks', 'List tasks');
    deepEqual(await list.field('completed').locator('option').allInnerTexts(), ['Not set', 'true', 'false']);
    equal(await list.field('limit').getAttribute('inputmode'), 'numeric');
    await list.field('limit').fill('many');
    await list.field('limit').blur();
    match(await list.describedBy(list.field('limit')), /limit must be a whole number, such as 12\./);
    const { frame: noteFrame } = await openBuilder(
      workbench,
      'GET /v2/contacts/{contact_id}/notes',
      'List contact notes',
    );
    deepEqual(await noteFrame.getByRole('heading', { level: 2 }).allInnerTexts(), ['Required', 'Query']);
    await noteFrame.getByText('fields to filter by').waitFor();
  });

  await t.test('the address follows what is typed', async () => {
    const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
    equal(await shownText(get.address), 'https://api.infusionsoft.com/crm/rest/v2/contacts/{contact_id}');
    await get.field('contact_id').fill('a b');
    await get.address.filter({ hasText: '/contacts/a%20b' }).waitFor();
    await get.field('contact_id').fill('');
    await get.address.filter({ hasText: '/contacts/{contact_id}' }).waitFor();
    equal(keap.calls().length, 0, 'Opening and typing send nothing.');
  });

  await t.test('what is missing is said beside its field, which gets the focus', async () => {
    const get = await builder(workbench, 'Get contact');
    await get.send('1 problem to put right before sending.');
    equal(await get.describedBy(get.field('contact_id')), 'contact_id is required.');
    equal(await get.field('contact_id').evaluate((field) => field === document.activeElement), true);
    equal(keap.calls().length, 0);
  });

  await t.test('POST creates', async () => {
    const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
    await create.frame.getByRole('button', { name: 'Insert template' }).click();
    JSON.parse(await create.body.inputValue());
    await create.body.fill(
      '{"given_name": "Ada", "email_addresses": [{"email": "ada@example.com", "field": "EMAIL1"}]}',
    );
    await create.body.press('ControlOrMeta+Enter');
    await create.resulted('201 Created');
    await create.openResponse('Create contact 201.json');
    id = idIn(await editors.text());
    equal(keap.calls('POST').length, 1);
  });

  await t.test('PATCH changes, and GET shows the change', async () => {
    const update = await openBuilder(workbench, 'PATCH /v2/contacts/{contact_id}', 'Update contact');
    await update.field('contact_id').fill(id);
    await update.body.fill('{"given_name": "Grace"}');
    await update.send('200 OK');
    const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
    await get.field('contact_id').fill(id);
    await get.send('200 OK');
    await get.openResponse('Get contact 200.json');
    match(await editors.text(), /"given_name": "Grace"/);
    equal(await page.locator('.part.editor .editor-group-container').count(), 2, 'Builders left, answers right.');
  });

  await t.test('DELETE asks, naming account and effect', async () => {
    const remove = await openBuilder(workbench, 'DELETE /v2/contacts/{contact_id}', 'Delete contact');
    await remove.field('contact_id').fill(id);
    await remove.sendButton.click();
    await quickInput.opened('Delete contact on Mine');
    match(
      await quickInput.message(),
      new RegExp(
        `^1 contact of .+ \\(test account\\)\\. DELETE /crm/rest/v2/contacts/${id}\\. This deletes or removes records; `,
      ),
    );
    await quickInput.cancel();
    await remove.resulted('Cancelled.');
    equal(keap.calls('DELETE').length, 0);
    await remove.sendAndType('204 No Content');
    equal(keap.calls('DELETE').length, 1);
    const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
    await get.send('404 Not Found');
    await get.resulted('There is nothing at this address; check the ids in the path.');
  });

  await t.test('the builder works by keyboard', async () => {
    const before = keap.calls().length;
    await pickOperation(workbench, 'Keap: Go to operation', 'GET /v2/users/{user_id}', 'Get user');
    const get = await builder(workbench, 'Get user');
    const tabTo = async (target: ReturnType<typeof get.field>): Promise<void> => {
      for (let presses = 0; presses < 30; presses++) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('Tab never came to the control.');
    };
    await tabTo(get.field('user_id'));
    await page.keyboard.type('1');
    await page.keyboard.press('ControlOrMeta+Enter');
    await get.resulted(/\d{3} /);
    equal(keap.calls().length, before + 1);
    await tabTo(get.frame.getByRole('button', { name: 'Open response' }));
    await page.keyboard.press('Enter');
    await editors.opened(/^Get user \d+/);
  });
}

function idIn(text: string): string {
  const answer: unknown = JSON.parse(text);
  ok(typeof answer === 'object' && answer !== null && 'id' in answer);
  return String(answer.id);
}
