import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { firstTimes, htmlError, redirectTo } from '../../internet/faults.ts';
import { type Internet, startInternet } from '../../internet/internet.ts';
import { plainEnvironment, runToEnd } from '../../vscode/processes.ts';

const ADDRESS = 'https://api.infusionsoft.com/crm/rest/v2/oauth/connect/userinfo';

/** A child process that knows nothing of the tests: plain undici with a proxy from its environment. */
const CLIENT = `
  import { EnvHttpProxyAgent, request } from 'undici';
  const dispatcher = new EnvHttpProxyAgent();
  const [address, timeout] = process.argv.slice(1);
  try {
    const answer = await request(address, {
      dispatcher, method: 'POST', body: '{"a":1}', headers: { authorization: 'Bearer key' },
      headersTimeout: Number(timeout), bodyTimeout: Number(timeout),
    });
    console.log(answer.statusCode, answer.headers.location ?? '', await answer.body.text());
  } catch (error) {
    console.log('failed', error.code ?? error.message);
  }
  await dispatcher.destroy();
`;

let internet: Internet;
const local = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ path: request.url, host: request.headers.host }));
});

before(async () => {
  await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve));
  internet = await startInternet(`http://127.0.0.1:${(local.address() as AddressInfo).port}`);
});

after(async () => {
  await internet.stop();
  local.close();
});

async function ask(address: string, timeout = 5000): Promise<string> {
  const args = ['--input-type=module', '-e', CLIENT, address, String(timeout)];
  return (await runToEnd(process.execPath, args, { env: plainEnvironment(internet.env) })).output.trim();
}

test('a client with a proxy in its environment reaches the local server by the name of Keap', async () => {
  internet.keap.setRule();
  strictEqual(await ask(ADDRESS), '200  {"path":"/crm/rest/v2/oauth/connect/userinfo","host":"api.infusionsoft.com"}');
  const [seen] = internet.keap.requests;
  deepStrictEqual(
    [seen?.host, seen?.method, seen?.path, seen?.body, seen?.headers.authorization],
    ['api.infusionsoft.com', 'POST', '/crm/rest/v2/oauth/connect/userinfo', '{"a":1}', 'Bearer key'],
  );
});

test('every other host is refused and noted', async () => {
  match(await ask('https://example.org/'), /^failed/);
  deepStrictEqual(internet.proxy.refused, ['example.org:443']);
});

test('faults happen as the rule says', async () => {
  internet.keap.setRule(() => htmlError(503));
  match(await ask(ADDRESS), /^503 {2}<!DOCTYPE html>/);
  internet.keap.setRule(() => redirectTo('https://example.org/login'));
  match(await ask(ADDRESS), /^302 https:\/\/example\.org\/login/);
  internet.keap.setRule(() => ({ kind: 'reset' }));
  match(await ask(ADDRESS), /^failed (UND_ERR_SOCKET|ECONNRESET)/);
  internet.keap.setRule(() => ({ kind: 'silence' }));
  strictEqual(await ask(ADDRESS, 300), 'failed UND_ERR_HEADERS_TIMEOUT');
  internet.keap.setRule(() => ({ kind: 'cut', bytes: 5 }));
  match(await ask(ADDRESS), /^failed/);
  internet.keap.setRule(firstTimes(1, htmlError()));
  match(await ask(ADDRESS), /^500/);
  match(await ask(ADDRESS), /^200/);
});
