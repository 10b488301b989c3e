import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { requestAsCode } from '../../../src/keap/codegen/languages.ts';

test('a shell reads back what was meant, quotes and all, and the key from the environment', () => {
  const text = `{"name":"O'Neil \\"x\\" $HOME \`id\`"}`;
  const command = requestAsCode(
    'curl',
    {
      method: 'POST',
      target: "/crm/rest/v2/things/a'b",
      headers: { accept: '*/*', 'content-type': 'application/json' },
      body: { mediaType: 'application/json', text },
    },
    'https://api.infusionsoft.com',
  );
  const words = execFileSync('sh', ['-c', command.replace(/^curl/, 'printf "%s\\n"')], {
    env: { KEAP_API_KEY: 'from-the-environment' },
    encoding: 'utf8',
  })
    .trim()
    .split('\n');
  assert.deepEqual(words, [
    '--request',
    'POST',
    "https://api.infusionsoft.com/crm/rest/v2/things/a'b",
    '--header',
    'X-Keap-API-Key: from-the-environment',
    '--header',
    'content-type: application/json',
    '--data-raw',
    text,
  ]);
});
