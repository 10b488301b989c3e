import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { redirectTo } from '../../internet/faults.ts';
import { basic, type ForwardProxy, type ForwardProxyOptions, startForwardProxy } from '../../internet/forwardProxy.ts';
import { KEAP_HOSTS } from '../../internet/keapFront.ts';
import { PROJECT_ROOT } from '../../vscode/serverInstall.ts';
import { shownText } from '../../vscode/shownText.ts';
import type { Workbench } from '../../vscode/workbench.ts';
import { builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, type Keap, keyOf, OTHER_SERVER, startKeap, USUAL_SERVER } from '../keap.ts';

const vscode = useVsCode();

/** Settings would open in a dialog over the editors. */
const PLAIN_EDITORS = { 'workbench.editor.useModal': 'off' };

async function startProxy(t: TestContext, keap: Keap, options: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const proxy = await startForwardProxy(KEAP_HOSTS, keap.front.port, options);
  t.after(() => proxy.stop().catch(() => undefined));
  return proxy;
}

/** A machine without proxies, that trusts nothing beyond Node's own, and whose straight way leads to the test's Keap. */
function bareMachine(t: TestContext, keap: Keap): Record<string, string> {
  const noCertificates = mkdtempSync(join(tmpdir(), 'keap-no-ca-'));
  t.after(() => rmSync(noCertificates, { recursive: true, force: true }));
  const proxies = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];
  return {
    ...Object.fromEntries(proxies.map((name) => [name, ''])),
    NODE_EXTRA_CA_CERTS: '',
    SSL_CERT_FILE: '/dev/null',
    SSL_CERT_DIR: noCertificates,
    KEAP_TEST_PRELOAD: join(PROJECT_ROOT, 'test/internet/straightWay.cjs'),
    KEAP_TEST_FRONT_PORT: String(keap.front.port),
  };
}

/** What a hostile folder could say of the network. */
const hostileFiles = (elsewhere: string): Record<string, string> => ({
  '.vscode/settings.json': JSON.stringify({
    'http.proxy': elsewhere,
    'http.noProxy': ['*'],
    'http.proxyAuthorization': 'Basic c3RvbGVu',
    'http.proxyStrictSSL': false,
    'http.proxySupport': 'off',
    'http.systemCertificates': false,
  }),
});

/** Changes settings of the user as a person does, in the file that VS Code opens for it; undefined removes one. */
async function changeUserSettings(workbench: Workbench, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { editors, page } = workbench;
  await workbench.runCommand('Preferences: Open User Settings (JSON)');
  await editors.opened('settings.json');
  const settings: unknown = JSON.parse(await editors.text());
  await editors.replaceText(JSON.stringify({ ...(settings as object), ...changes }, undefined, 2));
  await page.keyboard.press('ControlOrMeta+s');
  await eventually(
    () => editors.tabs(),
    (tabs) => tabs.some(({ label, active, dirty }) => label.startsWith('settings') && active && !dirty),
  );
  await workbench.runCommand('View: Close Editor');
  await editors.tab('settings.json').waitFor({ state: 'hidden' });
}

/** Sends from the builder of *List contacts* until its result line says this: settings take a moment to arrive. */
async function comesTo(workbench: Workbench, expected: RegExp, alsoTrue = (): boolean => true): Promise<void> {
  await workbench.editors.tab(/^List contacts$/).click();
  const list = await builder(workbench, 'List contacts');
  const text = async (): Promise<string> => {
    await list.sendButton.click();
    await list.cancelButton.waitFor({ state: 'hidden' });
    return shownText(list.result);
  };
  await eventually(text, (shown) => expected.test(shown) && alsoTrue());
}

test('the user’s settings lead the way, from the next request on; a folder’s do not', async (t) => {
  const keap = await startKeap(t);
  const authorization = basic('ann', 'p@ss');
  const first = await startProxy(t, keap, { authorization });
  const second = await startProxy(t, keap);
  const env = { ...bareMachine(t, keap), SSL_CERT_FILE: keap.front.caFile };
  const settings = { ...PLAIN_EDITORS, 'http.proxy': first.url, 'http.proxyAuthorization': authorization };
  const files = hostileFiles(keap.stranger.origin);
  const { workbench } = await vscode.open(t, { env, settings, files });
  await workbench.activity('Keap').waitFor();
  const change = (changes: Readonly<Record<string, unknown>>): Promise<void> => changeUserSettings(workbench, changes);

  await t.test('a proxy with a name and a password, and an authority of the system’s store', async () => {
    await addConnection(workbench, { key: keap.key, name: 'Mine' });
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('200 OK');
    ok(first.routed.includes('api.infusionsoft.com:443'));
    deepEqual(first.unauthenticated, []);
    equal(keyOf(keap.calls().at(-1)), keap.key);
  });

  await t.test('a wrong password is told', async () => {
    await change({ 'http.proxyAuthorization': basic('ann', 'wrong') });
    const words = `The proxy ${first.host} does not accept the name and password it was given (407), so nothing was sent; correct them in the setting http.proxy or in http.proxyAuthorization.`;
    await comesTo(workbench, new RegExp(words.replaceAll(/[.()]/g, '\\$&')));
  });

  await t.test('another proxy', async () => {
    await change({ 'http.proxy': second.url, 'http.proxyAuthorization': undefined });
    await comesTo(workbench, /200 OK/, () => second.routed.length > 0);
  });

  await t.test('without the system’s certificates Keap’s is not trusted, however lax the proxy’s is', async () => {
    await change({ 'http.systemCertificates': false, 'http.proxyStrictSSL': false });
    await comesTo(
      workbench,
      /This machine does not trust who signed the certificate of api\.infusionsoft\.com \(\w+\), so nothing was sent; .* Turning http\.proxyStrictSSL off does not apply to Keap’s servers\./,
    );
  });

  await t.test('an exception, and no proxy at all', async () => {
    const lax = { 'http.systemCertificates': undefined, 'http.proxyStrictSSL': undefined };
    await change({ ...lax, 'http.noProxy': ['.infusionsoft.com'] });
    const straight = (): boolean => second.connections === 0;
    await comesTo(workbench, /200 OK/, straight);
    const before = second.routed.length;
    await change({ 'http.noProxy': undefined });
    await comesTo(workbench, /200 OK/, () => second.routed.length > before);
    await change({ 'http.proxySupport': 'off' });
    await comesTo(workbench, /200 OK/, straight);
  });

  const seen = [...first.asked, ...second.asked];
  ok(
    seen.every(({ target }) => !target.includes('127.0.0.1')),
    'What is on this machine goes through no proxy.',
  );
  ok(!JSON.stringify(seen).includes(keap.key));
  deepEqual(keap.stranger.requests, []);
});

test('the environment leads the way where no setting does; what fails on it is named when a key is checked', async (t) => {
  const keap = await startKeap(t);
  const password = randomBytes(12).toString('hex');
  const proxy = await startProxy(t, keap, { authorization: basic('ann', 'right') });
  const env = {
    ...bareMachine(t, keap),
    NODE_EXTRA_CA_CERTS: keap.front.caFile,
    HTTPS_PROXY: proxy.url.replace('//', `//ann:${password}@`),
    NO_PROXY: 'localhost,127.0.0.1,.keap.com',
  };
  const files = hostileFiles(keap.stranger.origin);
  const keysAreSeenBecause = 'the test looks while the box it is typed into is open';
  const opened = await vscode.open(t, { env, settings: PLAIN_EDITORS, files, keysAreSeenBecause });
  const { workbench } = opened;
  const { messages, quickInput } = workbench;
  await workbench.activity('Keap').waitFor();

  await t.test('a failed check says that it is the proxy, and keeps what was typed', async () => {
    await workbench.runCommand('Keap: Add connection');
    await quickInput.opened('Kind of key');
    await quickInput.pick('Personal Access Token');
    await quickInput.opened('Server the key goes to');
    await quickInput.pick(USUAL_SERVER);
    await quickInput.opened('KeapAK');
    await quickInput.answer(keap.key);
    await quickInput.messageToBe(`The proxy ${proxy.host} does not accept the name and password it was given (407)`);
    equal(await quickInput.value(), keap.key);
    await quickInput.cancel();
    deepEqual(keap.front.requests, []);
    for (const secret of [password, basic('ann', password).slice('Basic '.length)]) {
      const places = (await opened.everythingSeen()).filter(({ text }) => text.includes(secret));
      deepEqual(
        places.map(({ where }) => where),
        [],
      );
    }
  });

  await t.test('what NO_PROXY names is reached without it', async () => {
    await addConnection(workbench, { key: keap.key, name: 'Straight', server: OTHER_SERVER });
    ok(keap.front.requests.every(({ host }) => host === 'api.keap.com'));
    deepEqual(proxy.routed, []);
  });

  await t.test('the setting of the password counts for it', async () => {
    await changeUserSettings(workbench, { 'http.proxyAuthorization': basic('ann', 'right') });
    await addConnection(workbench, { key: keap.key, name: 'Mine' });
    const list = await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');
    await list.send('200 OK');
    ok(proxy.routed.includes('api.infusionsoft.com:443'));
  });

  await t.test('redirects are shown and not followed', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `${keap.stranger.origin.replace('//', '//ann:pass@')}/${status}`;
      keap.front.setRule(() => redirectTo(location, status));
      await comesTo(workbench, new RegExp(`${status} .*not followed`, 's'));
    }
    keap.front.setRule();
  });

  await t.test('a proxy that is gone is told; the sandbox needs none', async () => {
    await proxy.stop();
    await comesTo(
      workbench,
      /The proxy 127\.0\.0\.1:\d+ could not be reached \(ECONNREFUSED\), so nothing was sent; check the network and the environment variable HTTPS_PROXY\./,
    );
    await messages.statusBarItem('Keap: Mine').click();
    await quickInput.opened('Switch connection');
    await quickInput.pick('Sandbox');
    await messages.statusBarItem('Keap: Sandbox').waitFor();
    await comesTo(workbench, /200 OK/);
  });

  ok(proxy.asked.every(({ target }) => !target.includes('127.0.0.1')));
  deepEqual(keap.stranger.requests, []);
});
