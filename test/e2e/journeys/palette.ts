import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { builder } from '../builder.ts';
import { pickOperation } from '../pickOperation.ts';

/** From the palette to a builder, and to an answer without one. */
export async function palette(t: TestContext, workbench: Workbench): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  await t.test('Go to operation finds by title, path, parameter, property and pasted URL', async () => {
    const searches: readonly (readonly [typed: string, title: string, route: string])[] = [
      ['merge contacts', 'Merge contacts', 'POST /v2/contacts:merge · deletes'],
      ['/v2/tags/{tag_id}/contacts', 'List tagged contacts', 'GET /v2/tags/{tag_id}/contacts'],
      ['duplicate_option', 'Create contact', 'POST /v2/contacts'],
      ['create opt_in_reason', 'Create contact', 'POST /v2/contacts'],
      [
        'https://api.infusionsoft.com/crm/rest/v2/contacts/12/tags?page_size=5',
        'List tags for contact',
        'GET /v2/contacts/{contact_id}/tags',
      ],
    ];
    await workbench.runCommand('Keap: Go to operation');
    await quickInput.opened('Search 680 operations');
    for (const [typed, title, route] of searches) {
      await quickInput.type(typed);
      await quickInput.rows.filter({ hasText: title }).filter({ hasText: route }).first().waitFor();
    }
    await quickInput.rows.first().filter({ hasText: 'List tags for contact' }).waitFor();
    await quickInput.accept();
    const opened = await builder(workbench, 'List tags for contact');
    equal(await shownText(opened.frame.getByRole('heading', { level: 1 })), 'List tags for contact');
  });

  const sendRequest = async (route: string, title: string): Promise<void> => {
    await pickOperation(workbench, 'Keap: Send request', route, title);
    await quickInput.opened(title);
  };

  await t.test('Send request says what is wrong with a value and keeps it', async () => {
    await sendRequest('GET /v1/emails/{id}', 'Get email');
    await quickInput.answer('twelve');
    await quickInput.messageToBe('id must be a whole number, such as 12.');
    equal(await quickInput.value(), 'twelve');
    await quickInput.answer('');
    await quickInput.messageToBe('id is required.');
    await quickInput.answer('12');
    await editors.opened(/^Get email \d+\.json$/);
    JSON.parse(await editors.text());
  });

  await t.test('its steps go back and forth, and the body is one of them', async () => {
    await sendRequest('PATCH /v2/contacts/{contact_id}', 'Update contact');
    match(await quickInput.title(), /\(1\/2\)/);
    await quickInput.answer('7');
    await quickInput.messageToBe('Body as JSON');
    match(await quickInput.title(), /\(2\/2\)/);
    await quickInput.answer('{"given_name": ');
    await quickInput.messageToBe(/^The body is not JSON: /);
    equal(await quickInput.value(), '{"given_name": ');
    await quickInput.button();
    await quickInput.messageToBe('contact_id');
    equal(await quickInput.value(), '7');
    await quickInput.accept();
    await quickInput.messageToBe('Body as JSON');
    await quickInput.answer('{"given_name": "Grace"}');
    await editors.opened('Update contact 200.json');
    const answer: unknown = JSON.parse(await editors.text());
    ok(typeof answer === 'object' && answer !== null && 'given_name' in answer);
    equal(answer.given_name, 'Grace');
  });

  await t.test('what deletes asks first, naming account and effect', async () => {
    await sendRequest('DELETE /v2/contacts/{contact_id}', 'Delete contact');
    await quickInput.answer('7');
    const dialog = await messages.dialog();
    equal(dialog.message, 'Delete contact on Sandbox?');
    match(dialog.detail, /Records: 1 contact.*DELETE \/crm\/rest\/v2\/contacts\/7\s.*This deletes or removes records/s);
    deepEqual(new Set(dialog.buttons), new Set(['Review request', 'Delete', 'Cancel']));
    await messages.pressInDialog('Cancel');
    await sendRequest('GET /v2/contacts/{contact_id}', 'Get contact');
    await quickInput.answer('7');
    await editors.opened('Get contact 200.json');
    await sendRequest('DELETE /v2/contacts/{contact_id}', 'Delete contact');
    await quickInput.answer('7');
    await messages.dialog();
    await messages.pressInDialog('Delete');
    await editors.opened('Delete contact 204 (no body).json');
  });

  await t.test('the sandbox is as it was at the start when it was reset', async () => {
    await sendRequest('GET /v2/contacts/{contact_id}', 'Get contact');
    await quickInput.answer('7');
    await editors.opened('Get contact 404.json');
    await workbench.runCommand('Keap: Reset sandbox');
    equal((await messages.dialog()).message, 'Reset the sandbox?');
    await messages.pressInDialog('Reset');
    await messages.notified('The sandbox is as it was at the start.');
    await sendRequest('GET /v2/contacts/{contact_id}', 'Get contact');
    await quickInput.answer('7');
    await editors.opened('Get contact 200.json');
    match(await editors.text(), /"id": "7"/);
  });

  await t.test('a request can go on in the builder from any body step', async () => {
    await sendRequest('POST /v2/contacts/{contact_id}/notes', 'Create note');
    await quickInput.answer('3');
    await quickInput.messageToBe('Body as JSON');
    await quickInput.button('Open in request builder');
    await editors.opened('Create note');
    equal(await (await builder(workbench, 'Create note')).field('contact_id').inputValue(), '3');
    await quickInput.closed();
  });
  await page.keyboard.press('Escape');
}
