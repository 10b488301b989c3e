import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

const CONTACT = '3';
const WHOLE = `/v2/contacts/${CONTACT}?fields=given_name,email_addresses,custom_fields,tag_ids`;

/** A record is edited as text, changed after a look at the change, and put back, also after it was deleted. */
export async function safeEdit(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const titleButton = (name: string) => page.locator('.part.editor').getByRole('button', { name, exact: true }).first();
  const diff = page.locator('.monaco-diff-editor');
  const shown = async (): Promise<Record<string, unknown>> => JSON.parse(await editors.text());
  const inKeap = async (path: string) => {
    const response = await fetch(`${keap.origin}/crm/rest${path}`, { headers: { 'X-Keap-API-Key': keap.key } });
    return { status: response.status, json: Object(await response.json().catch(() => ({}))) };
  };
  const then = (await inKeap(WHOLE)).json;
  const patches = keap.calls('PATCH').length;

  await t.test('an answer’s record opens as what can be changed of it', async () => {
    const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
    await get.field('contact_id').fill(CONTACT);
    await get.send('200 OK');
    await get.openResponse('Get contact 200.json');
    await titleButton('Edit this record').click();
    await editors.opened(`Contact ${CONTACT}.json`);
    const record = await shown();
    equal(record['given_name'], then.given_name);
    ok(Array.isArray(record['email_addresses']) && Array.isArray(record['custom_fields']), 'It was read whole.');
    await editors.active.locator('.codelens-decoration', { hasText: 'Review change' }).waitFor();
    await editors.active.getByText(/Not changed by this operation: id, .*tag_ids/).waitFor();
    ok(!('id' in record) && !('tag_ids' in record), 'What only Keap sets is not there.');
  });

  await t.test('what would vanish of a list is named and can be kept', async () => {
    const record = await shown();
    const [first] = Array.isArray(record['email_addresses']) ? record['email_addresses'] : [];
    await editors.replaceText(JSON.stringify({ ...record, given_name: 'Edited', email_addresses: [first] }));
    await titleButton('Review change').click();
    const { detail } = await messages.dialog();
    match(detail, /email_addresses: 1 of 2 entries would vanish: EMAIL2 /);
    equal(keap.calls('PATCH').length, patches);
    await messages.pressInDialog('Keep them');
    await diff.waitFor();
  });

  await t.test('the change is looked at, then sent: what differs, with its mask', async () => {
    await titleButton('Send change').click();
    await editors.opened('Update contact 200.json');
    const sent = keap.calls('PATCH').slice(patches);
    deepEqual(
      sent.map(({ path }) => path),
      [`/crm/rest/v2/contacts/${CONTACT}?update_mask=given_name`],
    );
    const now = (await inKeap(WHOLE)).json;
    equal(now.given_name, 'Edited');
    deepEqual(now.email_addresses, then.email_addresses);
    equal(await editors.tab(`Contact ${CONTACT}.json`).count(), 0, 'There is nothing left to send.');
  });

  await t.test('the snapshot is a file of the user alone, and puts the record back', async () => {
    const { serverDataDir } = workbench.server;
    const files = readdirSync(serverDataDir, { recursive: true, encoding: 'utf8' });
    const snapshots = files.filter((path) => /snapshots\/[^/]+\/[^/]+\.json$/.test(path));
    ok(snapshots.length > 0);
    for (const path of snapshots) equal(statSync(join(serverDataDir, path)).mode & 0o777, 0o600);
    await workbench.runCommand('Keap: Put a record back');
    await quickInput.opened('Put a record back');
    await quickInput.accept();
    await diff.waitFor();
    await titleButton('Send change').click();
    await editors.opened('Update contact 200.json');
    await eventually(
      async () => (await inKeap(WHOLE)).json.given_name,
      (name) => name === then.given_name,
    );
    deepEqual((await inKeap(WHOLE)).json, then);
  });

  await t.test('a change composed by hand is warned of the same', async () => {
    const update = await openBuilder(workbench, 'PATCH /v2/contacts/{contact_id}', 'Update contact');
    await update.field('contact_id').fill(CONTACT);
    await update.body.fill('{"custom_fields": []}');
    await update.sendButton.click();
    const { detail } = await messages.dialog();
    match(detail, /custom_fields: (\d+) of \1 entries would vanish: /);
    await messages.pressInDialog('Keep them');
    await eventually(
      async () => JSON.parse(await update.body.inputValue()).custom_fields.length,
      (length) => length > 0,
    );
    deepEqual((await inKeap(WHOLE)).json, then, 'Nothing was sent.');
  });

  await t.test('a deleted record is made anew, from the link in the result', async () => {
    const remove = await openBuilder(workbench, 'DELETE /v2/contacts/{contact_id}', 'Delete contact');
    await remove.field('contact_id').fill(CONTACT);
    await remove.sendAndType('204');
    equal((await inKeap(WHOLE)).status, 404);
    await (await builder(workbench, 'Delete contact')).frame.getByRole('button', { name: 'Put it back' }).click();
    await diff.waitFor();
    await messages.notified(/It comes back as a new contact with an id of its own/);
    await titleButton('Open change in request builder').click();
    const create = await builder(workbench, 'Create contact');
    await create.send('201');
    const made = JSON.parse(await create.body.inputValue());
    equal(made.given_name, then.given_name);
    deepEqual(made.custom_fields, then.custom_fields);
  });
}
