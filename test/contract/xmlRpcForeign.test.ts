import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { KEY, sandboxClient } from './sandboxSupport.ts';
import { callXmlRpc } from './xmlRpcClient.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

it('Python’s own client of XML-RPC talks to the sandbox', {
  skip: !hasPython && 'there is no python3 here',
}, async (t) => {
  const now = Date.UTC(2026, 10, 20, 12);
  const { sandbox, send, close } = await sandboxClient({ account: { contacts: 100, seed: 2026 }, clock: () => now });
  t.after(close);
  const zoes = await callXmlRpc(sandbox.origin, 'DataService.count', ['Contact', { FirstName: 'Zoë' }]);
  const script = join(import.meta.dirname, 'xmlRpcForeign.py');
  const { stdout } = await promisify(execFile)('python3', ['-B', script, sandbox.origin, KEY]);
  const { loaded, page, ...rest } = JSON.parse(stdout);
  assert.deepEqual(loaded, {
    ...{ Id: 101, FirstName: 'Ñandú <b> & "co"', Birthday: '1990-05-17 00:00:00' },
    ...{ ContactNotes: 'two\nlines\tand ]]> an end', _Budget: 12.5, _LoyaltyPoints: 2 ** 31 - 1 },
    DateCreated: '2026-11-20 12:00:00',
  });
  assert.equal(page, 101);
  assert.deepEqual(rest, {
    ...{
      made: 101,
      created: 'datetime',
      count: 101,
      none: 101,
      nothing: [],
      latin: zoes.value,
      legacy: 6,
      owed: 2992.5,
    },
    user: {
      ...{ globalUserId: 100_001, casUsername: 'ada@example.com', displayName: 'Ada Sandoval' },
      ...{ appAlias: 'Sandbox Ltd', appUrl: 'https://sandbox.infusionsoft.com' },
    },
    faults: [
      [9, '[NoTableFound]No such table: Nothing'],
      [5, '[RecordNotFound]Record of Contact with id 4711 was not found'],
      [3, '[UnexpectedError]No such method: No.such'],
      [401, 'application/json'],
      [2, '[InvalidKey]Invalid Key'],
    ],
  });
  assert.equal((await send('GET', '/v2/contacts/101')).at('birth_date'), '1990-05-17');
});
