import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeapClient } from '../../../src/keap/client.ts';
import { type Connection, KEAP_ORIGINS } from '../../../src/keap/connection.ts';
import { isSendError } from '../../../src/keap/http/sendError.ts';
import { KEY_PLACE } from '../../../src/keap/request/call/methodCall.ts';
import type { HttpRequest } from '../../../src/keap/request/httpRequest.ts';
import { textValue } from '../../../src/keap/xmlrpc/value.ts';
import { writeCall } from '../../../src/keap/xmlrpc/writeXmlRpc.ts';

/** Servers that are not Keap's, however much they look like it. */
const LOOK_ALIKES: readonly string[] = [
  'https://api.infusionsoft.com.evil.example',
  'https://api.infusionsoft.com@evil.example',
  'https://api.infusionsoft.com@evil',
  'https://api.infusionsoft.com%40evil.example',
  'https://api.infusionsoft.com%2eevil.example',
  'https://api.infusionsoft.com#@evil.example',
  'https://api.infusionsoft.com?@evil.example',
  'https://api.infusionsoft.com\\@evil.example',
  'https://evil.example/https://api.infusionsoft.com',
  'https://user@api.infusionsoft.com',
  'https://user:pass@api.infusionsoft.com',
  'https://@api.infusionsoft.com',
  'https://api.infusionsoft.com.',
  'https://api.infusionsoft.com..',
  'https://.api.infusionsoft.com',
  'https://api-infusionsoft.com',
  'https://api.infusionsoft.co',
  'https://api.lnfusionsoft.com',
  'https://apiinfusionsoft.com',
  'https://xapi.infusionsoft.com',
  'https://x.api.infusionsoft.com',
  'https://infusionsoft.com',
  'https://keap.com',
  'https://api.keap.com.infusionsoft.com',
  'https://api.infusionsoft.com:443',
  'https://api.infusionsoft.com:444',
  'https://api.infusionsoft.com:80',
  'https://api.infusionsoft.com:',
  'http://api.infusionsoft.com',
  'http://api.infusionsoft.com:443',
  'HTTPS://api.infusionsoft.com',
  'https://API.infusionsoft.com',
  'https://api.INFUSIONSOFT.com',
  'https:api.infusionsoft.com',
  'https:/api.infusionsoft.com',
  '//api.infusionsoft.com',
  'api.infusionsoft.com',
  'ftp://api.infusionsoft.com',
  'file://api.infusionsoft.com',
  'ws://api.infusionsoft.com',
  'https://api.infusionsoft.com/',
  'https://api.infusionsoft.com/crm',
  'https://api.infusionsoft.com/../evil',
  ' https://api.infusionsoft.com',
  'https://api.infusionsoft.com ',
  'https://api.infusionsoft.com\n',
  'https://api.infusionsoft.com\r\nX-Evil: 1',
  'https://api.infusionsoft.com\t',
  'https://api.infusionsoft.com\0',
  'https://api\u200b.infusionsoft.com',
  'https://api\u00ad.infusionsoft.com',
  // Letters that look alike: Cyrillic а, і, о, с; a full-width letter and stops; a dotless i; Greek ο.
  'https://\u0430pi.infusionsoft.com',
  'https://api.\u0456nfusionsoft.com',
  'https://api.infusi\u043ensoft.com',
  'https://api.infusionsoft.\u0441om',
  'https://\uff41pi.infusionsoft.com',
  'https://api\uff0einfusionsoft.com',
  'https://api\u3002infusionsoft.com',
  'https://api.\u0131nfusionsoft.com',
  'https://api.infusi\u03bfnsoft.com',
  'https://xn--pi-7kc.infusionsoft.com',
  'https://\u202emoc.tfosnoisufni.ipa',
  'https://127.0.0.1',
  'https://localhost',
  'https://[::1]',
  'http://127.0.0.1:4000',
  '',
];

/** Servers that are no app's own, where a Legacy Key may go to an app's own alone. */
const NO_APPS: readonly string[] = [
  ...LOOK_ALIKES.filter((origin) => origin !== 'https://xapi.infusionsoft.com'),
  ...KEAP_ORIGINS,
  'https://signin.infusionsoft.com',
  'https://accounts.infusionsoft.com',
  'https://ab103.infusionsoft.com.evil.example',
  'https://ab103.infusionsoft.com@evil.example',
  'https://ab103.infusionsoft.com#@evil.example',
  'https://evil.example#.infusionsoft.com',
  'https://evil.example?.infusionsoft.com',
  'https://evil.example/.infusionsoft.com',
  'https://evil.example\\.infusionsoft.com',
  'https://ann:pass@ab103.infusionsoft.com',
  'https://ab103.infusionsoft.com:443',
  'https://ab103.infusionsoft.com:8443',
  'https://ab103.infusionsoft.com/',
  'https://ab103.infusionsoft.com/api/xmlrpc',
  'https://ab103.infusionsoft.com\n',
  'https://ab103.infusionsoft.com ',
  'https://a.b103.infusionsoft.com',
  'https://ab-103.infusionsoft.com',
  'https://ab_103.infusionsoft.com',
  'https://AB103.infusionsoft.com',
  'https://xn--ab103-kva.infusionsoft.com',
  'https://\u0430b103.infusionsoft.com',
  'https://ab103.infusionsoft.com.',
  'https://ab103.keap.com',
  'https://.infusionsoft.com',
  'http://ab103.infusionsoft.com',
  `https://${'a'.repeat(64)}.infusionsoft.com`,
];

/** Servers that are not the sandbox. */
const NOT_THE_SANDBOX: readonly string[] = [
  ...KEAP_ORIGINS,
  'http://127.0.0.1',
  'http://127.0.0.1:',
  'http://127.0.0.1:4000/',
  'http://127.0.0.1:4000@evil.example',
  'http://127.0.0.1:4000.evil.example',
  'http://127.0.0.1.evil.example:4000',
  'http://ann@127.0.0.1:4000',
  'http://127.0.0.1:400000',
  'http://127.0.0.1:4000\n',
  'http://127.1:4000',
  'http://0x7f000001:4000',
  'http://2130706433:4000',
  'http://127.0.0.2:4000',
  'http://0.0.0.0:4000',
  'http://localhost:4000',
  'http://[::1]:4000',
  'https://127.0.0.1:4000',
  'http://169.254.169.254:80',
  'http://10.0.0.1:4000',
];

let sent = 0;
const client = new KeapClient({
  transport: {
    send: async () => {
      sent++;
      const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };
      return { status: 200, statusText: '', headers: [], body: new Uint8Array(), timing };
    },
    close: async () => undefined,
  },
  credential: async () => 'a key',
  readFile: async () => new Uint8Array(),
  guard: { access: () => 'full', settings: () => ({ ask: [], typed: [] }), approve: async () => true },
  clock: { now: () => 0, steady: () => 0, delay: async () => undefined, until: async () => undefined },
});

const LEGACY_CALL: HttpRequest = {
  ...{ method: 'POST', target: '/crm/xmlrpc/v1', headers: {} },
  body: { mediaType: 'text/xml', text: writeCall({ method: 'A.b', args: [textValue(KEY_PLACE)] }) },
};

function check(kind: Connection['kind'], origin: string): Promise<unknown> {
  const options = { signal: new AbortController().signal, timeoutMs: 1000, maxBytes: 1000 };
  const connection = { id: kind, name: 'Mine', kind, origin, production: false, readOnly: false };
  const request: HttpRequest = { method: 'GET', target: '/crm', headers: {} };
  return client.check('a key', connection, kind === 'legacyKey' ? LEGACY_CALL : request, options);
}

test('a key goes to Keap’s own servers, letter for letter, and the sandbox’s to this machine', async () => {
  const refused = async (kind: Connection['kind'], origin: string): Promise<void> => {
    await assert.rejects(
      check(kind, origin),
      (error) => isSendError(error) && error.code === 'refusedOrigin',
      `${kind}: ${JSON.stringify(origin)}`,
    );
  };
  for (const origin of LOOK_ALIKES) {
    await refused('personalAccessToken', origin);
    await refused('serviceAccountKey', origin);
  }
  for (const origin of NO_APPS) await refused('legacyKey', origin);
  for (const kind of ['personalAccessToken', 'serviceAccountKey', 'sandbox'] as const) {
    await refused(kind, 'https://ab103.infusionsoft.com');
  }
  for (const origin of NOT_THE_SANDBOX) await refused('sandbox', origin);
  assert.equal(sent, 0);
  for (const origin of KEAP_ORIGINS) await check('personalAccessToken', origin);
  await check('sandbox', 'http://127.0.0.1:4000');
  await check('legacyKey', 'https://ab103.infusionsoft.com');
  assert.equal(sent, 4);
});
