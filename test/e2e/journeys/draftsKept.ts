import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { AccountWindow } from '../account.ts';
import { builder, openBuilder } from '../builder.ts';
import { reloadWindow } from '../reload.ts';

/** What was typed outlives a reload and the closing of its tab. */
export async function draftsKept(_t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page } = workbench;
  const calls = keap.calls().length;
  const broken = '{"company_name": "A“\n  oh';
  const update = await openBuilder(workbench, 'PATCH /v2/companies/{company_id}', 'Update company');
  await update.field('company_id').fill('ü/1');
  const mask = update.frame.getByRole('group', { name: 'update_mask' });
  await mask.locator('summary').click();
  await mask.getByRole('checkbox', { name: 'company_name' }).check();
  // Without leaving the field: what counts is what is typed, not what was left.
  await update.body.fill(broken);
  const typed = async (): Promise<unknown> => {
    const shown = await builder(workbench, 'Update company');
    const chosen = shown.frame.getByRole('group', { name: 'update_mask' }).locator('summary');
    return [await shown.field('company_id').inputValue(), await shown.body.inputValue(), await shownText(chosen)];
  };
  const before = await typed();
  match(String(before), /ü\/1.*company_name/s);

  await reloadWindow(workbench);
  await editors.tab('Update company').click();
  deepEqual(await typed(), before);

  await editors
    .tab('Update company')
    .getByRole('button', { name: /^Close/ })
    .click();
  await editors.tab('Update company').waitFor({ state: 'detached' });
  await openBuilder(workbench, 'PATCH /v2/companies/{company_id}', 'Update company');
  deepEqual(await typed(), before);
  equal(keap.calls().length, calls);
  await page.keyboard.press('Escape');
}
