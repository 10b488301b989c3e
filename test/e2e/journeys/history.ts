import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** What was sent is listed by day, opens, goes again, compares, is found and goes with one command. */
export async function history(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput } = workbench;
  const tree = workbench.tree('History');
  const clear = async (): Promise<void> => {
    await workbench.runCommand('Keap: Clear history');
    equal((await messages.dialog()).message, 'Clear the history?');
    await messages.pressInDialog('Clear history');
  };
  const entries = async () => (await tree.read()).filter(({ level }) => level === 2);
  const listed = (count: number) => eventually(entries, (rows) => rows.length === count);

  await clear();
  const tag = await openBuilder(workbench, 'GET /v2/tags/{tag_id}', 'Get tag');
  await tag.field('tag_id').fill('98765432');
  await tag.send('404 Not Found');
  const contact = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
  for (const id of ['1', '2']) {
    await contact.field('contact_id').fill(id);
    await contact.send('200 OK');
  }

  await t.test('by day, newest first', async () => {
    await workbench.runCommand('Keap: Focus on History View');
    await workbench.runCommand('View: Close All Editors');
    const rows = await listed(3);
    equal((await tree.read())[0]?.label, 'Today');
    deepEqual(
      rows.map(({ label }) => label),
      ['Get contact', 'Get contact', 'Get tag'],
    );
    match(rows[2]?.description ?? '', /^\d\d:\d\d · 404 · .+ m?s · Mine$/);
    match(rows[2]?.ariaLabel ?? '', /^Get tag, GET \/v2\/tags\/\{tag_id\}, 404 Not Found, .+, Mine, \d\d:\d\d/);
  });

  await t.test('an answer opens, and a request as a draft, which takes away nothing that was typed', async () => {
    await tree.click('Get tag');
    await editors.opened('Get tag 404.json');
    const open = await openBuilder(workbench, 'GET /v2/tags/{tag_id}', 'Get tag');
    await open.field('tag_id').fill('typed');
    await tree.contextAction('Get tag', 'Open request from history');
    const shows = (value: string) =>
      eventually(
        () => open.field('tag_id').inputValue(),
        (text) => text === value,
      );
    await shows('98765432');
    await messages.pressInNotification(
      'The request builder of Get tag shows what was sent',
      'Take back what was typed',
    );
    await shows('typed');
  });

  await t.test('a request goes again as it was', async () => {
    await tree.inlineAction('Get tag', 'Send again');
    await listed(4);
    const [call] = keap.calls().slice(-1);
    match(call?.path ?? '', /\/v2\/tags\/98765432$/);
    await editors.opened('Get tag 404.json');
  });

  await t.test('two answers compare', async () => {
    await tree.contextAction('Get contact', 'Compare answers');
    await quickInput.opened('Compare Get contact');
    equal((await quickInput.items())[0]?.label, 'Get contact');
    await quickInput.accept();
    await editors.opened(/^Get contact \d\d:\d\d:\d\d ↔ \d\d:\d\d:\d\d/);
    await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  });

  await t.test('a search finds by what was sent', async () => {
    await workbench.runCommand('Keap: Search history');
    await quickInput.opened('Search history');
    await quickInput.type('tag 98765432');
    const found = await eventually(
      () => quickInput.items(),
      (items) => items.length === 2,
    );
    match(found[0]?.detail ?? '', /^GET \/v2\/tags\/\{tag_id\} tag_id=98765432$/);
    await quickInput.accept();
    await editors.opened('Get tag 404.json');
  });

  await t.test('one command clears it', async () => {
    await clear();
    ok((await tree.welcome()).startsWith('Requests you send are listed here by day'));
  });
}
