/** Runs that do not go straight to their end: a window that closes, answers that never come, days that are used up. */
import { equal, match, ok } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Workbench } from '../../vscode/workbench.ts';
import { openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, type Keap, startKeap } from '../keap.ts';
import { reloadWindow } from '../reload.ts';
import { type RowRunPage, rowRunPage } from '../rowRun.ts';

const vscode = useVsCode();

/** Opens the page of a run that does an operation for each row of a file. */
async function runPage(
  workbench: Workbench,
  operation: { readonly route: string; readonly title: string },
  rows: readonly string[],
): Promise<RowRunPage> {
  writeFileSync(join(workbench.workspace, 'rows.csv'), rows.join('\r\n'));
  const builder = await openBuilder(workbench, operation.route, operation.title);
  await builder.frame.getByRole('button', { name: 'Run for each row…' }).click();
  await workbench.quickInput.opened(`Rows for ${operation.title}`);
  await workbench.quickInput.pick('rows.csv');
  return rowRunPage(workbench, `Run: ${operation.title} — rows.csv`);
}

/** Agrees to what a dialog asks. */
async function agree(workbench: Workbench): Promise<string> {
  const { detail, buttons } = await workbench.messages.dialog();
  await workbench.messages.pressInDialog(buttons.find((each) => !/^(Cancel|Review request)$/.test(each)) ?? '');
  return detail;
}

async function open(t: TestContext, keap: Keap, sharedSecrets = false) {
  const opened = await vscode.open(t, {
    sharedSecrets,
    env: keap.env,
    viewport: { width: 1500, height: 900 },
    settings: { 'files.simpleDialog.enable': true },
  });
  await opened.workbench.activity('Keap').waitFor();
  await addConnection(opened.workbench, { key: keap.key, name: 'Mine' });
  return opened;
}

const TAG = { route: 'POST /v2/tags', title: 'Create tag' };
const tagRows = (count: number) => ['name', ...Array.from({ length: count }, (_, at) => `Row ${at + 1}`)];
const namesMade = (keap: Keap) =>
  keap
    .calls('POST')
    .filter(({ path }) => path === '/crm/rest/v2/tags')
    .map(({ body }) => String((JSON.parse(body) as { name?: string }).name));

test('a run that a reload stops goes on in the next window, and each row is at the server once', async (t) => {
  const keap = await startKeap(t);
  const { workbench } = await open(t, keap);
  const count = 40;
  const page = await runPage(workbench, TAG, tagRows(count));
  await page.button('Run all').click();
  await agree(workbench);
  await eventually(
    () => namesMade(keap).length,
    (made) => made >= 7,
  );
  await reloadWindow(workbench);
  await workbench.messages.notification(/was stopped when VS Code closed/).waitFor();
  const before = namesMade(keap).length;
  ok(before < count, 'it was stopped before its end');
  await workbench.messages.pressInNotification(/was stopped when VS Code closed/, 'Resume');
  match(await agree(workbench), /Requests: \d+ from rows\.csv/);
  await workbench.messages.notification(`Create tag from rows.csv: ${count} done.`).waitFor({ timeout: 120_000 });
  const names = namesMade(keap);
  equal(names.length, count);
  equal(new Set(names).size, count);
  // The page is back as well, and knows its run.
  await (await rowRunPage(workbench, 'Run: Create tag — rows.csv')).runs(`${count} done`);
});

test('rows whose answer never came are listed, settled by reading, and not sent again', async (t) => {
  const keap = await startKeap(t);
  const { workbench } = await open(t, keap);
  const { messages } = workbench;
  const headers = { 'x-keap-api-key': keap.key, 'content-type': 'application/json' };
  const ids: string[] = [];
  for (const name of ['One', 'Two', 'Three']) {
    const made = await fetch(`${keap.origin}/crm/rest/v2/contacts`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ given_name: name, email_addresses: [{ field: 'EMAIL1', email: `${name}@example.com` }] }),
    });
    ids.push(String(((await made.json()) as { id?: unknown }).id));
  }
  const remove = { route: 'DELETE /v2/contacts/{contact_id}', title: 'Delete contact' };
  const page = await runPage(workbench, remove, ['contact_id', ...ids]);
  // It is carried out, and the answer is cut off.
  keap.front.setRule(({ method, path }) =>
    method === 'DELETE' && path.endsWith(`/${ids[1]}`) ? { kind: 'cut', bytes: 0 } : undefined,
  );
  await page.button('Run all').click();
  const { quickInput } = workbench;
  await quickInput.messageToBe(/3 contacts of .+ Type .+ to send it\./);
  await quickInput.answer(await quickInput.placeholder());
  await page.runs('2 done, 1 unknown');
  keap.front.setRule();
  const runs = workbench.tree('Runs');
  await eventually(
    () => runs.read(),
    ([first]) => /1 unknown/.test(first?.description ?? ''),
  );
  await runs.contextAction('Delete contact from rows.csv', 'Settle unknown rows by reading');
  await messages.notified('1 row settled by reading.');
  await page.runs('3 done');
  equal(keap.calls('DELETE').length, 3);
});

test('a run waits for the next day by itself and says so, and a read-only connection starts none', async (t) => {
  const keap = await startKeap(t, { limits: { allowance: { day: 12 } } });
  const { workbench } = await open(t, keap);
  const page = await runPage(workbench, TAG, tagRows(20));
  await page.button('Run all').click();
  await agree(workbench);
  const waits = /waits until \d\d:\d\d.*: today’s calls are used up/;
  await page.runs(waits);
  await workbench.messages.statusBarItem(waits).waitFor();
  const sent = namesMade(keap).length;
  ok(sent >= 8 && sent < 13, String(sent));
  await workbench.tree('Runs').inlineAction('Create tag from rows.csv', 'Pause run');
  await page.runs(/^\s*paused · \d+ of 20 rows/);
  await workbench.tree('Connections').contextAction('Mine', 'Make read-only');
  await page.button('Go on').click();
  await workbench.messages.notified(/Mine is read-only, so Create tag was not sent/);
  equal(namesMade(keap).length, sent);
});

test('a run is watched from another window, and goes on there once its own is closed', async (t) => {
  const keap = await startKeap(t);
  const { workbench, another } = await open(t, keap, true);
  const count = 100;
  // Slow enough to be still at it when the second window has opened.
  keap.front.setRule(({ method }) => (method === 'POST' ? { kind: 'slow', delayMs: 8_000 } : undefined));
  const page = await runPage(workbench, TAG, tagRows(count));
  await page.button('Run all').click();
  await agree(workbench);
  await eventually(
    () => namesMade(keap).length,
    (made) => made >= 5,
  );
  const other = await another();
  await other.messages.statusBarItem('Keap:').waitFor();
  await other.runCommand('Keap: Switch connection');
  await other.quickInput.opened('Switch connection');
  await other.quickInput.pick('Mine');
  await other.showContainer('Keap');
  await other.runCommand('Keap: Focus on Runs View');
  const runs = other.tree('Runs');
  const line = async () => (await runs.read())[0]?.description ?? '';
  await eventually(line, (text) => /^\d+ of 100 rows · active in another window$/.test(text));
  await workbench.page.close();
  keap.front.setRule();
  await eventually(line, (text) => /^suspended: VS Code was closed · \d+ of 100 rows$/.test(text), 60_000);
  ok(namesMade(keap).length < count, 'it was stopped before its end');
  await runs.inlineAction('Create tag from rows.csv', 'Resume run');
  match(await agree(other), /Requests: \d+ from rows\.csv/);
  await eventually(line, (text) => text.startsWith(`${count} done`), 120_000);
  const names = namesMade(keap);
  equal(names.length, count);
  equal(new Set(names).size, count);
});
