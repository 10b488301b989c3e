import { equal } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { reloadWindow } from '../reload.ts';

const TITLE = 'Create contact';
const NAME = 'Create contact body.json';
const ADA = '{"given_name": "Ada", "email_addresses": [{"email": "ada@example.com", "field": "EMAIL1"}]}';

/** The document of a body outlives its builder and a reload, and stands beside those of others. */
export async function bodyKept(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page } = workbench;
  const suggested = (name: string) =>
    page.locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: new RegExp(`^${name}`) });
  /** A builder that opens beside may take the focus back once more. */
  const emptied = () =>
    eventually(
      async () => {
        await editors.replaceText('{}');
        return editors.text();
      },
      (text) => text === '{}',
    );
  const create = await openBuilder(workbench, 'POST /v2/contacts', TITLE);
  await create.frame.getByRole('button', { name: 'Open body in editor' }).click();
  await editors.opened(NAME);

  await t.test('without its builder it goes on, over a reload, and brings the builder back to send', async () => {
    await editors
      .tab(TITLE)
      .getByRole('button', { name: /^Close/ })
      .first()
      .click();
    const own = editors.tab(new RegExp(`^${TITLE}$`));
    await own.waitFor({ state: 'detached' });
    await editors.switchTo(NAME);
    const lovelace = ADA.replace('"Ada"', '"Ada Lovelace"');
    await editors.replaceText(lovelace);
    await eventually(editors.tabs.bind(editors), (tabs) => tabs.every(({ dirty }) => !dirty));
    await reloadWindow(workbench);
    await editors.opened(NAME);
    await editors.showing('Lovelace');
    await editors.switchTo(NAME);
    await editors.focus();
    await page.keyboard.press('ControlOrMeta+Enter');
    const again = await builder(workbench, TITLE);
    await again.resulted('201 Created');
    equal(keap.calls('POST').at(-1)?.body, lovelace);
  });

  await t.test('two bodies have each their own words', async () => {
    await openBuilder(workbench, 'POST /v2/tags', 'Create tag');
    await workbench.runCommand('Keap: Open body in editor');
    await editors.opened('Create tag body.json');
    await emptied();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ControlOrMeta+Space');
    await suggested('description').waitFor();
    await page.keyboard.press('Escape');
    await editors.switchTo(NAME);
    await emptied();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ControlOrMeta+Space');
    await suggested('family_name').waitFor();
    await page.keyboard.press('Escape');
  });
}
