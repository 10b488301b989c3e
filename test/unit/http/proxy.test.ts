import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseProxy, DEFAULT_NETWORK, type Environment, type NetworkSettings } from '../../../src/keap/http/proxy.ts';
import { isSendError } from '../../../src/keap/http/sendError.ts';
import { basic } from '../../internet/forwardProxy.ts';

const KEAP = 'https://api.infusionsoft.com';

function choose(settings: Partial<NetworkSettings>, environment: Environment = {}, origin = KEAP) {
  return chooseProxy(origin, { ...DEFAULT_NETWORK, ...settings }, environment);
}

test('without a word about proxies the way is straight', () => {
  assert.equal(choose({}), undefined);
  assert.equal(choose({ proxy: '  ' }, { HTTPS_PROXY: '', http_proxy: ' ' }), undefined);
  assert.equal(choose({}, { ALL_PROXY: 'http://a.example:1', all_proxy: 'http://a.example:1' }), undefined);
});

test('the setting comes before the environment, whose names come in the order VS Code has them', () => {
  const environment: Record<string, string> = {};
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy']) {
    environment[name] = `http://${name.toLowerCase().replace('_', '-')}.example:1`;
    const chosen = choose({}, environment);
    assert.equal(chosen?.origin, environment[name]);
    assert.equal(chosen?.source, `the environment variable ${name}`);
  }
  const chosen = choose({ proxy: 'https://set.example' }, environment);
  assert.deepEqual(chosen, { origin: 'https://set.example', source: 'the setting http.proxy' });
  assert.equal(choose({ proxy: 'http://set.example', useProxy: false }, environment), undefined);
});

test('an address may leave out the scheme and say name and password', () => {
  const cases: readonly (readonly [string, string, string | undefined])[] = [
    ['proxy.example:8080', 'http://proxy.example:8080', undefined],
    ['http://proxy.example:80/', 'http://proxy.example', undefined],
    ['HTTPS://Proxy.Example:8443', 'https://proxy.example:8443', undefined],
    ['http://[::1]:3128', 'http://[::1]:3128', undefined],
    ['http://ann:pass@proxy.example:1', 'http://proxy.example:1', basic('ann', 'pass')],
    ['http://ann@proxy.example:1', 'http://proxy.example:1', basic('ann', '')],
    ['http://CORP%5Cann:p%40ss%3A%C3%A9@proxy.example:1', 'http://proxy.example:1', basic('CORP\\ann', 'p@ss:é')],
    ['http://ann:100%@proxy.example:1', 'http://proxy.example:1', basic('ann', '100%')],
  ];
  for (const [proxy, origin, authorization] of cases) {
    const chosen = choose({ proxy });
    assert.deepEqual([chosen?.origin, chosen?.authorization], [origin, authorization], proxy);
    assert.equal(choose({}, { HTTPS_PROXY: proxy })?.origin, origin);
  }
  assert.equal(
    choose({ proxy: 'http://ann:pass@proxy.example', proxyAuthorization: ' Bearer x ' })?.authorization,
    'Bearer x',
  );
});

test('what can be no HTTP proxy is refused, and what stands there is not said', () => {
  const wrong = [
    'socks5://ann:hunter2@proxy.example:1080',
    'SOCKS://hunter2.example',
    'ftp://hunter2.example',
    'http://',
    'http://ann:hunter2#@proxy.example:1',
    'http://proxy.example:hunter2',
    'file:///hunter2',
  ];
  const refused = (error: unknown): boolean => {
    assert.ok(isSendError(error) && error.code === 'proxy', String(error));
    assert.match(error.message, /^[A-Z].*nothing was sent.*\.$/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  };
  for (const proxy of wrong) assert.throws(() => choose({ proxy }), refused, proxy);
  for (const HTTPS_PROXY of wrong) assert.throws(() => choose({}, { HTTPS_PROXY }), refused, HTTPS_PROXY);
  for (const proxyAuthorization of ['Basic hunter2\r\nX-Evil: 1', 'Basic hunter2\0', 'Basic hunter2é']) {
    assert.throws(() => choose({ proxy: 'http://proxy.example', proxyAuthorization }), refused);
  }
});

test('exceptions: names with their subdomains, ports, wildcards', () => {
  const straight = [
    '*',
    'api.infusionsoft.com',
    'API.Infusionsoft.COM',
    'infusionsoft.com',
    '.infusionsoft.com',
    '*.infusionsoft.com',
    'com',
    'api.infusionsoft.com:443',
    '.infusionsoft.com:443',
  ];
  const proxied = [
    '',
    ' ',
    '.',
    'soft.com',
    'pi.infusionsoft.com',
    'x.api.infusionsoft.com',
    'api.infusionsoft.com:80',
    'api.infusionsoft.com.evil.example',
    'api.keap.com',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '::1',
    '[::1]:443',
    'fe80::/10',
    'https://api.infusionsoft.com',
    'api.*.com',
  ];
  const proxy = 'http://proxy.example:1';
  for (const entry of straight) {
    assert.equal(choose({ proxy, noProxy: ['other.example', entry] }), undefined, entry);
    assert.equal(choose({ proxy }, { NO_PROXY: `other.example, ${entry}` }), undefined, entry);
    assert.equal(choose({}, { HTTPS_PROXY: proxy, no_proxy: `${entry},other.example` }), undefined, entry);
  }
  for (const entry of proxied) {
    assert.equal(choose({ proxy, noProxy: [entry] })?.origin, proxy, entry);
    assert.equal(choose({ proxy }, { NO_PROXY: entry })?.origin, proxy, entry);
  }
  assert.equal(choose({ proxy, noProxy: ['other.example'] }, { NO_PROXY: '*' })?.origin, proxy, 'the setting alone');
  assert.equal(choose({ proxy }, { no_proxy: 'other.example', NO_PROXY: '*' })?.origin, proxy, 'lower case first');
  assert.equal(choose({ proxy, noProxy: ['keap.com:444'] }, {}, 'https://api.keap.com')?.origin, proxy);
});

test('this machine itself is never behind a proxy', () => {
  const environment = { HTTPS_PROXY: 'http://proxy.example:1', HTTP_PROXY: 'http://proxy.example:1' };
  for (const origin of ['http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000', 'https://localhost']) {
    assert.equal(choose({ proxy: 'http://proxy.example:1' }, environment, origin), undefined, origin);
  }
  assert.ok(choose({}, environment, 'https://127.0.0.1.evil.example'));
});
