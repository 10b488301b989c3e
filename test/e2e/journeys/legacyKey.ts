import { deepEqual, equal, match } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { readCall } from '../../../src/keap/xmlrpc/readXmlRpc.ts';
import { textValue } from '../../../src/keap/xmlrpc/value.ts';
import { KEAP_APP } from '../../internet/keapFront.ts';
import type { AccountWindow } from '../account.ts';
import { openBuilder } from '../builder.ts';
import { finishAdding, keyOf } from '../keap.ts';
import { makeLegacyKey } from '../leaks.ts';

/** A Legacy Key is added for its app, told of its end, calls XML-RPC on the app's own server, and no REST. */
export async function legacyKey(t: TestContext, { keap, workbench }: AccountWindow): Promise<void> {
  const { messages, quickInput } = workbench;
  const key = makeLegacyKey();
  const host = `${KEAP_APP}.infusionsoft.com`;

  await t.test('is added for its app, which it is checked with', async () => {
    await workbench.runCommand('Keap: Add connection');
    await quickInput.opened('Kind of key');
    await quickInput.pick('Legacy Key');
    await quickInput.messageToBe('App of the Legacy Key');
    match(await quickInput.title(), /\(2\/5\)/);
    await quickInput.answer('evil.com#');
    await quickInput.messageToBe('Type the name of the app, such as ab103');
    equal(await quickInput.value(), 'evil.com#');
    await quickInput.type(`https://${KEAP_APP.toUpperCase()}.infusionsoft.com/app/nav`);
    await quickInput.messageToBe(`The key will go to https://${host}/api/xmlrpc.`);
    await quickInput.accept();
    await quickInput.messageToBe(`Legacy Key. It is checked with ${host} by reading a setting`);
    equal(await quickInput.isPassword(), true);
    await quickInput.answer('0'.repeat(32));
    await quickInput.messageToBe('ab103 does not accept this key ([InvalidKey], code 2)');
    await quickInput.answer(key);
    await finishAdding(workbench, { name: 'Old' });
    match(
      await messages.notified('Old is added and active.'),
      /It reaches ab103\..*no new ones since 10 July 2024.*it ends on 31 December 2026\.$/,
    );
    await messages.clearNotifications();
  });

  await t.test('calls XML-RPC as first argument, on the server of its app', async () => {
    const load = await openBuilder(workbench, 'ContactService.load', 'Get contact');
    await load.field('contactId').fill('3');
    await load.frame.getByRole('button', { name: 'All that can be read' }).click();
    match((await load.address.first().textContent()) ?? '', /^https:\/\/ab103\.infusionsoft\.com\/api\/xmlrpc$/);
    await load.send('200 OK');
    const sent = keap.calls('POST').at(-1);
    deepEqual([sent?.host, sent?.path, keyOf(sent)], [host, '/api/xmlrpc', 'undefined']);
    deepEqual(readCall(sent?.body ?? '').args[0], textValue(key));
    await load.openResponse('Get contact 200.json');
    match(await workbench.editors.text(), /"Id": 3,/);
  });

  await t.test('calls no REST, which tree and builder say', async () => {
    const api = workbench.tree('API');
    await workbench.showContainer('Keap');
    await api.reveal('REST v2');
    const row = (await api.read()).find(({ label }) => label === 'REST v2');
    match(row?.description ?? '', /^not with a Legacy Key · 399 operations$/);
    const before = keap.front.requests.length;
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('Old holds a Legacy Key, which only XML-RPC takes, so List contacts was not sent');
    equal(keap.front.requests.length, before);
    await list.frame.getByRole('button', { name: 'Switch connection', exact: true }).click();
    await quickInput.pick('Mine');
    await messages.statusBarItem('Keap: Mine').waitFor();
  });
}
