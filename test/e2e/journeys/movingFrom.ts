import { equal, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';

const FILE = 'GET https://api.infusionsoft.com/crm/rest/v1/contacts?given_name=Emma&limit=3\n';

/** Conversion and comparison begin at the tree, an answer, the history and a `.http` file alike. */
export async function movingFrom(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, quickInput, workspace } = workbench;
  const converted = async (title: string, from: string) => {
    const made = await builder(workbench, title);
    await made.frame.getByRole('region', { name: `Converted from ${from}` }).waitFor();
    return made;
  };

  await t.test('an operation of the tree', async () => {
    await workbench.showContainer('Keap');
    const api = workbench.tree('API');
    await api.expand('XML-RPC');
    await api.expand('ContactService');
    await api.contextAction('Merge contacts', 'Convert to v2');
    await converted('Merge contacts', 'ContactService.merge');
  });

  const list = await openBuilder(workbench, 'GET /v1/contacts', 'List contacts');

  await t.test('a row of the history', async () => {
    await list.field('given_name').fill('Emma');
    await list.field('limit').fill('3');
    await list.send('200 OK');
    await workbench.runCommand('Keap: Focus on History View');
    await workbench.tree('History').contextAction('List contacts', 'Convert to v2');
    const made = await converted('List contacts', 'List contacts');
    match((await made.address.textContent()) ?? '', /filter=given_name%3D%3DEmma&page_size=3/);
    await workbench.runCommand('View: Close Editor');
  });

  await t.test('an answer, with its own connection and one call more', async () => {
    await workbench.runCommand('Keap: Open answer from history');
    await quickInput.accept();
    await editors.opened('List contacts 200.json');
    const before = keap.calls().length;
    await editors.lens('Compare with v2');
    await editors.opened(/^List contacts \d\d:\d\d:\d\d ↔ \d\d:\d\d:\d\d/);
    match(keap.calls().at(-1)?.path ?? '', /^\/crm\/rest\/v2\/contacts\?.*filter=given_name%3D%3DEmma/);
    equal(keap.calls().length, before + 1);
    await messages.clearNotifications();
  });

  await t.test('a request of a file', async () => {
    writeFileSync(join(workspace, 'old.http'), FILE);
    await workbench.runCommand('Go to File...');
    await quickInput.type('old.http');
    await quickInput.pick('old.http');
    await editors.opened('old.http');
    await editors.lens('Convert to v2');
    const made = await converted('List contacts', 'List contacts');
    match((await made.address.textContent()) ?? '', /filter=given_name%3D%3DEmma&page_size=3/);
  });
}
