import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { PagesWork } from '../../../src/keap/runs/pagesWork.ts';
import type { RunSend } from '../../../src/keap/runs/runSend.ts';
import { RunStore } from '../../../src/keap/runs/runStore.ts';
import { CONNECTION, known, type Server, sending, useFolders, WaitedClock } from './runSupport.ts';

const newFolder = useFolders();
const V1 = 'v1:listContactsUsingGET';
const V2 = 'v2:listContacts';

async function listing(key: string, server: Server, parameters: RequestDraft['parameters'] = {}, most?: number) {
  const { send, sent } = sending(key, server);
  const clock = new WaitedClock();
  const store = new RunStore(newFolder(), clock, async (text) => text);
  const draft = { ...emptyDraft(key), parameters };
  const { operation } = known(key);
  const made = { operation, connection: CONNECTION, draft, ...(most === undefined ? {} : { most }) };
  const { id } = await store.newPages(made);
  const open = async (by: RunSend = send) => {
    const { run, work } = await store.open(id, { ...known(key), send: by });
    assert.ok(work instanceof PagesWork);
    return { run, work };
  };
  const path = store.folderOf(id).records;
  const ids = () => records(path).map((record) => String(record['id']));
  return { ...(await open()), open, sent, store, id, path, ids, clock };
}

function records(path: string): Record<string, unknown>[] {
  const text = readFileSync(path, 'utf8').trimEnd();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line));
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ id: from + at }));

/** v1's contacts as they stand in a list that may change between pages. */
function offsets(list: { id: number }[], between: (call: number) => void = () => undefined): Server {
  return ({ parameters }, _options, call) => {
    const offset = Number(parameters['query:offset'] ?? 0);
    const limit = Number(parameters['query:limit']);
    const contacts = list.slice(offset, offset + limit);
    const json = { contacts, count: list.length, next: `https://x/crm/rest/v1/contacts?offset=${offset + limit}` };
    between(call);
    return { json };
  };
}

/** v2's contacts in pages of two. */
const tokens: Server = ({ parameters }) => {
  const from = Number(parameters['query:page_token'] ?? 1);
  const contacts = [from, from + 1].map((id) => ({ id: String(id) }));
  return { json: from >= 9 ? { contacts } : { contacts, next_page_token: String(from + 2) } };
};

test('all pages of a list are one file of records, each once', async () => {
  const { run, work, ids, sent } = await listing(V2, tokens);
  await run.start();
  assert.equal(run.standing.state, 'finished');
  assert.deepEqual(
    ids(),
    Array.from({ length: 10 }, (_, at) => String(at + 1)),
  );
  assert.deepEqual([work.pages.page, work.pages.duplicates, work.pages.gaps], [5, 0, 0]);
  assert.deepEqual(sent[0]?.parameters, { 'query:page_size': '1000' });
});

test('digits, line breaks and other characters of records stay what they are', async () => {
  const text = '{"contacts":[{"id":12345678901234567890,"n":10.10,"t":"a\\nb\u2028 \\ud83d"}]}';
  const { run, path } = await listing(V2, () => ({ text }));
  await run.start();
  assert.equal(readFileSync(path, 'utf8'), '{"id":12345678901234567890,"n":10.10,"t":"a\\nb\u2028 \\ud83d"}\n');
});

test('no more records than were asked for', async () => {
  const { run, ids, sent } = await listing(V2, tokens, {}, 3);
  await run.start();
  assert.deepEqual([ids(), sent.length, run.standing.state], [['1', '2', '3'], 2, 'finished']);
});

test('a list whose token is given and not taken, or never changes, is asked once or twice and not for ever', async () => {
  const countries = await listing('v2:listCountries', () => ({
    json: { countries: [{ name: 'X' }], next_page_token: 'a' },
  }));
  await countries.run.start();
  assert.deepEqual([countries.run.standing.state, countries.sent.length], ['finished', 1]);
  const same = await listing(V2, () => ({ json: { contacts: [{ id: '1' }], next_page_token: 'a' } }));
  await same.run.start();
  assert.deepEqual([same.run.standing.state, same.sent.length, same.work.pages.duplicates], ['finished', 2, 1]);
});

test('tokens that lead in a circle end the run in words', async () => {
  const { run, sent } = await listing(V2, ({ parameters }) => ({
    json: { contacts: [{ id: '1' }], next_page_token: parameters['query:page_token'] === 'a' ? 'b' : 'a' },
  }));
  await run.start();
  assert.equal(run.standing.reason, 'server');
  assert.match(run.standing.words ?? '', /circle/);
  assert.ok(sent.length < 10);
});

test('pages of v1 overlap by a record, which is counted once', async () => {
  const { run, work, ids, sent } = await listing(V1, offsets(numbers(1, 451)));
  await run.start();
  assert.equal(new Set(ids()).size, 450);
  assert.deepEqual([work.pages.records, work.pages.duplicates, work.pages.gaps, work.pages.count], [450, 0, 0, 450]);
  assert.deepEqual(
    sent.map(({ parameters }) => parameters['query:offset']),
    [undefined, '199', '398'],
  );
});

test('a server that gives fewer than were asked for skips none', async () => {
  const list = numbers(1, 451);
  const { run, work, ids } = await listing(V1, ({ parameters }) => {
    const offset = Number(parameters['query:offset'] ?? 0);
    const contacts = list.slice(offset, offset + 100);
    return { json: { contacts, count: 450, next: `https://x/?offset=${offset + 200}` } };
  });
  await run.start();
  assert.deepEqual([new Set(ids()).size, work.pages.duplicates, work.pages.gaps], [450, 0, 0]);
});

test('records that go while a list is paged take none with them', async () => {
  const list = numbers(1, 601);
  const { run, work, ids } = await listing(
    V1,
    offsets(list, (call) => {
      if (call === 1) list.splice(0, 7);
    }),
  );
  await run.start();
  assert.equal(run.standing.state, 'finished');
  for (let id = 8; id <= 600; id++) assert.ok(ids().includes(String(id)), String(id));
  assert.equal(new Set(ids()).size, ids().length);
  assert.equal(work.pages.gaps, 0);
});

test('records that come while a list is paged make others appear twice, which is told', async () => {
  const list = numbers(100, 700);
  const { run, work, ids } = await listing(
    V1,
    offsets(list, (call) => {
      if (call === 1) list.unshift(...numbers(1, 6));
    }),
  );
  await run.start();
  assert.equal(new Set(ids()).size, ids().length);
  assert.equal(work.pages.duplicates, 5);
});

test('a place where records may be missing is told', async () => {
  const list = numbers(1, 1201);
  const { run, work } = await listing(
    V1,
    offsets(list, (call) => {
      if (call === 1) list.splice(0, 700);
    }),
  );
  await run.start();
  assert.equal(run.standing.state, 'finished');
  assert.equal(work.pages.gaps, 0);

  const strangers = await listing(V1, ({ parameters }, _options, call) => {
    const offset = Number(parameters['query:offset'] ?? 0);
    const contacts = offset >= 600 ? [] : numbers(call * 1000, call * 1000 + 200);
    return { json: { contacts, next: `https://x/?offset=${offset + 200}` } };
  });
  await strangers.run.start();
  assert.ok(strangers.work.pages.gaps > 0);
});

test('what stops a run is told, and it goes on at the page it stopped at, in another window as well', async () => {
  for (const [answer, reason] of [
    [{ status: 401, json: {} }, 'key'],
    [{ status: 403, json: {} }, 'refused'],
    [{ status: 400, json: { message: 'page_token is invalid' } }, 'refused'],
    [{ status: 503, json: {} }, 'server'],
    [{ text: '<html>' }, 'server'],
  ] as const) {
    const { run, open, ids, path } = await listing(V2, (draft, options, call) =>
      call === 3 ? answer : tokens(draft, options, call),
    );
    await run.start();
    assert.deepEqual([run.standing.state, run.standing.reason], ['suspended', reason]);
    assert.ok((run.standing.words ?? '').length > 20);
    assert.equal(ids().length, 4);
    // A page was half written when the process was killed.
    appendFileSync(path, '{"id":"5"}\n{"id":');
    const other = sending(V2, tokens);
    const again = await open(other.send);
    await again.run.start();
    assert.equal(again.run.standing.state, 'finished');
    assert.deepEqual(
      ids(),
      Array.from({ length: 10 }, (_, at) => String(at + 1)),
    );
    assert.equal(other.sent.length, 3);
  }
});

test('no network and no calls left today', async () => {
  const offline = await listing(V2, () => {
    throw new SendError('nameNotFound', 'The name was not found.');
  });
  await offline.run.start();
  assert.deepEqual([offline.run.standing.reason, offline.run.standing.words], ['network', 'The name was not found.']);
  const broken = await listing(V2, () => {
    throw new SendError('timeout', 'Keap did not answer in time.');
  });
  await broken.run.start();
  assert.equal(broken.run.standing.reason, 'network');
  const used = await listing(V2, (draft, options, call) => {
    if (call === 2) throw new SendError('dailyLimit', 'Used.');
    return tokens(draft, options, call);
  });
  await used.run.start();
  assert.equal(used.run.standing.state, 'finished');
  assert.equal(used.ids().length, 10);
  assert.equal(new Date(used.clock.time).toISOString().slice(0, 13), '2026-11-03T00');
});

test('a pause ends the page that is under way, which is asked for again', async () => {
  const { run, ids } = await listing(V2, (draft, options, call) => {
    if (call === 2) {
      void run.pause();
      throw new SendError('cancelled', 'The request was cancelled.');
    }
    return tokens(draft, options, call);
  });
  await run.start();
  assert.deepEqual([run.standing.state, ids().length], ['paused', 2]);
  await run.start();
  assert.deepEqual([run.standing.state, ids().length], ['finished', 10]);
});

test('what is left is told from what Keap counts', async () => {
  const lefts: (number | undefined)[] = [];
  const { run, work } = await listing(
    V1,
    offsets(numbers(1, 1001), () => lefts.push(work.callsLeft())),
  );
  await run.start();
  assert.deepEqual(lefts, [undefined, 4, 4, 3, 2, 1].slice(0, lefts.length));
  assert.equal(work.callsLeft(), 0);
});
