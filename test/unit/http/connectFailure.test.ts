import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proxyFailure, proxyRefusal, serverFailure } from '../../../src/keap/http/connectFailure.ts';
import type { SendError, SendErrorCode } from '../../../src/keap/http/sendError.ts';

const WAY = { host: 'api.keap.com', throughProxy: false, proxyStrictSSL: true };
const PROXY = { origin: 'http://proxy.example:8080', source: 'the setting http.proxy' };

/** An error as Node's network makes it, somewhere in a chain of causes. */
function failure(code: string): Error {
  return new Error('outer', { cause: Object.assign(new Error('hunter2'), { code }) });
}

function is(error: SendError, code: SendErrorCode, words: RegExp): void {
  assert.equal(error.code, code, error.message);
  assert.match(error.message, words);
  assert.match(error.message, /^[A-Za-z].*, so nothing was sent; .*\.$/);
  assert.doesNotMatch(error.message, /hunter2/);
}

test('each way for a server not to be reached has its sentence', () => {
  const cases: readonly (readonly [string, SendErrorCode, RegExp])[] = [
    ['ENOTFOUND', 'nameNotFound', /^The name api\.keap\.com was not found \(ENOTFOUND\).*online.*http\.proxy/],
    ['EAI_AGAIN', 'nameNotFound', /online/],
    ['ECONNREFUSED', 'unreachable', /^api\.keap\.com could not be reached \(ECONNREFUSED\)/],
    ['ENETUNREACH', 'unreachable', /could not be reached/],
    ['UND_ERR_CONNECT_TIMEOUT', 'unreachable', /could not be reached/],
    ['ECONNRESET', 'unreachable', /could not be reached/],
    ['CERT_HAS_EXPIRED', 'certificate', /not valid at this time.*clock/],
    ['CERT_NOT_YET_VALID', 'certificate', /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', /another server/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', /does not trust.*NODE_EXTRA_CA_CERTS\.$/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', /does not trust/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate', /does not trust/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', /^No secure connection to api\.keap\.com came about/],
    ['EPROTO', 'tls', /No secure connection/],
  ];
  for (const [code, expected, words] of cases) is(serverFailure(failure(code), WAY), expected, words);
  is(serverFailure(failure('ECONNRESET'), { ...WAY, throughProxy: true }), 'tls', /No secure connection/);
  assert.match(
    serverFailure(failure('CERT_UNTRUSTED'), { ...WAY, proxyStrictSSL: false }).message,
    /http\.proxyStrictSSL off does not apply to Keap’s servers\.$/,
  );
});

test('each way for a proxy to fail has its sentence, which names where the proxy was set', () => {
  const cases: readonly (readonly [string, SendErrorCode, RegExp])[] = [
    ['ENOTFOUND', 'proxy', /^The proxy proxy\.example:8080 could not be reached.*the setting http\.proxy\.$/],
    ['UND_ERR_CONNECT_TIMEOUT', 'proxy', /could not be reached/],
    ['HPE_INVALID_CONSTANT', 'proxy', /did not answer as a proxy does.*the setting http\.proxy\.$/],
    ['UND_ERR_HEADERS_TIMEOUT', 'proxy', /did not answer as a proxy does/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', /^The proxy .* has a certificate that was not accepted/],
    ['CERT_HAS_EXPIRED', 'certificate', /^The proxy/],
  ];
  for (const [code, expected, words] of cases) is(proxyFailure(failure(code), PROXY), expected, words);
  is(proxyRefusal(407, [], PROXY, 'api.keap.com'), 'proxyAuthentication', /asks for a name and password \(407\)/);
  const given = { ...PROXY, authorization: 'Basic hunter2' };
  is(proxyRefusal(407, ['NTLM'], given, 'api.keap.com'), 'proxyAuthentication', /does not accept.*asks for NTLM/);
  is(proxyRefusal(504, [], PROXY, 'api.keap.com'), 'proxy', /could not reach api\.keap\.com \(504\)/);
  is(proxyRefusal(403, [], PROXY, 'api.keap.com'), 'proxy', /does not let requests to api\.keap\.com through \(403\)/);
});
