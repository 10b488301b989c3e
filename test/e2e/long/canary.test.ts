import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { firstTimes, redirectTo } from '../../internet/faults.ts';
import type { Seen } from '../../vscode/recorder.ts';
import { shownText } from '../../vscode/shownText.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, keyOf, keyShape, startKeap } from '../keap.ts';
import { makeKey, placesOf } from '../leaks.ts';
import { pickOperation } from '../pickOperation.ts';
import { reloadWindow } from '../reload.ts';

const vscode = useVsCode();

test('a canary key is seen by Keap and by nothing else', async (t) => {
  const keap = await startKeap(t);
  const settings = { 'keap.request.timeoutSeconds': 2 };
  const keysAreSeenBecause = 'a server says one of them back';
  const opened = await vscode.open(t, { env: keap.env, settings, keysAreSeenBecause });
  const { workbench } = opened;
  const { editors, messages, page, quickInput } = workbench;
  const canary = keap.key;
  await workbench.activity('Keap').waitFor();

  // The recorder looks at the page at reloads and at the end. While the key is typed the password box of VS Code itself
  // holds it, as any password box does; that moment is over before the first look.
  await addConnection(workbench, { key: canary, name: 'Canary' });
  const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  await list.send('200 OK');
  await pickOperation(workbench, 'Keap: Send request', 'GET /v2/tags', 'List tags');
  await editors.opened('List tags 200.json');

  const again = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  keap.front.setRule(firstTimes(1, { kind: 'answer', status: 401, body: '{"message": "No"}' }));
  await again.send('401 Unauthorized');
  keap.front.setRule(firstTimes(1, { kind: 'silence' }));
  await again.send('did not answer within 2 s');
  // What reads goes out three times before it is given up.
  keap.front.setRule(firstTimes(3, { kind: 'reset' }));
  await again.send('broke before the answer was whole');
  keap.front.setRule(firstTimes(1, redirectTo(`${keap.stranger.origin}/`)));
  await again.send('302 Found');
  await again.frame.getByRole('button', { name: 'Headers' }).click();
  await editors.opened('List contacts 302 headers.json');
  ok(!keyShape.test(await editors.text()));
  await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
  await (await builder(workbench, 'List contacts')).frame.getByRole('button', { name: 'Copy as cURL' }).click();
  const curl = await eventually(
    () => editors.clipboard(),
    (text) => text.startsWith('curl '),
  );
  ok(curl.includes('$KEAP_API_KEY') && !keyShape.test(curl), curl);
  deepEqual(placesOf(canary, await opened.everythingSeen()), []);
  await reloadWindow(workbench);
  await messages.statusBarItem('Keap: Canary').waitFor();
  await editors.tab(/^List contacts$/).click();
  const restored = await builder(workbench, 'List contacts');
  await restored.send('200 OK');
  equal(keyOf(keap.calls().at(-1)), canary, 'The key is still there after the reload.');
  const log = page.locator('.part.panel .view-lines', { hasText: 'GET /crm/rest/v2/contacts on Canary' });
  const shows = async (): Promise<boolean> => {
    await workbench.runCommand('Keap: Show log');
    return log.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  };
  await eventually(shows, (shown) => shown);

  const atRest = await workbench.context.storageState({ indexedDB: true });
  const storage: Seen = { where: 'browser storage', text: JSON.stringify(atRest) };
  deepEqual(placesOf(canary, [...(await opened.everythingSeen()), storage]), []);

  await workbench.runCommand('Keap: Remove connection');
  await quickInput.opened('Remove connection');
  await quickInput.pick('Canary');
  await messages.dialog();
  await messages.pressInDialog('Remove');
  await messages.statusBarItem('Keap: Sandbox').waitFor();
  deepEqual(placesOf(canary, await opened.everythingSeen()), []);
  deepEqual(keap.stranger.requests, []);
  ok(keap.front.requests.every((request) => keyOf(request) === canary));

  // A server that sends the key back has told it itself: its document holds it. Nothing of ours may pass it on.
  const parrot = makeKey();
  await addConnection(workbench, { key: parrot, name: 'Parrot' });
  keap.answerWith((request, response) => {
    const echo = JSON.stringify({ message: `You said ${keyOf(request)}`, headers: request.headers });
    response.writeHead(500, { 'content-type': 'application/json', 'x-echo': keyOf(request) }).end(echo);
  });
  const echoed = await builder(workbench, 'List contacts');
  await echoed.send('500 Internal Server Error');
  await echoed.frame.getByRole('button', { name: 'Headers' }).click();
  await editors.opened('List contacts 500 headers.json');
  ok(!keyShape.test(await editors.text()));
  ok(!keyShape.test(await shownText(echoed.result)));
  const ours = (await opened.everythingSeen()).filter(
    ({ where }) => !/^page .*workbench|^page http:\/\/localhost/.test(where),
  );
  deepEqual(placesOf(parrot, ours), []);
});
