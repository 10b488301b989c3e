import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { test } from 'node:test';
import { SendError, type SendErrorCode } from '../../../src/keap/http/sendError.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { readJournal } from '../../../src/keap/runs/runJournal.ts';
import type { RunSend } from '../../../src/keap/runs/runSend.ts';
import { rowsOf, rowsRun, type Server, sending, useFolders, WaitedClock } from './runSupport.ts';

const newFolder = useFolders();

const CREATE = 'v2:createContact';
const people = (count: number) =>
  rowsOf(
    ['First Name'],
    Array.from({ length: count }, (_, at) => [`Ann${at + 1}`]),
  );

async function creating(
  count: number,
  server: Server,
  over: { clock?: WaitedClock; send?: RunSend; secret?: string } = {},
) {
  const { send, sent } = sending(CREATE, server);
  const given = { folder: newFolder(), key: CREATE, draft: emptyDraft(CREATE), source: people(count) };
  const clock = over.clock ?? new WaitedClock();
  return { ...(await rowsRun({ ...given, clock, secret: over.secret ?? '' }, over.send ?? send)), sent, clock };
}

const created: Server = (_draft, _options, call) => ({ status: 201, json: { id: String(100 + call) } });

async function lines(path: string) {
  const found = [];
  for await (const line of readJournal(path)) found.push(line);
  return found;
}

test('each row is in the journal before its request leaves, and with its outcome after', async () => {
  let journal = '';
  const seen: string[] = [];
  const { run, work, store, plan, sent } = await creating(3, (draft, options, call) => {
    seen.push(readFileSync(journal, 'utf8'));
    return created(draft, options, call);
  });
  journal = store.folderOf(plan.id).journal;
  await run.start();
  assert.deepEqual(
    sent.map(({ body }) => body),
    ['{"given_name":"Ann1"}', '{"given_name":"Ann2"}', '{"given_name":"Ann3"}'],
  );
  for (const [at, text] of seen.entries()) {
    assert.match(text, new RegExp(`"kind":"sent","row":${at + 1},`));
    assert.doesNotMatch(text, new RegExp(`"row":${at + 1},"is"`));
  }
  assert.equal(run.standing.state, 'finished');
  assert.equal(work.counts.done, 3);
  const rows = (await lines(journal)).filter((line) => line.kind === 'row');
  assert.deepEqual(
    rows.map(({ row, is, id }) => [row, is, id]),
    [
      [1, 'done', '101'],
      [2, 'done', '102'],
      [3, 'done', '103'],
    ],
  );
});

test('what an answer makes of its row', async () => {
  const answers: [number, string, string?][] = [
    [200, 'done'],
    [201, 'done'],
    [400, 'failed'],
    [404, 'failed'],
    [409, 'failed'],
    [501, 'failed'],
    [500, 'unknown'],
    [503, 'unknown'],
    [401, 'pending', 'key'],
    [429, 'pending', 'refused'],
    [403, 'failed', 'refused'],
  ];
  for (const [status, state, reason] of answers) {
    const { run, work } = await creating(1, () => ({ status, json: { message: 'No.' } }));
    await run.start();
    assert.equal(work.states.get(1), state, String(status));
    assert.equal(run.standing.reason, reason, String(status));
  }
});

test('what an error makes of its row: only what may have gone out is unknown', async () => {
  const errors: [SendErrorCode, string, string?][] = [
    ['timeout', 'unknown'],
    ['dropped', 'unknown'],
    ['tooLarge', 'unknown'],
    ['unreachable', 'pending', 'network'],
    ['nameNotFound', 'pending', 'network'],
    ['certificate', 'pending', 'network'],
    ['proxy', 'pending', 'network'],
    ['readOnly', 'pending', 'locked'],
    ['untrusted', 'pending', 'locked'],
    ['declined', 'pending', 'locked'],
    ['noCredential', 'pending', 'key'],
  ];
  for (const [code, state, reason] of errors) {
    const { run, work } = await creating(1, () => {
      throw new SendError(code, 'A sentence.');
    });
    await run.start();
    assert.equal(work.states.get(1), state, code);
    assert.equal(run.standing.reason, reason, code);
    assert.equal(run.standing.state, reason ? 'suspended' : 'finished', code);
  }
});

test('a request that never left is left out, in words', async () => {
  const { run, work, store, plan } = await creating(1, created, {
    send: async () => {
      throw new SendError('invalid', 'given_name is odd.');
    },
  });
  await run.start();
  assert.equal(work.counts.notSent, 1);
  const [row] = (await lines(store.folderOf(plan.id).journal)).filter((line) => line.kind === 'row');
  assert.equal(row?.words, 'given_name is odd.');
});

test('words that say back a key of this machine are written down without it', async () => {
  const secret = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  const { run, store, plan } = await creating(1, created, {
    secret,
    send: async () => {
      throw new SendError('invalid', `given_name ${secret} is odd.`);
    },
  });
  await run.start();
  const [row] = (await lines(store.folderOf(plan.id).journal)).filter((line) => line.kind === 'row');
  assert.equal(row?.words, 'given_name ***** is odd.');
});

test('what nobody foresaw stops the run and loses no row', async () => {
  const { run, work } = await creating(3, created, {
    send: async () => {
      throw new TypeError('A mistake of ours.');
    },
  });
  await run.start();
  assert.deepEqual([run.standing.state, work.counts.pending], ['suspended', 3]);
  assert.match(run.standing.words ?? '', /TypeError/);
});

test('a suspended run goes on with the row it stopped at, and sends none twice', async () => {
  let offline = true;
  const { run, work, sent } = await creating(5, (draft, options, call) => {
    if (offline && draft.body.includes('Ann3')) throw new SendError('unreachable', 'Keap could not be reached.');
    return created(draft, options, call);
  });
  await run.start();
  assert.deepEqual([run.standing.state, run.standing.words], ['suspended', 'Keap could not be reached.']);
  assert.equal(work.counts.done, 2);
  offline = false;
  await run.start();
  assert.equal(run.standing.state, 'finished');
  const names = sent.map(({ body }) => JSON.parse(body).given_name);
  assert.deepEqual(names, ['Ann1', 'Ann2', 'Ann3', 'Ann3', 'Ann4', 'Ann5']);
});

test('the first rows, then a question, then the rest', async () => {
  const { run, work, sent } = await creating(7, created);
  await run.start({ rows: 2 });
  assert.deepEqual([run.standing.state, run.standing.reason], ['suspended', 'asked']);
  assert.equal(sent.length, 2);
  await run.start();
  assert.deepEqual([sent.length, work.counts.done, run.standing.state], [7, 7, 'finished']);
});

test('pausing waits for what is under way and sends nothing more; cancelling is for good', async () => {
  const answered = Promise.withResolvers<void>();
  const { run, work, sent } = await creating(50, async (draft, options, call) => {
    if (call === 3) await answered.promise;
    if (call === 5) void run.pause();
    return created(draft, options, call);
  });
  const started = run.start();
  while (run.standing.state !== 'paused' && sent.length < 5) await new Promise(setImmediate);
  const paused = run.pause();
  answered.resolve();
  await Promise.all([paused, started]);
  assert.equal(run.standing.state, 'paused');
  assert.equal(work.counts.sent, 0);
  assert.equal(work.counts.done, sent.length);
  const before = sent.length;
  await run.cancel();
  assert.deepEqual([run.standing.state, work.counts.pending, work.counts.notSent], ['cancelled', 0, 50 - before]);
  await run.start();
  assert.equal(sent.length, before);
});

test('a row that waits for its turn is not sent when the run is paused', async () => {
  let calls = 0;
  const { run, work } = await creating(3, created, {
    send: async (_draft, { signal, onProgress }) => {
      calls++;
      onProgress?.('waiting', 60_000, 'minute');
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw new SendError('cancelled', 'The request was cancelled.');
    },
  });
  const started = run.start();
  while (calls === 0) await new Promise(setImmediate);
  assert.deepEqual([run.progress.waiting?.window, run.progress.waiting?.held], ['minute', false]);
  await run.pause();
  await started;
  assert.deepEqual([calls, work.counts.pending], [1, 3]);
});

test('a day without calls left is waited out, and no row is lost over it', async () => {
  const clock = new WaitedClock();
  const begun = clock.time;
  const { run, work, sent } = await creating(
    5,
    (draft, options, call) => {
      if (clock.time === begun && call > 2) throw new SendError('dailyLimit', 'The calls for today are used.');
      return created(draft, options, call);
    },
    { clock },
  );
  const waits: string[] = [];
  clock.onWait = () => waits.push(run.progress.waiting?.window ?? '');
  await run.start();
  assert.equal(run.standing.state, 'finished');
  assert.equal(work.counts.done, 5);
  assert.equal(new Date(clock.time).toISOString().slice(0, 13), '2026-11-03T00');
  assert.deepEqual(new Set(waits), new Set(['day']));
  const names = sent.map(({ body }) => JSON.parse(body).given_name);
  assert.deepEqual([...new Set(names)].sort(), ['Ann1', 'Ann2', 'Ann3', 'Ann4', 'Ann5']);
});

test('a run that waits for tomorrow can be paused', async () => {
  const clock = new WaitedClock();
  const { run, work } = await creating(
    2,
    () => {
      throw new SendError('dailyLimit', 'The calls for today are used.');
    },
    { clock },
  );
  clock.onWait = () => void run.pause();
  await run.start();
  assert.deepEqual([run.standing.state, work.counts.pending], ['paused', 2]);
});

test('what another process left as sent is unknown, and of a run that reads it is read again', async () => {
  const { store, plan, open } = await creating(3, created);
  const { journal } = store.folderOf(plan.id);
  appendFileSync(
    journal,
    '{"version":1,"kind":"begin","run":"r"}\n{"kind":"state","state":"active","at":1}\n{"kind":"sent","row":2,"at":1}\n{"kind":"row","row":2,"i',
  );
  assert.deepEqual((await store.summary(plan.id))?.standing.reason, 'closed');
  const { send, sent } = sending(CREATE, created);
  const { run, work } = await open(send);
  await run.start();
  assert.equal(run.standing.state, 'finished');
  assert.deepEqual([work.states.get(2), work.counts.done, sent.length], ['unknown', 2, 2]);

  const reads = sending('v2:getContact', () => ({ json: { id: '1' } }));
  const source = rowsOf(['contact_id'], [['1'], ['2']]);
  const draft = emptyDraft('v2:getContact');
  const reading = await rowsRun({ folder: newFolder(), key: 'v2:getContact', draft, source }, reads.send);
  appendFileSync(
    reading.store.folderOf(reading.plan.id).journal,
    '{"version":1,"kind":"begin","run":"r"}\n{"kind":"sent","row":1,"at":1}\n',
  );
  const again = await reading.open();
  await again.run.start();
  assert.deepEqual([again.work.counts.done, reads.sent.length], [2, 2]);
});

test('failed and unknown rows are sent again when someone asks for it, and only these', async () => {
  let bad = true;
  const { run, work, sent } = await creating(4, (draft, options, call) => {
    if (bad && draft.body.includes('Ann2')) return { status: 400, json: { message: 'No.' } };
    if (bad && draft.body.includes('Ann3')) throw new SendError('timeout', 'Keap did not answer in time.');
    return created(draft, options, call);
  });
  await run.start();
  assert.deepEqual([work.counts.failed, work.counts.unknown, run.standing.state], [1, 1, 'finished']);
  bad = false;
  await run.again('failed');
  assert.deepEqual([run.standing.state, work.counts.pending], ['paused', 1]);
  await run.start();
  assert.equal(sent.length, 5);
  assert.deepEqual([work.counts.done, work.counts.unknown], [3, 1]);
  await run.again('unknown');
  await run.start();
  assert.deepEqual([work.counts.done, sent.length, run.standing.state], [4, 6, 'finished']);
});

test('of a cancelled run failed rows can be sent again, and no others', async () => {
  let bad = true;
  const { run, work, sent } = await creating(5, (draft, options, call) => {
    if (bad && call === 2) return { status: 400, json: { message: 'No.' } };
    return created(draft, options, call);
  });
  await run.start({ rows: 3 });
  await run.cancel();
  bad = false;
  await run.again('failed');
  await run.start();
  assert.equal(run.standing.state, 'finished');
  assert.deepEqual([sent.length, work.counts.done, work.counts.notSent], [4, 3, 2]);
  assert.match(sent[3]?.body ?? '', /Ann2/);
});

test('rows that cannot be requests, or are doubtful, are left out as it was decided', async () => {
  const key = 'v1:getContactUsingGET';
  const source = rowsOf(['id'], [['1'], [''], ['x']]);
  for (const [doubtful, calls] of [
    ['send', 2],
    ['leaveOut', 1],
  ] as const) {
    const { send, sent } = sending(key, () => ({ json: { id: 1 } }));
    const { run, work } = await rowsRun({ folder: newFolder(), key, draft: emptyDraft(key), source, doubtful }, send);
    await run.start();
    assert.deepEqual([sent.length, work.counts.notSent, run.standing.state], [calls, 3 - calls, 'finished']);
  }
});

test('tags that Keap refused in an answer of success have failed', async () => {
  const key = 'v2:applyTags';
  const source = rowsOf(['contact_id'], [['1'], ['2']]);
  const draft = { ...emptyDraft(key), parameters: { 'path:tag_id': '5' } };
  const { send } = sending(key, (_draft, _options, call) => ({
    json: { results: call === 1 ? { 1: 'DUPLICATE' } : { 2: 'CONTACT_NOT_FOUND' } },
  }));
  const { run, work } = await rowsRun({ folder: newFolder(), key, draft, source }, send);
  await run.start();
  assert.deepEqual([work.states.get(1), work.states.get(2)], ['done', 'failed']);
});

test('a run that another window goes on with is left alone', async () => {
  const { run, store, plan, sent } = await creating(2, created);
  const folder = store.folderOf(plan.id);
  // This process as another one would see it: alive, with another mark.
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    appendFileSync(`${folder.path}/owner`, JSON.stringify({ host: hostname(), pid: other.pid, run: 'other' }));
    await assert.rejects(run.start(), { name: 'RunStop', reason: 'taken' });
    assert.equal(sent.length, 0);
    assert.equal((await store.summary(plan.id))?.isRunning, true);
    assert.equal(await store.remove(plan.id), false);
    // A process that was not heard of for long is another one that has its number by now.
    const long = Date.now() / 1_000 - 3_600;
    utimesSync(`${folder.path}/owner`, long, long);
    assert.equal((await store.summary(plan.id))?.isRunning, false);
    await run.start();
  } finally {
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('close', resolve));
  }
  assert.deepEqual([run.standing.state, sent.length], ['finished', 2]);
});

test('a run whose folder was taken meanwhile stops before the next row', async () => {
  const { run, store, plan, sent } = await creating(5, async (draft, options, call) => {
    if (call === 2) {
      writeFileSync(`${store.folderOf(plan.id).path}/owner`, '{"host":"elsewhere","pid":1,"run":"x"}');
    }
    return created(draft, options, call);
  });
  await run.start();
  assert.deepEqual([run.standing.state, run.standing.reason], ['suspended', 'taken']);
  assert.ok(sent.length <= 3);
});

test('an agreement goes along with each request, in the background', async () => {
  const seen: unknown[] = [];
  const agreement = { run: { requests: 2, source: 'rows.csv' } };
  const { run } = await creating(2, (draft, options, call) => {
    seen.push([options.agreement, options.priority, options.atDailyLimit]);
    return created(draft, options, call);
  });
  await run.start({ agreement });
  assert.deepEqual(seen, [
    [agreement, 0, 'fail'],
    [agreement, 0, 'fail'],
  ]);
});

test('a run that reads keeps what it read, each answer once, with the number of its row', async () => {
  const key = 'v2:getContact';
  const source = rowsOf(['contact_id'], [['1'], ['2'], ['3']]);
  const texts = ['{"id":"1","n":12345678901234567890}', '[1.10]', 'no JSON'];
  const reading: Server = (_draft, _options, call) => ({ text: texts[call - 1] ?? '' });
  const { send } = sending(key, reading);
  const { run, store, plan, open } = await rowsRun({ folder: newFolder(), key, draft: emptyDraft(key), source }, send);
  await run.start({ rows: 2 });
  const path = store.folderOf(plan.id).records;
  // A process that was killed here has written an answer that its journal does not know.
  appendFileSync(path, '{"row":3,"ha');
  const rest = sending(key, () => ({ text: texts[2] ?? '' }));
  const again = await open(rest.send);
  await again.run.start();
  assert.deepEqual(readFileSync(path, 'utf8').split('\n'), [
    '{"row":1,"id":"1","n":12345678901234567890}',
    '{"row":2,"answer":[1.10]}',
    '{"row":3,"answer":"no JSON"}',
    '',
  ]);
  assert.deepEqual([rest.sent.length, again.work.counts.done], [1, 3]);
});

test('what a dry run doubts is left out, unless a person wants it sent', async () => {
  for (const [doubtful, done, notSent] of [
    ['leaveOut', 1, 1],
    ['send', 2, 0],
  ] as const) {
    const { send, sent } = sending(CREATE, created);
    const source = rowsOf(['First Name'], [['Ann'], ['#REF!']]);
    const { run, work } = await rowsRun(
      { folder: newFolder(), key: CREATE, draft: emptyDraft(CREATE), source, clock: new WaitedClock(), doubtful },
      send,
    );
    await run.start();
    assert.deepEqual([work.counts.done, work.counts.notSent, sent.length], [done, notSent, done]);
  }
});
