import { equal, match, ok } from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

const CALLS = join(import.meta.dirname, '../../fixtures/olderCalls');

/** A call of XML-RPC becomes a request of v2, both answers are compared, and calls in code are found. */
export async function moving(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, workspace } = workbench;
  const query = await openBuilder(workbench, 'DataService.query', 'Query records');

  await t.test('a query becomes a list of v2, and says what has no place there', async () => {
    await query.field('table').fill('Contact');
    await query.field('limit').fill('5');
    await query.field('page').fill('0');
    await query.field('queryData').fill('{"FirstName": "A%", "Nickname": "Ada"}');
    await query.frame.locator('summary', { hasText: 'Not set' }).click();
    await query.field('Other fields of selectedFields').fill('Id FirstName Email Password');
    await query.field('Other fields of selectedFields').press('Enter');
    await query.frame.getByRole('button', { name: 'Convert to v2' }).click();
    const list = await builder(workbench, 'List contacts');
    const notes = list.frame.getByRole('region', { name: 'Converted from DataService.query' });
    await notes.getByText('REST v2 does not filter this list by Nickname.').waitFor();
    await notes.getByText('REST v2 does not show Password.').waitFor();
    equal(await notes.getByRole('listitem').count(), 2);
    match((await list.address.textContent()) ?? '', /filter=given_name%3D%3DA%2A&page_size=5/);
  });

  await t.test('both answers are compared under the same names, at two calls', async () => {
    await editors.switchTo('Query records');
    const shown = await builder(workbench, 'Query records');
    await shown.field('queryData').fill('{"FirstName": "A%"}');
    const before = keap.calls().length;
    await workbench.runCommand('Keap: Compare with v2');
    await editors.opened(/^Query records \d\d:\d\d:\d\d ↔ .*List contacts/);
    equal(keap.calls().length, before + 2);
    await messages.notified('Both say the same');
    await editors.showing('email_addresses[EMAIL1].email');
    await messages.clearNotifications();
  });

  await t.test('how a method becomes v2 is a document to read', async () => {
    await openBuilder(workbench, 'ContactService.addToGroup', 'Apply tag to contact');
    await workbench.runCommand('Keap: Show counterpart in REST v2');
    await editors.opened(/Preview Apply tag to contact in REST v2/);
  });

  await t.test('calls in the code of the workspace are reported with their counterparts', async () => {
    cpSync(CALLS, join(workspace, 'src'), { recursive: true });
    cpSync(CALLS, join(workspace, 'made'), { recursive: true });
    writeFileSync(join(workspace, '.gitignore'), 'made/\n');
    // Made here, so that no file of the project holds what looks like a key.
    const digits = '0123456789';
    for (const [name, place, key] of [
      ['client.js', 'A_KEY', `KeapAK-${digits.repeat(5)}`],
      ['isdk.php', 'A_LEGACY_KEY', `abcdef${digits}abcdef${digits}`],
    ] as const) {
      const file = join(workspace, 'src', name);
      const text = readFileSync(file, 'utf8');
      ok(text.includes(place));
      writeFileSync(file, text.replace(place, key));
    }
    await workbench.runCommand('Keap: Find XML-RPC use in workspace');
    await editors.opened('Use of XML-RPC and REST v1.md');
    const text = await editors.text();
    match(text, /^28 uses of XML-RPC and 6 uses of REST v1 in 7 files; 10 files read\.$/m);
    match(text, /^Query records → REST v2: List contacts · GET \/v2\/contacts$/m);
    ok(!text.includes('made/') && !text.includes(digits));
    await workbench.runCommand('Keap: Mark XML-RPC use in files');
    await page.locator('.markers-panel').getByText('client.js').first().waitFor();
    await workbench.runCommand('Keap: Mark XML-RPC use in files');
    await eventually(
      () => page.locator('.markers-panel').getByText('client.js').count(),
      (count) => count === 0,
    );
  });
}
