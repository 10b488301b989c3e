import { equal, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';

/** The same contact as it was answered twice: in another order, with another time, and once with a change. */
const BODIES = [
  '{"id":"1","update_time":"2026-03-29T00:59:59Z","tag_ids":[2,10],"emails":[{"id":1,"email":"a@example.com"},{"id":2,"email":"b@example.com"}]}',
  '{"emails":[{"id":2,"email":"b@example.com"},{"id":1,"email":"a@example.com"}],"id":"1","tag_ids":[10,2],"update_time":"2026-03-29T01:00:01Z"}',
];

/** An answer compares with the one before, with another connection’s, and without what changes by itself. */
export async function compare(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, messages, page, quickInput, workspace } = workbench;
  const changed = page.locator('.modified-in-monaco-diff-editor .view-overlays .line-insert');
  const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
  await get.field('contact_id').fill('77');
  const sendAndCompare = async (body: string | undefined) => {
    keap.answerWith(
      body === undefined
        ? undefined
        : (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
    );
    await editors.switchTo('Get contact');
    await get.send('200 OK');
    await get.openResponse('Get contact 200.json');
    await editors.lens('Compare');
    await quickInput.opened('Compare Get contact');
  };

  await t.test('without an earlier answer there is none to compare with, and it says so', async () => {
    await sendAndCompare(BODIES[0]);
    const previous = (await quickInput.items()).find(({ label }) => label === 'Previous answer');
    equal(previous?.description, 'no earlier answer to this request is kept');
    await quickInput.cancel();
  });

  await t.test('the answer before: only what says something else differs', async () => {
    await sendAndCompare(BODIES[1]);
    match((await quickInput.items())[0]?.description ?? '', /^the same request at \d\d:\d\d:?\d*.* · 200 OK$/);
    await quickInput.pick('Previous answer');
    await editors.opened(/^Get contact \d\d:\d\d:\d\d ↔ \d\d:\d\d:\d\d/);
    await changed.first().waitFor();
    equal(await changed.count(), 1, 'The time differs, and nothing that only moved.');
  });

  await t.test('volatile fields go at a click, and come back', async () => {
    await page.locator('.part.editor').getByRole('button', { name: 'Hide volatile fields' }).click();
    await changed.first().waitFor({ state: 'detached' });
    await page.locator('.part.editor').getByRole('button', { name: 'Show volatile fields' }).click();
    await changed.first().waitFor();
    await workbench.runCommand('Keap: Choose comparison options');
    await quickInput.opened('Comparison options');
    const items = await quickInput.items();
    equal(
      items.map(({ label, checked }) => `${label} ${checked}`).join(),
      'Hide volatile fields false,Hide ids false,Align records of lists true',
    );
    await quickInput.pick('Align records of lists');
    await quickInput.accept();
    await eventually(
      () => changed.count(),
      (count) => count > 1,
    );
  });

  await t.test('the same request on another connection is one call there', async () => {
    await get.field('contact_id').fill('1');
    const before = keap.calls().length;
    await sendAndCompare(undefined);
    await quickInput.pick('Another connection…');
    await quickInput.opened('Compare Get contact with another connection');
    await quickInput.pick('Sandbox');
    await editors.opened('Get contact · Mine ↔ Sandbox');
    await messages.notified('Both say the same');
    equal(keap.calls().length, before + 1);
  });

  await t.test('a file that was saved is the left side', async () => {
    writeFileSync(join(workspace, 'before.json'), '{"tag_ids":[2,10],"id":"2"}');
    await sendAndCompare(BODIES[0]);
    await quickInput.pick('A file…');
    await quickInput.opened('Compare response with file');
    await quickInput.answerFile(join(workspace, 'before.json'));
    await editors.opened(/^before\.json ↔ Get contact \d\d:\d\d:\d\d/);
    await changed.first().waitFor();
  });
}
