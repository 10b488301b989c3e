import { deepEqual, equal } from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { type Builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { makeKey } from '../leaks.ts';

const TITLE = 'Create contact';
const NAME = 'Create contact body.json';
const ADA = '{"given_name": "Ada", "email_addresses": [{"email": "ada@example.com", "field": "EMAIL1"}]}';

/** The body of a request in an editor of VS Code, in step with the builder whatever becomes of either. */
export async function bodyEditor(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page } = workbench;
  const bodyIs = (shown: Builder, text: string) =>
    eventually(
      () => shown.body.inputValue(),
      (body) => body === text,
      60_000,
    );
  const suggested = (name: string) =>
    page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: new RegExp(`^${name}`) });
  // As on a desktop: in a browser VS Code saves by itself.
  await workbench.setSettings({ 'files.autoSave': 'off' });
  t.after(() => workbench.setSettings({ 'files.autoSave': undefined }));
  const create = await openBuilder(workbench, 'POST /v2/contacts', TITLE);
  const sent = keap.calls('POST').length;

  await t.test('it opens beside the builder and completes what the operation knows', async () => {
    await create.frame.getByRole('button', { name: 'Open body in editor' }).click();
    await editors.opened(NAME);
    await editors.replaceText('{}');
    await bodyIs(create, '{}');
    await page.keyboard.press('ArrowLeft');
    // On a busy machine VS Code reads the schema after it has completed without one.
    await eventually(
      async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('ControlOrMeta+Space');
        return suggested('family_name')
          .waitFor({ timeout: 2_000 })
          .then(
            () => true,
            () => false,
          );
      },
      (isThere) => isThere,
    );
    await page.keyboard.type('given');
    await suggested('family_name').waitFor({ state: 'hidden' });
    await suggested('given_name').waitFor();
    await page.keyboard.press('Enter');
    await bodyIs(create, '{"given_name": ""}');
    await page.keyboard.type('Ada');
    await bodyIs(create, '{"given_name": "Ada"}');
    equal(keap.calls('POST').length, sent);
  });

  await t.test('what Keap does not know is marked, and what is no JSON yet is kept', async () => {
    await editors.replaceText('{"shoe_size": 41, "addresses": [{"field": "HOME"}]}');
    await editors.active.locator('.squiggly-warning').nth(1).waitFor();
    await editors.replaceText('{"given_name": "A“');
    await bodyIs(create, '{"given_name": "A“');
    await editors.active.locator('.squiggly-error').first().waitFor();
  });

  await t.test('what is typed in the builder comes into the document, and can be undone there', async () => {
    await create.body.fill('{"given_name": "Grace"}');
    await editors.switchTo(NAME);
    await editors.showing('"Grace"');
    await editors.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await bodyIs(create, '{"given_name": "A“');
  });

  await t.test('it sends from the document, which the answer does not cover, and never asks to be saved', async () => {
    await editors.replaceText(ADA);
    await bodyIs(create, ADA);
    await page.keyboard.press('ControlOrMeta+Enter');
    await create.resulted('201 Created');
    await editors.opened('Create contact 201.json');
    equal(keap.calls('POST').at(-1)?.body, ADA);
    const shown = await eventually(
      async () => (await editors.tabs()).filter(({ active }) => active),
      (tabs) => tabs.length === 3 && tabs.every(({ dirty }) => !dirty),
    );
    deepEqual(
      shown.map(({ label }) => label.replace(/\.json$/, '')),
      [TITLE, 'Create contact body', 'Create contact 201'],
    );
  });

  await t.test('a key in it is marked, not sent, and not on the disk', async () => {
    const key = makeKey();
    await editors.switchTo(NAME);
    await editors.replaceText(JSON.stringify({ given_name: key }));
    await editors.active.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await create.resulted('1 problem to put right before sending.');
    equal(keap.calls('POST').length, sent + 1);
    deepEqual(filesWith(key, workbench.server.serverDataDir), []);
    await editors.replaceText(ADA);
    await bodyIs(create, ADA);
  });
}

/** The files in a folder that hold a text. */
function filesWith(text: string, folder: string): string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file, 'latin1').includes(text));
}
