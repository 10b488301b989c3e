import { deepEqual } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { reloadWindow } from '../reload.ts';
import { tableOf } from '../table.ts';
import { awkwardList } from './awkwardList.ts';

/** A table comes back after a reload as it was, also where the document of its answer is closed. */
export async function tableKept(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { editors, page } = workbench;
  await t.test('sorted and filtered as before', async () => {
    const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    keap.answerWith((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(awkwardList(50)),
    );
    await builder.send('200 OK');
    keap.answerWith(undefined);
    await editors.switchTo('List contacts 200.json');
    await workbench.runCommand('Keap: Open as table');
    const table = await tableOf(workbench, 'List contacts');
    await (await table.menu('id')).getByRole('button', { name: 'Sort descending' }).click();
    await table.setCondition('family_name', 'contains', 'Family 4');
    await table.counts('10 of 50 rows');
    await editors.switchTo('List contacts 200.json');
    await workbench.runCommand('View: Close Editor');
    const calls = keap.calls().length;
    await reloadWindow(workbench);
    const again = await tableOf(workbench, 'List contacts');
    await again.counts('10 of 50 rows');
    deepEqual(await again.column('id', 3), ['49', '48', '47']);
    await again.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await editors.opened('List contacts row 49.json');
    deepEqual(keap.calls().length, calls, 'Nothing was sent for it.');
  });
}
