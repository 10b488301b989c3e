import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SendError } from '../../src/keap/http/sendError.ts';
import type { Transport, TransportRequest } from '../../src/keap/http/transport.ts';
import { UndiciTransport } from '../../src/keap/http/undiciTransport.ts';
import { firstPage } from '../../src/keap/paging.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { pagingOf } from '../../src/keap/runs/pages.ts';
import { RowWork } from '../../src/keap/runs/rowWork.ts';
import { useFolders } from '../unit/runs/runSupport.ts';
import { newRowsRun, results, runsOn, settle, UNLIMITED_SANDBOX } from './runSupport.ts';
import { sandboxClient } from './sandboxSupport.ts';

const newFolder = useFolders();

/** All ids that REST lists. */
async function listed(send: Awaited<ReturnType<typeof sandboxClient>>['send'], filter = ''): Promise<string[]> {
  const ids: string[] = [];
  let token = '';
  do {
    const page = await send('GET', `/v2/contacts?page_size=1000&page_token=${token}${filter}`);
    ids.push(...page.list('contacts').map(({ id }) => String(id)));
    token = String(page.at('next_page_token') ?? '');
  } while (token !== '');
  return ids.sort((a, b) => Number(a) - Number(b));
}

test('all pages of a table are the records that REST lists', async () => {
  const { sandbox, send, close } = await sandboxClient({ ...UNLIMITED_SANDBOX, account: { contacts: 2_345 } });
  try {
    const { origin, key } = sandbox;
    const runs = runsOn({ folder: newFolder(), origin, key });
    const { operation, schemas } = runs.known('xmlrpc:DataService.query');
    const parameters = { 'argument:table': 'Contact', 'argument:selectedFields': ['Id', 'FirstName', 'DateCreated'] };
    const paging = pagingOf(operation, schemas) ?? assert.fail();
    const draft = firstPage({ ...emptyDraft(operation.key), parameters }, paging);
    const { id } = await runs.store.newPages({ operation, connection: runs.connection, draft });
    const { run, work } = await runs.open(id, operation.key);
    await run.start();
    assert.equal(run.standing.state, 'finished');
    assert.equal(work instanceof RowWork ? 0 : work.pages.page, 3, 'a thousand rows a page');
    const records = readFileSync(runs.store.folderOf(id).records, 'utf8').trimEnd().split('\n');
    const ids = records.map((record) => String((JSON.parse(record) as { Id: number }).Id));
    assert.deepEqual(ids, await listed(send));
    await runs.client.close();
  } finally {
    await close();
  }
});

test('a row for each contact is added, and a fault is a row that failed', async () => {
  const { sandbox, send, close } = await sandboxClient({ ...UNLIMITED_SANDBOX, account: { contacts: 5 } });
  try {
    const { origin, key } = sandbox;
    const folder = newFolder();
    const runs = runsOn({ folder, origin, key });
    const path = join(folder, 'people.csv');
    const rows = Array.from({ length: 21 }, (_, at) => {
      // There is no such user.
      const owner = at === 7 ? 99_999 : 1;
      return `Given${at + 1},Run,run${at + 1}@example.com,1985-03-${String(at + 1).padStart(2, '0')},${owner}`;
    });
    writeFileSync(path, `First name,Last name,Email,Birthday,OwnerID\n${rows.join('\n')}\n`);
    const name = 'xmlrpc:DataService.add';
    const draft = { ...emptyDraft(name), parameters: { 'argument:table': 'Contact' } };
    const id = await newRowsRun(runs, name, path, draft);
    const { run, work } = await runs.open(id, name);
    assert.ok(work instanceof RowWork);
    await run.start();
    assert.deepEqual([run.standing.state, work.counts.done, work.counts.failed], ['finished', 20, 1]);
    const told = await results(runs, id);
    const made = told.filter(([, , result]) => result === 'done').map((line) => line[4] ?? '');
    assert.deepEqual(
      made.sort((a, b) => Number(a) - Number(b)),
      await listed(send, '&filter=family_name%3D%3DRun'),
    );
    const [failed] = told.filter(([, , result]) => result === 'failed');
    assert.deepEqual(failed?.slice(0, 3), ['8', '9', 'failed']);
    assert.match(failed?.join(' ') ?? '', /OwnerID/);
    const { at } = await send('GET', `/v2/contacts/${made[2]}?fields=birth_date,owner_id`);
    assert.deepEqual([at('birth_date'), at('owner_id')], ['1985-03-03', '1']);
    await runs.client.close();
  } finally {
    await close();
  }
});

test('rows whose answers are lost are settled by reading the row they change', async () => {
  const { sandbox, send, close } = await sandboxClient({ ...UNLIMITED_SANDBOX, account: { contacts: 20 } });
  try {
    const { origin, key } = sandbox;
    const folder = newFolder();
    const runs = runsOn({ folder, origin, key, transport: losing(new UndiciTransport()) });
    const path = join(folder, 'contacts.csv');
    writeFileSync(
      path,
      `Id,JobTitle\n${Array.from({ length: 12 }, (_, at) => `${at + 1},Pilot ${at + 1}`).join('\n')}\n`,
    );
    const name = 'xmlrpc:DataService.update';
    const draft = { ...emptyDraft(name), parameters: { 'argument:table': 'Contact' } };
    const id = await newRowsRun(runs, name, path, draft);
    const { run, work } = await runs.open(id, name);
    assert.ok(work instanceof RowWork);
    await run.start();
    assert.deepEqual([work.counts.done, work.counts.unknown], [4, 8]);
    const { calls, counts } = await settle(runs, id, name);
    assert.deepEqual([calls, counts.done, counts.failed, counts.unknown], [8, 8, 4, 0]);
    for (const [row = '', , result] of await results(runs, id)) {
      const { at } = await send('GET', `/v2/contacts/${row}?fields=job_title`);
      assert.equal(result, at('job_title') === `Pilot ${row}` ? 'done' : 'failed', row);
    }
    await runs.client.close();
  } finally {
    await close();
  }
});

/** A network that loses the answer to every second of three changes, and the third change itself. */
function losing(inner: Transport): Transport {
  let changes = 0;
  const isChange = ({ body }: TransportRequest) => Buffer.from(body ?? '').includes('DataService.update');
  return {
    send: async (request, options) => {
      const turn = isChange(request) ? changes++ % 3 : 0;
      if (turn === 2) throw new SendError('timeout', 'Keap did not answer in time.');
      const response = await inner.send(request, options);
      if (turn === 1) throw new SendError('dropped', 'The connection broke.');
      return response;
    },
    close: () => inner.close(),
  };
}
