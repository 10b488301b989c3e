import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { reloadWindow } from '../reload.ts';

/** After a reload the list of what was sent is there, and what was asked; answers are not. */
export async function historyKept(_t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page } = workbench;
  const tree = workbench.tree('History');
  const entries = async () => (await tree.read()).filter(({ level }) => level === 2);
  // After a reload the extension has yet to start.
  const listed = (count: number) => eventually(entries, (rows) => rows.length === count, 60_000);
  const contact = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
  await contact.field('contact_id').fill('2');
  await contact.send('200 OK');
  await workbench.runCommand('Keap: Focus on History View');
  await workbench.runCommand('View: Close All Editors');
  await eventually(entries, (rows) => rows[0]?.label === 'Get contact');
  const before = await entries();
  await reloadWindow(workbench);
  // The view is there once the extension has said that someone started.
  await page.locator('.part.sidebar .pane-header[aria-label^="History"]').waitFor();
  await workbench.runCommand('Keap: Focus on History View');
  const same = (row: (typeof before)[number]) => [row.label, row.description];
  deepEqual((await listed(before.length)).map(same), before.map(same));
  await tree.contextAction('Get contact', 'Open request from history');
  await editors.opened('Get contact');
  equal(await (await builder(workbench, 'Get contact')).field('contact_id').inputValue(), '2');
  const calls = keap.calls().length;
  await tree.click('Get contact');
  const said = await messages.notified('is no longer kept');
  match(said, /^The answer of Get contact from \d\d:\d\d is no longer kept\.$/);
  await messages.pressInNotification('is no longer kept', 'Send again');
  await editors.opened('Get contact 200.json');
  equal(keap.calls().length, calls + 1);
}
