import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOrigin, destinationOf } from '../../../src/keap/request/destination.ts';

const KEAP = 'https://api.infusionsoft.com';
const TOKEN = { kind: 'personalAccessToken', origin: 'https://api.keap.com' } as const;
const LEGACY = { kind: 'legacyKey', origin: 'https://ab103.infusionsoft.com' } as const;

test('a call with a Legacy Key goes to its app, in code to where a header is enough; all else stays where it is', () => {
  const call = '/crm/xmlrpc/v1';
  const list = '/crm/rest/v2/contacts?page_size=1';
  assert.deepEqual(destinationOf('xmlrpc', call, LEGACY), { origin: LEGACY.origin, target: '/api/xmlrpc' });
  assert.deepEqual(destinationOf('v2', list, LEGACY), { origin: KEAP, target: list });
  assert.equal(codeOrigin(LEGACY), KEAP);
  for (const [version, target] of [['xmlrpc', call] as const, ['v2', list] as const]) {
    assert.deepEqual(destinationOf(version, target, TOKEN), { origin: TOKEN.origin, target });
  }
  assert.equal(codeOrigin(TOKEN), TOKEN.origin);
});
