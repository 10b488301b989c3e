import { equal, match, ok } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { eventually } from '../eventually.ts';

/** What an account has is one document, one file, and what differs from another. */
export async function overview(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page, quickInput, workspace } = workbench;
  const changed = page.locator('.modified-in-monaco-diff-editor .view-overlays .line-insert');
  const file = join(workspace, 'earlier.json');
  const connections = workbench.tree('Connections');

  await t.test('a connection’s row shows its account, and what Keap refuses says why', async () => {
    keap.front.setRule(({ path }) => (path.includes('/campaigns') ? { kind: 'answer', status: 403 } : undefined));
    await workbench.runCommand('Keap: Focus on Connections View');
    await connections.contextAction('Mine', 'Show account overview');
    await editors.opened(/^Account overview sandbox \d{4}-\d\d-\d\d\.json/);
    const text = await editors.text();
    match(text, /^\{\n {2}"about": \{\n {4}"app": "sandbox",\n {4}"calls": 18,/);
    match(text, /"campaigns": \{\n {4}"not_read": "The user of this Personal Access Token may not/);
    match(text, /"category_name": "Customers"/);
    keap.front.setRule();
    ok(!text.includes('hooks/contacts'), 'The address of a hook is in no overview.');
    await eventually(
      async () => (await editors.lenses()).join(),
      (lenses) => /^200 OK.*Mine.*Compare.*Find.*Refresh.*Save as/.test(lenses),
    );
  });

  await t.test('it is saved, and compares with the file: a tag that was renamed meanwhile', async () => {
    await editors.lens('Save as');
    await quickInput.opened('Save response');
    await eventually(
      () => quickInput.value(),
      (value) => /Account overview sandbox \d{4}-\d\d-\d\d\.json$/.test(value),
    );
    await quickInput.answer(file);
    await eventually(() => existsSync(file), Boolean);
    const saved = readFileSync(file, 'utf8');
    equal(saved.trimEnd(), await editors.text());
    writeFileSync(file, saved.replace('"name": "VIP"', '"name": "Friends"'));
    await workbench.runCommand('Keap: Compare account overview');
    await quickInput.opened('Compare Account overview sandbox');
    await quickInput.pick('A file…');
    await quickInput.opened('Compare overview with file');
    await quickInput.answerFile(file);
    await editors.opened(/^Account overview \d\d:\d\d:\d\d ↔ \d\d:\d\d:\d\d/);
    await changed.first().waitFor();
    equal(await changed.count(), 1);
  });
}
