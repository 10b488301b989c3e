import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startForwardProxy } from '../../internet/forwardProxy.ts';
import { KEAP_HOSTS, type KeapFront, startKeapFront } from '../../internet/keapFront.ts';
import { plainEnvironment, runToEnd } from '../../vscode/processes.ts';

const root = join(import.meta.dirname, '../../..');

/** A process of its own, since Node reads the machine's certificates once. The transport is as the product has it. */
const CLIENT = `
  import { UndiciTransport } from ${JSON.stringify(pathToFileURL(join(root, 'src/keap/http/undiciTransport.ts')).href)};
  import { DEFAULT_NETWORK } from ${JSON.stringify(pathToFileURL(join(root, 'src/keap/http/proxy.ts')).href)};
  let settings;
  const transport = new UndiciTransport({ settings: () => ({ ...DEFAULT_NETWORK, ...settings }) });
  const request = { origin: 'https://api.infusionsoft.com', method: 'GET', target: '/x', headers: {} };
  const options = { signal: new AbortController().signal, timeoutMs: 20000, maxBytes: 1000 };
  for (settings of JSON.parse(process.argv[1])) {
    console.log(await transport.send(request, options).then(({ status }) => status, ({ code }) => code));
  }
  await transport.close();
`;

const backend = createServer((_request, response) => response.end('{}'));
/** Empty: instead of the system's folder of certificates. */
const folder = mkdtempSync(join(tmpdir(), 'keap-no-ca-'));
let front: KeapFront;

before(async () => {
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  front = await startKeapFront(`http://127.0.0.1:${(backend.address() as AddressInfo).port}`);
});
after(async () => {
  await front.stop();
  backend.close();
  rmSync(folder, { recursive: true });
});

/** What came of a request under each of these settings, and how many tunnels a proxy in the environment opened. */
async function outcomes(
  env: Readonly<Record<string, string>>,
  settings: readonly object[],
  useProxy = false,
): Promise<{ readonly results: string; readonly tunnels: number }> {
  const proxy = await startForwardProxy(KEAP_HOSTS, front.port);
  const clean = [
    'HTTPS_PROXY',
    'https_proxy',
    'HTTP_PROXY',
    'http_proxy',
    'NO_PROXY',
    'no_proxy',
    'NODE_EXTRA_CA_CERTS',
  ];
  const args = [
    '--no-warnings',
    '--require',
    join(root, 'test/internet/straightWay.cjs'),
    '--input-type=module',
    '-e',
    CLIENT,
  ];
  const { output } = await runToEnd(process.execPath, [...args, JSON.stringify(settings)], {
    cwd: root,
    env: plainEnvironment({
      ...Object.fromEntries(clean.map((name) => [name, ''])),
      SSL_CERT_FILE: '/dev/null',
      SSL_CERT_DIR: folder,
      KEAP_TEST_FRONT_PORT: String(front.port),
      ...(useProxy ? { HTTPS_PROXY: proxy.url } : {}),
      ...env,
    }),
  });
  await proxy.stop();
  return { results: output.trim().split('\n').join(' '), tunnels: proxy.routed.length };
}

describe('The machine’s certificates and proxies', { concurrency: true }, () => {
  const bundledOnly = { systemCertificates: false };
  it('are not trusted where they are not there, whatever tells Node to look away', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { results } = await outcomes(env, [{}, bundledOnly, { proxyStrictSSL: false }]);
    assert.equal(results, 'certificate certificate certificate');
  });
  it('count by NODE_EXTRA_CA_CERTS, whatever the setting', async () => {
    const { results, tunnels } = await outcomes({ NODE_EXTRA_CA_CERTS: front.caFile }, [{}, bundledOnly]);
    assert.deepEqual({ results, tunnels }, { results: '200 200', tunnels: 0 });
  });
  it('count by the system’s store and the environment, unless settings say otherwise', {
    skip: process.platform !== 'linux',
  }, async () => {
    const env = { SSL_CERT_FILE: front.caFile };
    const { results, tunnels } = await outcomes(env, [{}, bundledOnly, { useProxy: false }], true);
    assert.deepEqual({ results, tunnels }, { results: '200 certificate 200', tunnels: 2 });
  });
  it('leave out what NO_PROXY names', async () => {
    const env = { NODE_EXTRA_CA_CERTS: front.caFile, no_proxy: '.infusionsoft.com' };
    const { results, tunnels } = await outcomes(env, [{}, { noProxy: ['other.example'] }], true);
    assert.deepEqual({ results, tunnels }, { results: '200 200', tunnels: 1 });
  });
});
