import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { keyShape } from '../keap.ts';

const V2 = 'https://api.infusionsoft.com/crm/rest/v2';
const FILE = `@label = Journey

### create
POST ${V2}/tags
content-type: application/json

{"name": "{{label}} tag"}

### remove
DELETE ${V2}/tags/{{create.response.body.$.id}}

### elsewhere
GET https://example.com/
`;

/** Requests of a file are sent by their lenses, with a question where one is due, and a builder's request is saved. */
export async function savedRequests(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, quickInput, workspace } = workbench;

  await t.test('a lens sends, gets the answer that a variable needs, and asks before it deletes', async () => {
    writeFileSync(join(workspace, 'chain.http'), FILE);
    await workbench.runCommand('Go to File...');
    await quickInput.type('chain.http');
    await quickInput.pick('chain.http');
    await editors.opened('chain.http');
    const lenses = await eventually(
      () => editors.lenses(),
      (texts) => texts.length === 6,
    );
    deepEqual(lenses, ['Send with Keap', 'Open in builder', 'Mine', 'Send with Keap', 'Open in builder', 'Mine']);
    await editors.active.locator('.codelens-decoration a', { hasText: 'Send with Keap' }).nth(1).click();
    await messages.pressInNotification('needs an answer to create: send that first.', 'Send it first');
    await quickInput.messageToBe(/ Type .+ to send it\./);
    await quickInput.answer(await quickInput.placeholder());
    await editors.tab('Delete tag 204').waitFor();
    equal(keap.calls('POST').at(-1)?.body, '{"name": "Journey tag"}');
    const removed = keap.calls('DELETE').filter(({ path }) => /^\/crm\/rest\/v2\/tags\/\d+$/.test(path));
    equal(removed.length, 1);
    await workbench.runCommand('View: Close All Editors');
  });

  const saved = join(workspace, 'keap-requests', 'My tags.http');
  const tags = await openBuilder(workbench, 'GET /v2/tags', 'List tags');

  await t.test('a request is saved under a name, and marked when it differs from its file', async () => {
    // A closed builder's draft comes back with it, and an earlier journey may have typed here.
    await tags.field('filter').fill('');
    await tags.field('page_size').fill('5');
    await tags.field('page_size').press('ControlOrMeta+s');
    await quickInput.messageToBe('Name of the request');
    equal(await quickInput.value(), 'List tags');
    await quickInput.answer('a/b');
    await quickInput.messageToBe('A name cannot hold /');
    await quickInput.answer('My tags');
    await quickInput.opened('Where to save it');
    await quickInput.pick(basename(workspace));
    await editors.opened(/^My tags$/);
    await tags.field('page_size').fill('7');
    await editors.opened('My tags ●');
    await tags.frame.getByRole('button', { name: 'Save', exact: true }).click();
    await editors.opened(/^My tags$/);
    const text = readFileSync(saved, 'utf8');
    match(text, /^### My tags\n[\s\S]*\nGET https:\/\/api\.infusionsoft\.com\/crm\/rest\/v2\/tags\?page_size=7\n/);
    match(text, /^X-Keap-API-Key: \{\{KEAP_API_KEY\}\}$/m);
    ok(!keyShape.test(text));
  });

  await t.test('a saved request is sent, renamed, deleted and brought back', async () => {
    await workbench.runCommand('Keap: Focus on Saved requests View');
    const tree = workbench.tree('Saved requests');
    await tree.inlineAction('My tags', 'Send saved request');
    await editors.tab('List tags 200.json').waitFor();
    equal(keap.calls('GET').at(-1)?.path, '/crm/rest/v2/tags?page_size=7');
    await tree.contextAction('My tags', 'Rename in saved requests');
    await quickInput.messageToBe('New name');
    await quickInput.answer('All tags');
    await tree.reveal('All tags');
    const renamed = join(workspace, 'keap-requests', 'All tags.http');
    await eventually(
      () => readFileSync(renamed, 'utf8'),
      (text) => text.startsWith('### All tags\n'),
    );
    ok(!existsSync(saved));
    await editors.tab(/^All tags$/).waitFor();
    await tree.contextAction('All tags', 'Delete from saved requests');
    await messages.pressInNotification('Deleted All tags.', 'Undo');
    await eventually(
      () => existsSync(renamed),
      (there) => there,
    );
    await tree.reveal('All tags');
  });
}
