import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { finishAdding, keyOf, keyShape, startKeap } from '../keap.ts';
import { makeKey } from '../leaks.ts';
import { pickOperation } from '../pickOperation.ts';

const vscode = useVsCode();

test('a key pasted where none belongs is refused, with a way to where it belongs', async (t) => {
  const keap = await startKeap(t);
  const keysAreSeenBecause = 'they are typed into fields, which send what is typed to be checked';
  const opened = await vscode.open(t, { env: keap.env, keysAreSeenBecause });
  const { workbench } = opened;
  const { messages, quickInput, editors } = workbench;
  await workbench.activity('Keap').waitFor();

  await t.test('a field takes it out again', async () => {
    const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
    const field = get.field('contact_id');
    await field.fill(`7 ${makeKey()}`);
    await get.send('1 problem to put right before sending.');
    await get.frame.getByRole('button', { name: 'Copy as cURL' }).click();
    const curl = await eventually(
      () => editors.clipboard(),
      (text) => text.startsWith('curl '),
    );
    ok(!keyShape.test(decodeURIComponent(curl)), curl);
    await get.frame.getByRole('button', { name: 'Remove the key' }).click();
    equal(await field.inputValue(), '7 ');
    equal(await get.frame.getByRole('button', { name: 'Remove the key' }).count(), 0);
  });

  await t.test('a body hands it to the steps of a new connection, and then to nobody else', async () => {
    const create = await openBuilder(workbench, 'POST /v2/contacts', 'Create contact');
    await create.body.fill(JSON.stringify({ given_name: 'Ada', notes: keap.key }));
    await create.send('1 problem to put right before sending.');
    if (process.env['KEAP_SHOTS']) await workbench.screenshot(join(process.env['KEAP_SHOTS'], 'key-in-body.png'));
    await create.frame.getByRole('button', { name: 'Add as connection' }).click();
    await quickInput.opened('Kind of key');
    await quickInput.pick('Personal Access Token');
    await quickInput.opened('Server the key goes to');
    await quickInput.pick('https://api.infusionsoft.com');
    await quickInput.opened('KeapAK');
    equal(await quickInput.isPassword(), true);
    await quickInput.accept();
    await finishAdding(workbench, { name: 'Handed over' });
    equal(keyOf(keap.front.requests.at(-1)), keap.key);
    const again = await builder(workbench, 'Create contact');
    await again.frame.getByRole('button', { name: 'Remove the key' }).click();
    equal(await again.body.inputValue(), '{"given_name":"Ada","notes":""}');
    deepEqual(
      (await opened.everythingSeen())
        .filter(({ where, text }) => where.startsWith('file ') && text.includes(keap.key))
        .map(({ where }) => where),
      [],
    );
  });

  await t.test('the search for operations finds what a cURL command asks, without its key', async () => {
    await workbench.runCommand('Keap: Go to operation');
    await quickInput.opened('Search 680 operations');
    const url = 'https://api.infusionsoft.com/crm/rest/v2/contacts/7';
    await quickInput.type(`curl -H 'X-Keap-API-Key: ${makeKey()}' ${url}`);
    await quickInput.row('A Keap key was taken out of what you pasted').waitFor();
    await quickInput.row('Get contact').first().waitFor();
    equal(await quickInput.value(), `curl -H 'X-Keap-API-Key: ' ${url}`);
    if (process.env['KEAP_SHOTS']) await workbench.screenshot(join(process.env['KEAP_SHOTS'], 'key-in-search.png'));
    await quickInput.cancel();
  });

  await t.test('the filter of the API view refuses it', async () => {
    await workbench.runCommand('Keap: Filter API');
    await quickInput.opened('Filter API');
    await quickInput.type(makeKey());
    await quickInput.messageToBe('This holds a Keap key; keys belong in a connection');
    await quickInput.cancel();
  });
  deepEqual(keap.stranger.requests, []);
  await messages.clearNotifications();
});

test('keys in files are found on command, moved, and forgotten by the file', async (t) => {
  const keap = await startKeap(t);
  const [old, other, hidden] = [makeKey(), makeKey(), makeKey()];
  const files = {
    '.vscode/settings.json': JSON.stringify({ 'files.exclude': { '**/excluded': true } }),
    'send.js': `// sends\nconst key = '${keap.key}';\nconst header = "Bearer ${other}";\n`,
    'notes.md': `The key is ${old}\n`,
    'excluded/a.txt': hidden,
    'node_modules/a/index.js': hidden,
    'binary.bin': `\0${hidden}`,
    'large.txt': `${hidden}${' '.repeat(6 * 2 ** 20)}`,
    'clean.txt': 'Keys start with KeapAK- and have 57 characters.',
  };
  const keysAreSeenBecause = 'the files of the folder hold them';
  const opened = await vscode.open(t, { env: keap.env, files, keysAreSeenBecause });
  const { workbench, workspace } = opened;
  const { editors, messages, page, quickInput } = workbench;
  const outside = join(opened.server.serverDataDir, 'outside.txt');
  writeFileSync(outside, hidden);
  symlinkSync(outside, join(workspace, 'link.txt'));
  symlinkSync('/dev/zero', join(workspace, 'endless.txt'));
  await workbench.activity('Keap').waitFor();
  const problems = page.locator('.part.panel .markers-panel .monaco-list-row');

  await t.test('only files of the workspace that hold text are read, and their keys are shown masked', async () => {
    await workbench.runCommand('Keap: Find keys in files');
    equal(
      await messages.notified('Found'),
      'Found 3 Keap keys in 2 files; move them to connections, and replace them in Keap.',
    );
    await messages.pressInNotification('Found', 'Show problems');
    await problems.filter({ hasText: `A Keap key stands in this file (*****${old.slice(-5)})` }).waitFor();
    const shown = (await problems.allInnerTexts()).join('\n');
    ok(!keyShape.test(shown) && /send\.js/.test(shown) && /notes\.md/.test(shown), shown);
    ok(!/link\.txt|excluded|node_modules|binary|large/.test(shown), shown);
    if (process.env['KEAP_SHOTS']) await workbench.screenshot(join(process.env['KEAP_SHOTS'], 'scan.png'));
  });

  await t.test('a key goes to a connection, and a variable comes in its place', async () => {
    await problems.filter({ hasText: `*****${keap.key.slice(-5)}` }).dblclick();
    await editors.opened('send.js');
    // The list of problems opens a file and keeps the focus.
    await editors.focus();
    await page.keyboard.press('ControlOrMeta+.');
    const move = page.locator('.action-widget .monaco-list-row', { hasText: 'Move the key to a connection' });
    await move.waitFor();
    if (process.env['KEAP_SHOTS']) await workbench.screenshot(join(process.env['KEAP_SHOTS'], 'actions.png'));
    await move.click();
    await quickInput.opened('Kind of key');
    await quickInput.pick('Personal Access Token');
    await quickInput.opened('Server the key goes to');
    await quickInput.pick('https://api.infusionsoft.com');
    await quickInput.opened('KeapAK');
    await quickInput.accept();
    await finishAdding(workbench, { name: 'From a file' });
    match(await messages.notified('The key is in a connection now.'), /make a new key in Keap/);
    const text = await eventually(
      () => editors.text(),
      (now) => !now.includes(keap.key),
    );
    equal(text, `// sends\nconst key = process.env.KEAP_API_KEY;\nconst header = "Bearer ${other}";\n`);
    await pickOperation(workbench, 'Keap: Send request', 'GET /v2/tags', 'List tags');
    await editors.opened('List tags 200.json');
    equal(keyOf(keap.calls().at(-1)), keap.key);
  });

  await t.test('what was moved can be undone, and another key be removed', async () => {
    await editors.tab('send.js').click();
    await editors.focus();
    await page.keyboard.press('ControlOrMeta+z');
    ok((await editors.text()).includes(keap.key));
    await problems.filter({ hasText: `*****${keap.key.slice(-5)}` }).waitFor();
    await problems.filter({ hasText: `*****${old.slice(-5)}` }).dblclick();
    await editors.opened('notes.md');
    await editors.focus();
    await page.keyboard.press('ControlOrMeta+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Remove the key' }).click();
    equal(
      await eventually(
        () => editors.text(),
        (now) => !now.includes(old),
      ),
      'The key is \n',
    );
    await problems.filter({ hasText: `*****${old.slice(-5)}` }).waitFor({ state: 'hidden' });
  });
});

test('the diagnostics say what a bug report needs and nothing of anyone', async (t) => {
  const keap = await startKeap(t);
  const { workbench } = await vscode.open(t, { env: keap.env });
  const { editors } = workbench;
  const person = { given_name: 'Canary', family_name: 'Lovelace', email: 'canary.lovelace@example.com' };
  await workbench.activity('Keap').waitFor();
  keap.answerWith((_request, response) => {
    const headers = { 'content-type': 'application/json', 'x-keap-tenant-id': 'canaryapp.infusionsoft.com' };
    response.writeHead(200, headers).end(JSON.stringify({ ...person, contacts: [person] }));
  });
  await workbench.runCommand('Keap: Add connection');
  const { quickInput } = workbench;
  await quickInput.opened('Kind of key');
  await quickInput.pick('Personal Access Token');
  await quickInput.opened('Server the key goes to');
  await quickInput.pick('https://api.infusionsoft.com');
  await quickInput.opened('KeapAK');
  await quickInput.answer(keap.key);
  await finishAdding(workbench, { name: 'Lovelace Ltd' });
  const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  await list.field('filter').fill(`email==${person.email}`);
  await list.send('200 OK');
  keap.answerWith((_request, response) => {
    response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ message: person.email }));
  });
  const get = await openBuilder(workbench, 'GET /v2/contacts/{contact_id}', 'Get contact');
  await get.field('contact_id').fill(person.email);
  await get.send('404 Not Found');
  await workbench.runCommand('Keap: Copy diagnostics');
  await editors.opened('Keap API Explorer: diagnostics');
  const text = await editors.text();
  equal(await editors.clipboard(), text);
  match(text, /Keap API Explorer: 0\.1\.0\n/);
  match(text, /1 × Personal Access Token, https:\/\/api\.infusionsoft\.com, test account/);
  match(text, /GET \/crm\/rest\/v2\/contacts: 200, \d+ ms/);
  match(text, /GET \/crm\/rest\/v2\/contacts\/\{contact_id\}: 404, /);
  match(text, /Proxy: (?!none)/);
  ok(!/canary|lovelace/i.test(text) && !keyShape.test(text), text);
});
