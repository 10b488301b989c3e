import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { DEFAULT_NETWORK, type Environment, type NetworkSettings } from '../../../src/keap/http/proxy.ts';
import { isSendError, type SendErrorCode } from '../../../src/keap/http/sendError.ts';
import { UndiciTransport } from '../../../src/keap/http/undiciTransport.ts';
import { makeIdentity, type ServerIdentity } from '../../internet/certificates.ts';
import { basic, type ForwardProxy, type ForwardProxyOptions, startForwardProxy } from '../../internet/forwardProxy.ts';
import { KEAP_HOSTS, type KeapFront, startKeapFront } from '../../internet/keapFront.ts';

const KEAP = 'https://api.infusionsoft.com';
const KEY = 'the key of this test';

/** What is undone after each test, last first. */
const cleanup: (() => unknown)[] = [];
const backend = createHttpServer((request, response) => response.end(`{"path":"${request.url}"}`));
let front: KeapFront;
let identity: ServerIdentity;

before(async () => {
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  front = await startKeapFront(`http://127.0.0.1:${(backend.address() as AddressInfo).port}`);
  identity = await makeIdentity(['proxy.example']);
});
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
  front.setRule();
});
after(async () => {
  await front.stop();
  backend.close();
});

async function proxyWith(options: ForwardProxyOptions = {}, port = front.port): Promise<ForwardProxy> {
  const proxy = await startForwardProxy(KEAP_HOSTS, port, options);
  cleanup.push(() => proxy.stop());
  return proxy;
}

interface Setup {
  settings?: Partial<NetworkSettings>;
  environment?: Environment;
  /** Whether the machine trusts the front's authority: by the system's store alone, always, or never. */
  trust?: 'system' | 'always' | 'never';
  /** Other authorities to trust than the front's. */
  authorities?: readonly string[];
}

/** A transport whose set-up may be changed while it is in use. */
function transportOn(setup: Setup): UndiciTransport {
  const authorities = (setup.authorities ?? [front.caFile]).map((file) => readFileSync(file, 'utf8'));
  const transport = new UndiciTransport({
    settings: () => ({ ...DEFAULT_NETWORK, ...setup.settings }),
    environment: () => setup.environment ?? {},
    certificates: (system) => (setup.trust === 'never' || (setup.trust === 'system' && !system) ? [] : authorities),
  });
  // Not awaited: a connection that is being made to a server that says nothing takes its time.
  cleanup.push(() => void transport.close());
  return transport;
}

function get(
  transport: UndiciTransport,
  over: { origin?: string; timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<HttpResponse> {
  return transport.send(
    { origin: over.origin ?? KEAP, method: 'GET', target: '/crm', headers: { 'X-Keap-API-Key': KEY } },
    { signal: over.signal ?? new AbortController().signal, timeoutMs: over.timeoutMs ?? 5000, maxBytes: 2 ** 20 },
  );
}

/** Nothing may have reached Keap meanwhile. */
async function fails(code: SendErrorCode, words: RegExp | string, promise: Promise<unknown>): Promise<void> {
  const before = front.requests.length;
  await assert.rejects(promise, (error) => {
    assert.ok(isSendError(error), String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, /^[A-Za-z0-9].*\.$/, 'a sentence');
    assert.doesNotMatch(`${error.message} ${error.stack}`, new RegExp(`hunter2|${KEY}|${btoa('ann:')}`));
    if (typeof words === 'string') assert.equal(error.message, words);
    else assert.match(error.message, words);
    return true;
  });
  assert.equal(front.requests.length, before);
}

/** A server of bytes that ends with the test. */
async function listening(onConnection: (socket: Socket) => void): Promise<{ host: string; count: () => number }> {
  let count = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    count++;
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count };
}

test('a proxy opens one tunnel for many requests and sees neither the key nor a path', async () => {
  const proxy = await proxyWith({ authorization: basic('ann', 'hunter2') });
  const transport = transportOn({ settings: { proxy: proxy.url, proxyAuthorization: basic('ann', 'hunter2') } });
  for (let i = 0; i < 5; i++) assert.equal((await get(transport)).status, 200);
  assert.ok(proxy.routed.length < 3, `${proxy.routed.length} tunnels`);
  assert.deepEqual(Object.keys(proxy.asked[0]?.headers ?? {}).sort(), ['connection', 'host', 'proxy-authorization']);
  const request = front.requests.at(-1);
  assert.equal(request?.headers['x-keap-api-key'], KEY);
  assert.equal(request?.headers['proxy-authorization'], undefined, 'Keap does not see the proxy’s password');
});

test('credentials come from the address, too', async () => {
  const proxy = await proxyWith({ authorization: basic('ann', 'p@ss') });
  const address = proxy.url.replace('//', '//ann:p%40ss@');
  assert.equal((await get(transportOn({ settings: { proxy: address } }))).status, 200);
  assert.equal((await get(transportOn({ environment: { HTTPS_PROXY: address } }))).status, 200);
});

test('a proxy that asks for other credentials is told, whoever gave them', async () => {
  const proxy = await proxyWith({ authorization: basic('ann', 'right') });
  const given = { settings: { proxy: proxy.url.replace('//', '//ann:hunter2@') } };
  await fails(
    'proxyAuthentication',
    `The proxy ${proxy.host} asks for a name and password (407), so nothing was sent; set them in http.proxyAuthorization or in the environment variable https_proxy.`,
    get(transportOn({ environment: { https_proxy: proxy.url } })),
  );
  await fails(
    'proxyAuthentication',
    `The proxy ${proxy.host} does not accept the name and password it was given (407), so nothing was sent; correct them in the setting http.proxy or in http.proxyAuthorization.`,
    get(transportOn(given)),
  );
  assert.deepEqual(proxy.unauthenticated, Array(2).fill('api.infusionsoft.com:443'), 'once each');
  const windows = await proxyWith({ authorization: 'x', challenge: 'Negotiate\r\nProxy-Authenticate: NTLM' });
  await fails(
    'proxyAuthentication',
    /asks for Negotiate or NTLM, which http\.proxyAuthorization must hold whole\.$/,
    get(transportOn({ settings: { proxy: windows.url } })),
  );
});

test('a proxy that refuses, is not there, is none or hangs up is told and asked once', async () => {
  const proxy = await proxyWith();
  const transport = transportOn({ settings: { proxy: proxy.url } });
  for (const [status, words] of [
    [
      403,
      `The proxy ${proxy.host} does not let requests to api.infusionsoft.com through (403), so nothing was sent; ask who runs it.`,
    ],
    [302, /does not let requests to api\.infusionsoft\.com through \(302\)/],
    [
      502,
      `The proxy ${proxy.host} could not reach api.infusionsoft.com (502), so nothing was sent; try again later or ask who runs it.`,
    ],
    [503, /could not reach api\.infusionsoft\.com \(503\)/],
  ] as const) {
    proxy.answerWith(status);
    await fails('proxy', words, get(transport));
  }
  assert.equal(proxy.asked.length, 4);
  proxy.answerWith(undefined);
  assert.equal((await get(transport)).status, 200, 'and is asked again by the next request');

  for (const [name, onConnection, words] of [
    [
      'no proxy',
      (socket: Socket) => socket.end('SSH-2.0-OpenSSH\r\n'),
      /did not answer as a proxy does \((HPE_|HTTPParserError)/,
    ],
    ['hangs up', (socket: Socket) => socket.end(), /did not answer as a proxy does \(UND_ERR_SOCKET\)/],
    [
      'hangs up late',
      (socket: Socket) => socket.once('data', () => socket.resetAndDestroy()),
      /did not answer as a proxy/,
    ],
  ] as const) {
    const odd = await listening(onConnection);
    await fails('proxy', words, get(transportOn({ settings: { proxy: odd.host } })));
    assert.equal(odd.count(), 1, name);
  }
  const silent = await listening(() => undefined);
  await fails(
    'timeout',
    'api.infusionsoft.com did not answer within 0.2 s; whether it carried out the request is not known.',
    get(transportOn({ settings: { proxy: silent.host } }), { timeoutMs: 200 }),
  );
  const controller = new AbortController();
  const cancelled = get(transportOn({ settings: { proxy: silent.host } }), { signal: controller.signal });
  controller.abort();
  await fails('cancelled', 'The request was cancelled.', cancelled);
  await proxy.stop();
  await fails(
    'proxy',
    `The proxy ${proxy.host} could not be reached (ECONNREFUSED), so nothing was sent; check the network and the setting http.proxy.`,
    get(transportOn({ settings: { proxy: proxy.url } })),
  );
  await fails(
    'proxy',
    /^The proxy proxy\.invalid:1 could not be reached \((ENOTFOUND|EAI_AGAIN)\), so nothing was sent; check the network and the environment variable HTTPS_PROXY\.$/,
    get(transportOn({ environment: { HTTPS_PROXY: 'http://ann:hunter2@proxy.invalid:1' } })),
  );
});

test('a tunnel that is cut before TLS stands is told', async () => {
  const cutter = await listening((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.once('data', () => socket.destroy());
    });
  });
  await fails(
    'tls',
    /^No secure connection to api\.infusionsoft\.com came about \(\w+\)/,
    get(transportOn({ settings: { proxy: cutter.host } })),
  );
  const page = await listening((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n<p>Log in'));
    });
  });
  await fails(
    'tls',
    /^No secure connection .* \((ERR_SSL_\w+|EPROTO)\)/,
    get(transportOn({ settings: { proxy: page.host } })),
  );
});

test('a private authority counts by the system’s store, which a setting leaves out', async () => {
  const proxy = await proxyWith();
  const setup: Setup = { settings: { proxy: proxy.url }, trust: 'system' };
  const transport = transportOn(setup);
  assert.equal((await get(transport)).status, 200);
  setup.settings = { proxy: proxy.url, systemCertificates: false };
  const words =
    'This machine does not trust who signed the certificate of api.infusionsoft.com (UNABLE_TO_VERIFY_LEAF_SIGNATURE), so nothing was sent; where a company’s proxy reads along, its authority belongs in the system’s certificates or in NODE_EXTRA_CA_CERTS.';
  await fails('certificate', words, get(transport));
  setup.settings = { proxy: proxy.url };
  assert.equal((await get(transport)).status, 200);
});

test('nothing turns the check of Keap’s certificate off', async () => {
  const proxy = await proxyWith();
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  cleanup.push(() => {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  });
  const settings = { proxy: proxy.url, proxyStrictSSL: false };
  await fails(
    'certificate',
    /NODE_EXTRA_CA_CERTS\. Turning http\.proxyStrictSSL off does not apply to Keap’s servers\.$/,
    get(transportOn({ settings, trust: 'never' })),
  );
  const other = createHttpsServer({ key: identity.key, cert: identity.cert }, () => assert.fail('a request')).listen(0);
  cleanup.push(() => other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const led = await proxyWith({}, (other.address() as AddressInfo).port);
  await fails(
    'certificate',
    /^What answers as api\.infusionsoft\.com has the certificate of another server \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    get(transportOn({ settings: { ...settings, proxy: led.url }, authorities: [identity.caFile] })),
  );
});

test('TLS with the proxy itself is checked unless http.proxyStrictSSL is off', async () => {
  const proxy = await proxyWith({ identity });
  await fails(
    'certificate',
    /^The proxy 127\.0\.0\.1:\d+ has a certificate that was not accepted \(\w+\), so nothing was sent; add its authority to the system’s certificates\.$/,
    get(transportOn({ settings: { proxy: proxy.url } })),
  );
  assert.deepEqual(proxy.asked, []);
  const transport = transportOn({ settings: { proxy: proxy.url, proxyStrictSSL: false } });
  for (let i = 0; i < 3; i++) assert.equal((await get(transport)).status, 200);
  assert.ok(proxy.routed.length < 3, `${proxy.routed.length} tunnels`);
});

test('the certificate of a proxy is checked against the name of the proxy', async () => {
  const [own, keaps] = [await makeIdentity(['localhost']), await makeIdentity(KEAP_HOSTS)];
  cleanup.push(() => {
    for (const { folder } of [own, keaps]) rmSync(folder, { recursive: true });
  });
  const authorities = [front.caFile, own.caFile, keaps.caFile];
  const proxy = await proxyWith({ identity: own });
  const named = proxy.url.replace('127.0.0.1', 'localhost');
  assert.equal((await get(transportOn({ settings: { proxy: named }, authorities }))).status, 200);
  const posing = await proxyWith({ identity: keaps });
  const words = /^The proxy 127\.0\.0\.1:\d+ has a certificate that was not accepted \(ERR_TLS_CERT_ALTNAME_INVALID\)/;
  await fails('certificate', words, get(transportOn({ settings: { proxy: posing.url }, authorities })));
});

test('a change of the way counts from the next request on; what is under way ends as it began', async () => {
  const [first, second] = [await proxyWith(), await proxyWith()];
  const setup: Setup = { settings: { proxy: first.url } };
  const transport = transportOn(setup);
  const before = front.requests.length;
  front.setRule(() => ({ kind: 'slow', delayMs: 200 }));
  const slow = get(transport);
  while (front.requests.length === before) await setImmediate();
  front.setRule();
  setup.settings = { proxy: second.url };
  assert.equal((await get(transport)).status, 200);
  assert.deepEqual([first.routed.length, second.routed.length, first.connections], [1, 1, 1]);
  assert.equal((await slow).status, 200);
  while (first.connections > 0) await setImmediate();
  setup.environment = { HTTPS_PROXY: first.url };
  setup.settings = {};
  assert.equal((await get(transport)).status, 200);
  assert.deepEqual([first.routed.length, second.routed.length], [2, 1]);
});

test('nothing but TLS or this machine is ever called', async () => {
  const proxy = await proxyWith();
  const transport = transportOn({ settings: { proxy: proxy.url } });
  for (const origin of [
    'http://api.infusionsoft.com',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1:1@evil.example',
    'http://localhost.evil.example',
    'https://ann@api.infusionsoft.com',
    'https://api.infusionsoft.com/',
    'https://api.infusionsoft.com/crm',
    'HTTPS://api.infusionsoft.com',
    'https://API.infusionsoft.com',
    'https://api.infusionsoft.com:443',
    'https://арі.infusionsoft.com',
    'ftp://api.infusionsoft.com',
    'api.infusionsoft.com',
    '',
  ]) {
    await fails(
      'refusedOrigin',
      'The address is not that of a secure server, so nothing was sent.',
      get(transport, { origin }),
    );
  }
  assert.deepEqual(proxy.asked, []);
});

test('no redirect is followed: within the server, to another, without TLS or with credentials in its address', async () => {
  const proxy = await proxyWith();
  let strangers = 0;
  const stranger = createHttpServer((_request, response) => {
    strangers++;
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => stranger.once('listening', resolve));
  cleanup.push(() => stranger.close());
  const elsewhere = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const transport = transportOn({ settings: { proxy: proxy.url } });
  let tried = 0;
  for (const status of [300, 301, 302, 303, 305, 307, 308]) {
    for (const location of [
      '/elsewhere',
      `${KEAP}/elsewhere`,
      'https://api.keap.com/elsewhere',
      'http://api.infusionsoft.com/elsewhere',
      `http://${elsewhere}/`,
      `https://${elsewhere}/`,
      `http://ann:hunter2@${elsewhere}/`,
      `https://ann:hunter2@api.infusionsoft.com/`,
      `//${elsewhere}/`,
      'javascript:alert(1)',
    ]) {
      const before = front.requests.length;
      front.setRule(() => ({ kind: 'answer', status, headers: { location } }));
      const answer = await get(transport);
      assert.equal(answer.status, status);
      assert.deepEqual(answer.headers.find(([name]) => name === 'location')?.[1], location);
      assert.equal(front.requests.length, before + 1, `${status} to ${location}`);
      tried++;
    }
  }
  assert.equal(tried, 70);
  assert.equal(strangers, 0);
  assert.deepEqual(new Set(proxy.asked.map(({ target }) => target)), new Set(['api.infusionsoft.com:443']));
});
