import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from '../../vscode/shownText.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { type Builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, finishAdding, startAdding, startKeap } from '../keap.ts';
import { pickOperation } from '../pickOperation.ts';

const vscode = useVsCode();

interface Case {
  readonly effect: string;
  /** Method and path as the list shows them. */
  readonly route: string;
  readonly title: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An operation of each effect that a read-only connection must not send. */
const CHANGES: readonly Case[] = [
  { effect: 'creates', route: 'POST /v2/tags', title: 'Create tag', body: '{"name":"A tag"}' },
  {
    effect: 'changes',
    route: 'PATCH /v2/tags/{tag_id}',
    title: 'Update tag',
    path: { tag_id: '1' },
    body: '{"name":"Another"}',
  },
  { effect: 'deletes', route: 'DELETE /v2/tags/{tag_id}', title: 'Delete tag', path: { tag_id: '1' } },
  {
    effect: 'sends mail',
    route: 'POST /v2/emails:send',
    title: 'Send email',
    body: '{"contacts":["1","2"],"subject":"Hello","html_content":"SGk=","user_id":"1"}',
  },
  {
    effect: 'moves money',
    route: 'POST /v2/orders/{order_id}:applyTax',
    title: 'Apply tax to order',
    path: { order_id: '1' },
  },
  {
    effect: 'starts automation',
    route: 'POST /v2/tags/{tag_id}/contacts:applyTags',
    title: 'Apply tag to contacts',
    path: { tag_id: '1' },
    body: '{"contact_ids":["1","2","3"]}',
  },
  {
    effect: 'changes schema',
    route: 'POST /v2/opportunities/stages',
    title: 'Create opportunity stage',
    body: '{"name":"Won","order":9,"probability":90,"target_number_days":7}',
  },
];

/** Everything a folder could try in order that nothing is asked. */
const HOSTILE_SETTINGS = {
  'keap.confirm.ask': [],
  'keap.confirm.typed': [],
  '[json]': { 'keap.confirm.ask': [], 'keap.confirm.typed': [] },
  'keap.readOnly': false,
  'keap.connections': [{ id: 'x', readOnly: false, production: false }],
  'keap.safety': 'off',
  'security.workspace.trust.enabled': false,
};

async function filled(workbench: Workbench, { route, title, path = {}, body }: Case): Promise<Builder> {
  const builder = await openBuilder(workbench, route, title);
  for (const [name, value] of Object.entries(path)) await builder.field(name).fill(value);
  if (body !== undefined) await builder.body.fill(body);
  return builder;
}

const caseOf = (effect: string): Case => {
  const found = CHANGES.find((each) => each.effect === effect);
  if (!found) throw new Error(effect);
  return found;
};

/** Presses *Send* by the keyboard, from within the page. */
async function pressSendKeys(builder: Builder): Promise<void> {
  await builder.frame.getByRole('heading', { level: 1 }).click();
  await builder.frame.locator('body').press('ControlOrMeta+Enter');
}

async function unlock(workbench: Workbench, span: string): Promise<void> {
  await workbench.runCommand('Keap: Unlock connection');
  await workbench.quickInput.opened('Unlock Acme');
  await workbench.quickInput.pick(span);
  await workbench.quickInput.closed();
}

/** The text that a screen reader gets of a status bar item. */
async function spokenOf(workbench: Workbench, text: string): Promise<string> {
  const item = workbench.messages.statusBarItem(text);
  return (await item.locator('[aria-label]').first().getAttribute('aria-label')) ?? '';
}

test('a production connection is read-only on every surface until it is unlocked', async (t) => {
  const keap = await startKeap(t);
  const { workbench } = await vscode.open(t, { env: keap.env });
  const { messages, quickInput, editors, page } = workbench;
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Acme', use: 'Production' });
  await messages.clearNotifications();
  const refusal = (title: string) => `Acme is read-only, so ${title} was not sent`;

  await t.test('the status bar says so in words', async () => {
    await messages.statusBarItem('Keap: Acme (production)').waitFor();
    await messages.statusBarItem('Read-only').waitFor();
    match(
      await spokenOf(workbench, 'Keap: Acme'),
      /Keap connection Acme, .*production(, .* left today)?\. Switch connection\./,
    );
    match(await spokenOf(workbench, 'Read-only'), /Acme is read-only: nothing is created.* Unlock…/);
  });

  await t.test('the palette refuses one operation of each effect, and offers to unlock', async () => {
    for (const { route, title } of CHANGES) {
      await pickOperation(workbench, 'Keap: Send request', route, title);
      match(await messages.notified(refusal(title)), /unlock the connection to change anything\.$/);
      deepEqual((await messages.notifications())[0]?.buttons, ['Unlock…']);
      await messages.clearNotifications();
    }
    equal(keap.calls().length, 0);
  });

  await t.test('the tree sends what reads, has no Send on what changes, and its menu is refused', async () => {
    await workbench.showContainer('Keap');
    const api = workbench.tree('API');
    await api.expand('Tags');
    const row = await api.reveal('Delete tag');
    await row.hover();
    equal(await row.locator('.actions').getByRole('button', { name: 'Send' }).count(), 0);
    for (const title of ['Create tag', 'Update tag', 'Delete tag', 'Apply tag to contacts']) {
      await api.contextAction(title, 'Send request');
      await messages.notified(refusal(title));
      await messages.clearNotifications();
    }
    equal(keap.calls().length, 0);
    await api.inlineAction('List tags', 'Send');
    await editors.opened('List tags 200.json');
    equal(keap.calls().length, 1);
  });

  await t.test('the builder says so before anyone tries, and its keys are refused', async () => {
    for (const each of CHANGES) {
      const builder = await filled(workbench, each);
      equal(await builder.sendButton.count(), 0);
      await builder.frame.getByRole('button', { name: /Connection: Acme .* production · read-only/ }).waitFor();
      await builder.result.getByRole('button', { name: 'Read-only: unlock to send' }).click();
      await quickInput.opened('Unlock Acme');
      await quickInput.cancel();
      await pressSendKeys(builder);
      await builder.resulted(refusal(each.title));
      await builder.result.getByRole('button', { name: 'Unlock…', exact: true }).waitFor();
      await workbench.runCommand('View: Close Editor');
    }
    equal(keap.calls().length, 1);
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('200 OK');
    equal(keap.calls().length, 2);
  });

  await t.test('unlocked for an hour it sends, and shows the minutes left', async () => {
    const builder = await filled(workbench, caseOf('creates'));
    await pressSendKeys(builder);
    await builder.resulted(refusal('Create tag'));
    await builder.result.getByRole('button', { name: 'Unlock…', exact: true }).click();
    await quickInput.opened('Unlock Acme');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['For 15 minutes', 'For one hour', 'Until this window closes'],
    );
    await quickInput.pick('For one hour');
    await messages.statusBarItem(/Unlocked, (60|59) min/).waitFor();
    const item = messages.statusBarItem('Unlocked');
    match((await item.getAttribute('class')) ?? '', /warning-kind/);
    match(await spokenOf(workbench, 'Unlocked'), /Acme is unlocked for (60|59) more minutes: .* Lock now/);
    equal(await builder.result.getByText(refusal('Create tag')).count(), 0);
    equal(keap.calls('POST').length, 0);
    await builder.send('201 Created');
    equal(keap.calls('POST').length, 1);
  });

  await t.test('a click on the status bar locks it again', async () => {
    await messages.statusBarItem('Unlocked').click();
    await messages.statusBarItem('Read-only').waitFor();
    const create = caseOf('creates');
    const builder = await openBuilder(workbench, create.route, create.title);
    await pressSendKeys(builder);
    await builder.resulted(refusal('Create tag'));
    equal(keap.calls('POST').length, 1);
  });

  await t.test('it is locked again after a reload', async () => {
    await unlock(workbench, 'Until this window closes');
    await messages.statusBarItem(/Unlocked$/).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.reload();
    await messages.statusBarItem('Read-only').waitFor({ timeout: 60_000 });
    equal(await messages.statusBarItem('Unlocked').count(), 0);
    await page.keyboard.press('Escape');
  });
});

test('what has consequences asks, and what cannot be undone wants a word typed', async (t) => {
  const keap = await startKeap(t);
  const files = { '.vscode/settings.json': JSON.stringify(HOSTILE_SETTINGS) };
  const { workbench } = await vscode.open(t, { env: keap.env, files });
  const { messages, quickInput } = workbench;
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Acme' });
  const added = await messages.notified('Acme is added');
  const app = /It reaches ([^,]+),/.exec(added)?.[1] ?? '';
  ok(app.length > 2, added);
  await messages.clearNotifications();

  await t.test('a word: wrong, Escape, right, though the folder wants no question', async () => {
    const builder = await filled(workbench, caseOf('deletes'));
    await builder.sendButton.click();
    await quickInput.opened('Delete tag on Acme');
    await quickInput.messageToBe(`1 tag of ${app}`);
    await builder.result.getByText('Waiting for your answer').waitFor();
    await quickInput.messageToBe('(test account). DELETE /crm/rest/v2/tags/1.');
    await quickInput.messageToBe(
      'This deletes or removes records; it may not be possible to undo. A copy is kept first, ',
    );
    await quickInput.messageToBe(`Type ${app}`);
    await quickInput.accept();
    await quickInput.messageToBe(`That is not “${app}”, so nothing was sent. 1 tag of ${app}`);
    await quickInput.answer(app.toUpperCase() === app ? app.toLowerCase() : app.toUpperCase());
    await quickInput.messageToBe('so nothing was sent.');
    await quickInput.cancel();
    await builder.resulted('Cancelled.');
    equal(keap.calls().length, 0);
    await builder.sendButton.click();
    await quickInput.opened('Delete tag on Acme');
    await quickInput.answer(` ${app} `);
    await builder.resulted(/\d{3} /);
    deepEqual(
      keap.calls().map(({ method, path }) => `${method} ${path}`),
      ['GET /crm/rest/v2/tags/1', 'DELETE /crm/rest/v2/tags/1'],
    );
  });

  await t.test('cancelling the request closes the question', async () => {
    const builder = await filled(workbench, caseOf('moves money'));
    await builder.sendButton.click();
    await quickInput.opened('Apply tax to order on Acme');
    await builder.cancelButton.click();
    await quickInput.closed();
    await builder.resulted('Cancelled.');
    equal(keap.calls().length, 2);
  });

  await t.test('mail and money want the word, too; how many records is said', async () => {
    const mail = await filled(workbench, caseOf('sends mail'));
    await mail.sendButton.click();
    await quickInput.opened('Send email on Acme');
    await quickInput.messageToBe('2 contacts of');
    await quickInput.messageToBe('This sends real mail to real people.');
    await quickInput.cancel();
    await mail.resulted('Cancelled.');
    equal(keap.calls().length, 2);
  });

  await t.test('a dialog: its facts, a hasty Enter, Cancel, and the button that goes ahead', async () => {
    const builder = await filled(workbench, caseOf('starts automation'));
    const ask = async () => {
      await builder.sendButton.click();
      return messages.dialog();
    };
    const dialog = await ask();
    equal(dialog.message, 'Apply tag to contacts on Acme?');
    match(dialog.detail, /Connection: Acme, Personal Access Token, test account/);
    match(dialog.detail, new RegExp(`Account: ${app}, `));
    match(dialog.detail, /Records: 3 contacts/);
    match(dialog.detail, /Request: POST \/crm\/rest\/v2\/tags\/1\/contacts:applyTags/);
    match(dialog.detail, /This can start automations/);
    await workbench.page.keyboard.press('Enter');
    await messages.box.waitFor({ state: 'hidden' });
    await builder.resulted('Cancelled.');
    await ask();
    await messages.pressInDialog('Cancel');
    await builder.resulted('Cancelled.');
    await ask();
    await workbench.page.keyboard.press('Escape');
    await messages.box.waitFor({ state: 'hidden' });
    await builder.resulted('Cancelled.');
    equal(keap.calls().length, 2);
    await builder.sendAndConfirm('Send', /\d{3} /);
    equal(keap.calls().length, 3);
  });

  await t.test('what only creates or changes does not ask', async () => {
    const builder = await filled(workbench, caseOf('creates'));
    await builder.send('201 Created');
    equal(keap.calls().length, 4);
  });
});

test('the user’s own settings say what asks, and a mistake in them keeps the default', async (t) => {
  const keap = await startKeap(t);
  const settings = { 'keap.confirm.ask': ['creates'], 'keap.confirm.typed': ['delets'] };
  const { workbench } = await vscode.open(t, { env: keap.env, settings });
  const { messages, quickInput } = workbench;
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Acme' });
  await messages.clearNotifications();
  const create = await filled(workbench, caseOf('creates'));
  await create.sendButton.click();
  const dialog = await messages.dialog();
  match(dialog.detail, /Records: 1 record/);
  await messages.pressInDialog('Cancel');
  await create.resulted('Cancelled.');
  const automation = await filled(workbench, caseOf('starts automation'));
  await automation.send(/\d{3} /);
  equal(keap.calls().length, 1);
  const remove = await filled(workbench, caseOf('deletes'));
  await remove.sendButton.click();
  await quickInput.opened('Delete tag on Acme');
  await quickInput.cancel();
  await remove.resulted('Cancelled.');
  equal(keap.calls().length, 1);
});

test('Restricted Mode: the sandbox works, a real connection sends nothing, the folder has no say', async (t) => {
  const keap = await startKeap(t);
  const files = {
    'tags.http': 'GET https://api.infusionsoft.com/crm/rest/v2/tags\n',
    '.vscode/settings.json': JSON.stringify({ ...HOSTILE_SETTINGS, 'keap.request.timeoutSeconds': 1 }),
    '.vscode/tasks.json': JSON.stringify({
      version: '2.0.0',
      tasks: [
        {
          label: 'call home',
          type: 'shell',
          command: `curl ${keap.stranger.origin}`,
          runOptions: { runOn: 'folderOpen' },
        },
      ],
    }),
  };
  const { workbench } = await vscode.open(t, { env: keap.env, files, trust: false });
  const { messages, quickInput, editors, page } = workbench;
  await stayRestricted(workbench);
  await workbench.showContainer('Keap');

  await t.test('browsing, finding and the sandbox work', async () => {
    const api = workbench.tree('API');
    await api.expand('Tags');
    await api.inlineAction('List tags', 'Send');
    await editors.opened('List tags 200.json');
    const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    // A second is what the folder would allow; the first answer of the sandbox may take longer.
    await builder.send('200 OK');
    equal(keap.calls().length, 0);
  });

  await t.test('a real connection sends nothing, and every surface says why', async () => {
    await startAdding(workbench);
    await quickInput.answer(keap.key);
    await quickInput.messageToBe('no key is sent from it, not even to check it.');
    await quickInput.accept();
    await finishAdding(workbench, { name: 'Acme' });
    deepEqual(keap.front.requests, []);
    await messages.clearNotifications();
    await messages.statusBarItem('Sends nothing here').waitFor();
    match(await spokenOf(workbench, 'Sends nothing here'), /VS Code does not trust this folder, so Acme sends nothing/);
    await pickOperation(workbench, 'Keap: Send request', 'GET /v2/contacts', 'List contacts');
    await messages.notified('VS Code does not trust this folder, so Acme sends nothing from it');
    deepEqual((await messages.notifications())[0]?.buttons, ['Manage workspace trust']);
    await messages.clearNotifications();
    await workbench.runCommand('Go to File...');
    await quickInput.type('tags.http');
    await quickInput.pick('tags.http');
    await editors.opened('tags.http');
    await editors.lens('Send with Keap');
    await messages.notified('VS Code does not trust this folder, so Acme sends nothing from it');
    await messages.clearNotifications();
    const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await builder.result.getByRole('button', { name: 'Restricted Mode: trust the folder to send' }).waitFor();
    await pressSendKeys(builder);
    await builder.resulted('VS Code does not trust this folder');
    equal(keap.calls().length, 0);
  });

  await t.test('trust takes effect without a reload', async () => {
    await messages.statusBarItem('Sends nothing here').click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).first().click();
    await messages.statusBarItem('Sends nothing here').waitFor({ state: 'detached' });
    const builder = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await builder.send('200 OK');
    await eventually(
      () => keap.calls().length,
      (count) => count === 1,
    );
    const remove = await filled(workbench, caseOf('deletes'));
    await remove.sendButton.click();
    await quickInput.opened('Delete tag on Acme');
    await quickInput.cancel();
    await remove.resulted('Cancelled.');
    equal(keap.calls().length, 1);
  });
  deepEqual(keap.stranger.requests, []);
});

/** Answers VS Code's own question about the folder, should it ask. */
async function stayRestricted(workbench: Workbench): Promise<void> {
  const { messages } = workbench;
  await workbench.activity('Keap').waitFor();
  if (!(await messages.box.isVisible())) return;
  ok((await shownText(messages.box)).includes('trust'));
  await workbench.page.keyboard.press('Escape');
  await messages.box.waitFor({ state: 'hidden' });
}
