import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../vscode/shownText.ts';
import type { Workbench } from '../vscode/workbench.ts';
import { useVsCode } from './fixture.ts';
import { apiView } from './journeys/apiView.ts';
import { palette } from './journeys/palette.ts';

const vscode = useVsCode();

test('a newcomer gets from the icon to a JSON document without a key', async (t) => {
  const { workbench } = await vscode.open(t);
  const { editors, messages, page, quickInput } = workbench;
  await workbench.showContainer('Keap');
  const start = workbench.tree('Get started');
  ok((await start.welcome()).includes('It needs no key and nothing leaves your computer.'));
  await page.getByRole('button', { name: 'Send a first request' }).click();

  await editors.opened('List contacts 200.json');
  const text = await editors.text();
  const answer: unknown = JSON.parse(text);
  ok(typeof answer === 'object' && answer !== null && 'contacts' in answer && Array.isArray(answer.contacts));
  ok(answer.contacts.length > 0);
  equal(text, JSON.stringify(answer, undefined, 2));
  const status = await shownText(messages.statusBarItem('200 OK'));
  ok(/200 OK · [\d.]+ m?s · [\d.]+ [KM]?B/.test(status), status);
  await messages.statusBarItem(/^JSON answer$/).waitFor();

  await editors.focus();
  await page.keyboard.type('x');
  await page.getByText('Editor is read-only').first().waitFor();
  equal(await editors.text(), text);

  await page.keyboard.press('ControlOrMeta+Shift+O');
  await quickInput.row('contacts').first().waitFor();
  await quickInput.cancel();
  const contacts = editors.active.locator('.view-line', { hasText: '"contacts"' });
  await workbench.runCommand('Fold All');
  await contacts.waitFor({ state: 'detached' });
  await workbench.runCommand('Unfold All');
  await contacts.waitFor();

  await page.locator('.pane-header', { hasText: 'Get started' }).waitFor({ state: 'detached' });
  deepEqual(await messages.notifications(), []);
  await workbench.runCommand('View: Close All Editors');
  await t.test('and goes on in the API view', (step) => apiView(step, workbench));
  await workbench.runCommand('View: Close All Editors');
  await t.test('and in the palette', (step) => palette(step, workbench));
  await workbench.runCommand('View: Close All Editors');
  await t.test('the walkthrough ends with a first request, too', () => walkthrough(workbench));
});

async function walkthrough(workbench: Workbench): Promise<void> {
  const { editors, page } = workbench;
  await workbench.runCommand('Keap: Get started');
  const steps = page.locator('.getting-started-step');
  await steps.filter({ hasText: 'Browse the API' }).first().waitFor();
  equal(await steps.count(), 7);
  await steps.filter({ hasText: 'Send a first request' }).last().click();
  await page.locator('.part.editor').getByRole('button', { name: 'Send a first request' }).last().click();
  await editors.opened('List contacts 200.json');
  ok((await editors.text()).includes('"contacts"'));
}
