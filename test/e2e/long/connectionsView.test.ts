import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { returnTo } from '../../vscode/sharedSecrets.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, type Keap, keyOf, startKeap } from '../keap.ts';
import { makeKey } from '../leaks.ts';
import { pickOperation } from '../pickOperation.ts';

const vscode = useVsCode();

/** From now on Keap says that every key reaches this app and account. */
function reach(keap: Keap, app: string, email: string): void {
  keap.answerWith((_request, response) => {
    const headers = { 'content-type': 'application/json', 'x-keap-tenant-id': app };
    response.writeHead(200, headers).end(JSON.stringify({ email }));
  });
}

/** What the view says of a connection, opened. */
async function factsOf(workbench: Workbench, name: string): Promise<Readonly<Record<string, string>>> {
  const tree = workbench.tree('Connections');
  await tree.expand(name);
  await tree.row('Access').waitFor();
  const rows = await tree.read();
  const from = rows.findIndex(({ label }) => label === name) + 1;
  const next = rows.findIndex(({ level }, index) => index >= from && level === 1);
  const facts = rows.slice(from, next === -1 ? undefined : next);
  return Object.fromEntries(facts.map(({ label, description }) => [label, description]));
}

const names = async (workbench: Workbench): Promise<string[]> =>
  (await workbench.tree('Connections').read()).filter(({ level }) => level === 1).map(({ label }) => label);

test('the view shows every connection, and everything is done with them there', async (t) => {
  const keap = await startKeap(t);
  // Room for all rows: a tree draws only those in view.
  const { workbench } = await vscode.open(t, {
    env: keap.env,
    viewport: { width: 1280, height: 1300 },
    timeout: 90_000,
  });
  const { editors, messages, page, quickInput } = workbench;
  const tree = workbench.tree('Connections');
  const description = (name: string, expected: string | RegExp) =>
    tree.row(name).locator('.label-description', { hasText: expected }).waitFor();
  await workbench.showContainer('Keap');

  await t.test('with the sandbox alone it advises, once it need not compete with the start', async () => {
    await workbench.tree('API').row('REST v2').waitFor();
    equal(await tree.root.count(), 0);
    await workbench.runCommand('Keap: Send a first request to the sandbox');
    await editors.opened('List contacts 200.json');
    match(await tree.welcome(), /make a key in Keap under Settings, API settings.*Add connection/s);
    // Its rows take the room that those of the connections need.
    await page.getByRole('button', { name: 'API Section' }).click();
  });

  await t.test('a production connection shows its facts, starts read-only, and its key only by its end', async () => {
    reach(keap, 'ab103', 'ada@example.com');
    await addConnection(workbench, { key: keap.key, name: 'Main', use: 'Production' });
    match(
      await messages.notified('Main is added and active.'),
      /It reaches ab103, ada@example\.com\. It is read-only until you unlock it\.$/,
    );
    await messages.clearNotifications();
    deepEqual(await factsOf(workbench, 'Main'), {
      Kind: 'Personal Access Token',
      Key: `*****${keap.key.slice(-5)}`,
      App: 'ab103',
      Account: 'ada@example.com',
      Server: 'api.infusionsoft.com',
      Use: 'production',
      Access: 'read-only',
      'Last used': 'never',
    });
    const [sandbox, main] = (await tree.read()).filter(({ level }) => level === 1);
    equal(sandbox?.label, 'Sandbox');
    equal(main?.description, 'active · production · ab103 · PAT');
    equal(main?.ariaLabel, 'Main, active, Personal Access Token, app ab103, production, read-only');
  });

  await t.test('use is remembered', async () => {
    await pickOperation(workbench, 'Keap: Send request', 'GET /v2/contacts', 'List contacts');
    await editors.opened('List contacts 200.json');
    await eventually(
      () => factsOf(workbench, 'Main'),
      (facts) => facts['Last used'] === 'just now',
    );
  });

  await t.test('the check mark and the menu choose for this workspace, and the default for others', async () => {
    await tree.inlineAction('Sandbox', 'Use in this workspace');
    await messages.statusBarItem('Keap: Sandbox').waitFor();
    // The row's hover would cover the one below.
    await page.mouse.move(900, 300);
    await tree.contextAction('Main', 'Make default connection');
    await description('Main', /default$/);
    await tree.contextAction('Main', 'Use in this workspace');
    await description('Main', /^active/);
  });

  await t.test('access and use are changed, deliberately', async () => {
    await tree.contextAction('Main', 'Allow changes');
    const dialog = await messages.dialog();
    equal(dialog.message, 'Allow changes on Main for good?');
    await messages.pressInDialog('Cancel');
    equal((await factsOf(workbench, 'Main'))['Access'], 'read-only');
    await workbench.runCommand('Keap: Allow changes');
    await quickInput.opened('Allow changes');
    await quickInput.pick('Main');
    await messages.dialog();
    await messages.pressInDialog('Allow changes');
    const access = (expected: string) =>
      eventually(
        () => factsOf(workbench, 'Main'),
        (facts) => facts['Access'] === expected,
      );
    await access('reads and changes');
    await workbench.runCommand('Keap: Make read-only');
    await quickInput.opened('Make read-only');
    await quickInput.pick('Main');
    await access('read-only');
    await tree.contextAction('Main', 'Mark as test account');
    await messages.pressInNotification('Main is a test account now and still read-only.', 'Allow changes');
    equal((await access('reads and changes'))['Use'], 'test account');
    await tree.contextAction('Main', 'Mark as production');
    equal((await access('read-only'))['Use'], 'production');
    await messages.clearNotifications();
  });

  await t.test('renaming keeps names apart', async () => {
    await tree.contextAction('Main', 'Rename connection');
    await quickInput.messageToBe('New name of Main');
    await quickInput.answer('SANDBOX');
    await quickInput.messageToBe('There is a connection of this name already.');
    await quickInput.answer(' Head office ');
    await messages.statusBarItem('Keap: Head office').waitFor();
    const shown = await eventually(
      () => names(workbench),
      (now) => now.includes('Head office'),
    );
    deepEqual(shown, ['Sandbox', 'Head office']);
  });

  await t.test('verifying says what is new, and warns of another app', async () => {
    const verify = () => tree.contextAction('Head office', 'Verify connection');
    await verify();
    match(await messages.notified('Head office works.'), /It reaches ab103, ada@example\.com\.$/);
    await messages.clearNotifications();
    reach(keap, 'ab103', 'bob@example.com');
    await verify();
    match(
      await messages.notified('Head office works.'),
      /It reaches ab103, bob@example\.com\. Before it was ab103, ada@example\.com\.$/,
    );
    await messages.clearNotifications();
    reach(keap, 'cd204', 'bob@example.com');
    await verify();
    match(
      await messages.notified('Head office reaches another app than before'),
      /cd204, bob@example\.com instead of ab103, bob@example\.com/,
    );
    equal((await messages.notifications())[0]?.severity, 'warning');
    await messages.clearNotifications();
    keap.answerWith((_request, response) => response.writeHead(401).end('{}'));
    await verify();
    await messages.pressInNotification('Head office: Keap does not accept this key (401)', 'Replace key');
  });

  await t.test('a replaced key is checked, and one of another app asked about', async () => {
    const next = makeKey();
    await quickInput.opened('Replace key of Head office');
    equal(await quickInput.isPassword(), true);
    equal(await quickInput.value(), '');
    reach(keap, 'ef305', 'eve@example.com');
    await quickInput.answer(` ${next} `);
    const dialog = await messages.dialog();
    match(dialog.message, /This key reaches another app, ef305, eve@example\.com\./);
    match(dialog.detail, /went to cd204, bob@example\.com so far/);
    await messages.pressInDialog('Replace');
    match(await messages.notified('The key of Head office is replaced.'), /take a few minutes to spread/);
    await messages.clearNotifications();
    const facts = await factsOf(workbench, 'Head office');
    deepEqual([facts['Key'], facts['App']], [`*****${next.slice(-5)}`, 'ef305']);
    await workbench.runCommand('Keap: Verify connection');
    await quickInput.opened('Verify connection');
    await quickInput.pick('Head office');
    await messages.notified('Head office works.');
    await messages.clearNotifications();
    equal(keyOf(keap.front.requests.at(-1)), next);
  });

  await t.test('account data of any kind is text', async () => {
    const hostile =
      '\u202e[click](command:workbench.action.quit) <img src=x onerror=alert(1)> $(flame) https://evil.example';
    reach(keap, 'ef305', hostile);
    await tree.contextAction('Head office', 'Verify connection');
    const notification = messages.notification('Head office works.');
    await notification.waitFor();
    equal(await notification.locator('.notification-list-item-message a').count(), 0);
    ok(!(await messages.notified('Head office works.')).includes('\u202e'));
    await messages.clearNotifications();
    match((await factsOf(workbench, 'Head office'))['Account'] ?? '', /^⟨U\+202E⟩\[click\] \(command:/);
    await page.mouse.move(900, 300);
    await (await tree.reveal('Head office')).hover();
    const hover = page.locator('.workbench-hover', { hasText: 'Account:' });
    await hover.waitFor();
    match((await hover.textContent()) ?? '', /⟨U\+202E⟩\[click\] \(command:.*<img src=x/);
    equal(await hover.locator('a, img, script').count(), 0);
    await page.mouse.move(900, 300);
  });

  await t.test('removing from the menu leaves the advice', async () => {
    await tree.contextAction('Head office', 'Remove connection');
    match((await messages.dialog()).detail, /Keap advises to remove keys that are not used/);
    await messages.pressInDialog('Remove');
    await messages.statusBarItem('Keap: Sandbox').waitFor();
    await tree.root.locator('.welcome-view-content').waitFor();
  });
});

test('what one window does to connections shows in the others', async (t) => {
  const keap = await startKeap(t);
  const opened = await vscode.open(t, { env: keap.env, sharedSecrets: true, timeout: 90_000 });
  const one = opened.workbench;
  const two = await opened.another();
  await one.showContainer('Keap');
  await two.showContainer('Keap');
  const labels = (workbench: Workbench) => workbench.tree('Connections').rows.locator('.label-name').allInnerTexts();
  const shown = async (workbench: Workbench, expected: readonly string[]): Promise<void> => {
    const returned = async (): Promise<readonly string[]> => {
      await returnTo(workbench.page);
      return labels(workbench);
    };
    await eventually(returned, (found) => JSON.stringify(found) === JSON.stringify(expected));
  };

  await addConnection(one, { key: keap.key, name: 'Mine' });
  await shown(two, ['Sandbox', 'Mine']);
  await two.tree('Connections').contextAction('Mine', 'Rename connection');
  await two.quickInput.messageToBe('New name of Mine');
  await two.quickInput.answer('Ours');
  await shown(one, ['Sandbox', 'Ours']);
  await one.messages.statusBarItem('Keap: Ours').waitFor();

  await addConnection(two, { key: makeKey(), name: 'Theirs' });
  await shown(one, ['Sandbox', 'Ours', 'Theirs']);
  await two.runCommand('Keap: Remove connection');
  await two.quickInput.opened('Remove connection');
  await two.quickInput.pick('Ours');
  await two.messages.dialog();
  await two.messages.pressInDialog('Remove');
  await shown(one, ['Sandbox', 'Theirs']);
});
