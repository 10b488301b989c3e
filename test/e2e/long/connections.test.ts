import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { firstTimes } from '../../internet/faults.ts';
import { KEAP_APP } from '../../internet/keapFront.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, finishAdding, keyOf, OTHER_SERVER, startAdding, startKeap, USUAL_SERVER } from '../keap.ts';
import { makeKey, makeLegacyKey } from '../leaks.ts';
import { pickOperation } from '../pickOperation.ts';

const vscode = useVsCode();

/** Everything a hostile folder could think of to lead a key elsewhere. */
const hostileSettings = (elsewhere: string): string =>
  JSON.stringify({
    'keap.baseUrl': elsewhere,
    'keap.connections': [{ id: 'x', name: 'Mine', kind: 'personalAccessToken', origin: elsewhere }],
    'keap.origin': elsewhere,
    'keap.request.origin': elsewhere,
    'keap.sandbox.origin': elsewhere,
    'keap.server': elsewhere,
    'http.proxy': elsewhere,
    'http.proxyStrictSSL': false,
    'http.proxySupport': 'override',
  });

test('connections are added, checked, switched and removed, whatever the folder says', async (t) => {
  const keap = await startKeap(t);
  const files = { '.vscode/settings.json': hostileSettings(keap.stranger.origin) };
  const { workbench } = await vscode.open(t, { env: keap.env, files });
  const { editors, messages, quickInput } = workbench;
  const serviceKey = makeKey();
  await workbench.activity('Keap').waitFor();
  const listContacts = async (tab: string): Promise<void> => {
    await pickOperation(workbench, 'Keap: Send request', 'GET /v2/contacts', 'List contacts');
    await editors.opened(tab);
  };

  await t.test('a wrong key is told and stays typed; steps go back and forth and lose nothing', async () => {
    const wrong = `not-a-key-${makeKey().slice(-12)}`;
    await workbench.runCommand('Keap: Add connection');
    await quickInput.opened('Kind of key');
    match(await quickInput.title(), /^Add connection \(1\/5\)/);
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['Personal Access Token', 'Service Account Key', 'Legacy Key'],
    );
    await quickInput.pick('Service Account Key');
    await quickInput.opened('Server the key goes to');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      [USUAL_SERVER, OTHER_SERVER],
    );
    await quickInput.pick(OTHER_SERVER);
    await quickInput.opened('KeapAK');
    equal(await quickInput.isPassword(), true);
    await quickInput.accept();
    await quickInput.messageToBe('Paste the key as Keap showed it.');
    await quickInput.answer('clé');
    await quickInput.messageToBe('A key holds no line breaks, accents or invisible characters; copy it again.');
    await quickInput.type('two words');
    await quickInput.messageToBe('Keys hold no spaces');
    await quickInput.answer(wrong);
    await quickInput.messageToBe('Keap does not accept this key (401)');
    await quickInput.messageToBe('Keys of this kind start with KeapAK-; this one does not.');
    await quickInput.messageToBe('Press Enter again to add it all the same.');
    equal(await quickInput.value(), wrong);
    equal(keap.front.requests.at(-1)?.host, 'api.keap.com');

    await quickInput.button();
    await quickInput.opened('Server the key goes to');
    await quickInput.widget.locator('.monaco-list-row.focused', { hasText: OTHER_SERVER }).waitFor();
    await quickInput.button();
    await quickInput.opened('Kind of key');
    await quickInput.widget.locator('.monaco-list-row.focused', { hasText: 'Service Account Key' }).waitFor();
    await quickInput.pick('Personal Access Token');
    await quickInput.opened('Server the key goes to');
    await quickInput.pick(USUAL_SERVER);
    await quickInput.opened('KeapAK');
    equal(await quickInput.value(), wrong);

    await quickInput.answer(`  X-Keap-API-Key: "${keap.key}"\t`);
    await quickInput.opened('What is the account used for?');
    match(await quickInput.placeholder(), /^The key reaches .+\. What is the account used for\?$/);
    await quickInput.pick('Test account');
    await quickInput.messageToBe('Name of the connection');
    await quickInput.answer('sandbox');
    await quickInput.messageToBe('There is a connection of this name already.');
    equal(await quickInput.value(), 'sandbox');
    await quickInput.answer(keap.key);
    await quickInput.messageToBe('This looks like a key');
    await quickInput.answer('a\u202eb');
    await quickInput.messageToBe('A name holds no invisible characters');
    await quickInput.type('Mine');
    await quickInput.button();
    await quickInput.opened('What is the account used for?');
    await quickInput.widget.locator('.monaco-list-row.focused', { hasText: 'Test account' }).waitFor();
    await quickInput.pick('Test account');
    await quickInput.messageToBe('Name of the connection');
    equal(await quickInput.value(), 'Mine');
    await quickInput.accept();
    await messages.statusBarItem('Keap: Mine').waitFor();
    match(await messages.notified('Mine is added and active.'), /It reaches [^.]+, .+\.$/);
    await messages.clearNotifications();
  });

  await t.test('a key goes to its server in one header, once', async () => {
    await listContacts('List contacts 200.json');
    const [request, ...others] = keap.calls();
    equal(others.length, 0);
    equal(request?.host, 'api.infusionsoft.com');
    equal(keyOf(request), keap.key);
    equal(request?.headers.authorization, undefined);
    ok(!request?.path.includes(keap.key));
  });

  await t.test('a Service Account Key goes to the other server', async () => {
    await addConnection(workbench, {
      key: serviceKey,
      name: 'Theirs',
      kind: 'Service Account Key',
      server: OTHER_SERVER,
    });
    await messages.clearNotifications();
    await listContacts('List contacts 200.json');
    const request = await eventually(
      () => keap.calls().at(-1),
      (last) => last?.host === 'api.keap.com',
    );
    equal(keyOf(request), serviceKey);
  });

  await t.test('the status bar switches', async () => {
    const before = keap.calls().length;
    await messages.statusBarItem('Keap: Theirs').click();
    await quickInput.opened('Switch connection');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label).filter((label) => label !== ''),
      ['Sandbox', 'Mine', 'Theirs', 'Add connection…'],
    );
    await quickInput.pick('Sandbox');
    await messages.statusBarItem('Keap: Sandbox').waitFor();
    await pickOperation(workbench, 'Keap: Send request', 'GET /v2/tags', 'List tags');
    await editors.opened('List tags 200.json');
    equal(keap.calls().length, before);
    await messages.statusBarItem('Keap: Sandbox').click();
    await quickInput.opened('Switch connection');
    await quickInput.pick('Mine');
    await messages.statusBarItem('Keap: Mine').waitFor();
  });

  await t.test('removing asks, and takes the key away', async () => {
    const remove = async (button: string): Promise<void> => {
      await workbench.runCommand('Keap: Remove connection');
      await quickInput.opened('Remove connection');
      await quickInput.pick('Mine');
      const dialog = await messages.dialog();
      equal(dialog.message, 'Remove Mine?');
      match(
        dialog.detail,
        /The key is deleted from this machine\. It stays valid in Keap.*take a few minutes to spread/,
      );
      await messages.pressInDialog(button);
    };
    await remove('Cancel');
    await messages.statusBarItem('Keap: Mine').waitFor();
    await remove('Remove');
    await messages.statusBarItem('Keap: Sandbox').waitFor();
    await messages.statusBarItem('Keap: Sandbox').click();
    await quickInput.opened('Switch connection');
    equal(await quickInput.row('Mine').count(), 0);
    await quickInput.cancel();
  });

  await t.test('a Legacy Key is known by its shape, goes to its app alone, and is verified there', async () => {
    const before = keap.front.requests.length;
    const key = makeLegacyKey();
    const host = `${KEAP_APP}.infusionsoft.com`;
    await startAdding(workbench);
    await quickInput.type(key);
    await quickInput.messageToBe('This has the shape of a Legacy Key, which REST does not take.');
    await quickInput.button('Add it as a Legacy Key');
    await quickInput.messageToBe('App of the Legacy Key');
    match(await quickInput.title(), /\(2\/5\)/);
    await quickInput.answer(KEAP_APP);
    await quickInput.messageToBe(`Legacy Key. It is checked with ${host}`);
    equal(await quickInput.value(), key);
    await quickInput.accept();
    await quickInput.opened('What is the account used for?');
    await quickInput.pick('Production');
    await quickInput.messageToBe('Name of the connection');
    equal(await quickInput.value(), KEAP_APP);
    await quickInput.answer('Old');
    match(
      await messages.notified('Old is added and active.'),
      /It reaches ab103\. It is read-only until you unlock it\..*no new ones since 10 July 2024.*it ends on 31 December 2026\.$/,
    );
    await messages.clearNotifications();
    await workbench.runCommand('Keap: Verify connection');
    await quickInput.pick('Old');
    match(await messages.notified('Old works.'), /It reaches ab103\.$/);
    await messages.clearNotifications();
    const sent = keap.front.requests.slice(before);
    deepEqual(
      sent.map((request) => [request.host, request.path, keyOf(request)]),
      [
        [host, '/api/xmlrpc', 'undefined'],
        [host, '/api/xmlrpc', 'undefined'],
      ],
    );
  });

  await t.test('a failing Keap is told from a wrong key, and keeps no one from adding it', async () => {
    // What reads goes out three times before it is given up.
    keap.front.setRule(firstTimes(3, { kind: 'answer', status: 503, body: '<h1>Down</h1>' }));
    await startAdding(workbench);
    await quickInput.answer(keap.key);
    await quickInput.messageToBe('Keap could not check the key just now (503), which says nothing about the key');
    await quickInput.cancel();
  });

  await t.test('a key can be added unchecked while Keap cannot be reached', async () => {
    await keap.unplug();
    await startAdding(workbench);
    await quickInput.answer(keap.key);
    await quickInput.messageToBe(/The proxy .+ could not be reached \(ECONNREFUSED\)/);
    await quickInput.messageToBe('Press Enter again to add it all the same.');
    equal(await quickInput.value(), keap.key);
    await quickInput.accept();
    await finishAdding(workbench, { name: 'Later' });
    match(await messages.notified('Later is added and active.'), /Its key was not checked\.$/);
    await messages.clearNotifications();
    await pickOperation(workbench, 'Keap: Send request', 'GET /v2/contacts', 'List contacts');
    match(await messages.notified('could not be reached'), /The proxy .+ could not be reached \(ECONNREFUSED\)/);
  });

  deepEqual(keap.stranger.requests, []);
});
