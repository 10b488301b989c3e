import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyLimits, type OwnLimits } from '../../../src/keap/limits/keyLimits.ts';
import { isPermit, Permits } from '../../../src/keap/limits/permits.ts';
import { KEY_PLAN } from '../../../src/keap/limits/plan.ts';
import type { Announced, Quota } from '../../../src/keap/limits/quotaHeaders.ts';
import {
  afterRestart,
  cautiousRecord,
  emptyRecord,
  type KeyRecord,
  parseRecord,
} from '../../../src/keap/limits/record.ts';
import type { Outcome } from '../../../src/keap/limits/refusal.ts';
import { ANSWERED, NOON, SILENT, trusted } from './fakes.ts';

const OWNER = { host: 'here', pid: 1, run: 'a' };

/** The rules over one record, and a time that goes on when told. */
function setUp(record: KeyRecord = trusted(), own: OwnLimits = {}) {
  const limits = new KeyLimits(KEY_PLAN, () => own);
  const permits = new Permits(limits);
  const time = { steady: 1_000_000, wall: NOON };
  let count = 0;
  return {
    record,
    limits,
    permits,
    pass: (ms: number) => {
      time.steady += ms;
      time.wall += ms;
    },
    now: () => ({ ...time }),
    take: () => {
      const verdict = permits.take(record, time, { id: `call ${count++}`, owner: OWNER, until: time.steady + 60_000 });
      return isPermit(verdict) ? verdict.id : verdict;
    },
    settle: (id: unknown, outcome: Outcome = ANSWERED) => permits.settle(record, time, String(id), outcome),
    state: () => limits.state(record, time, 'mine', 0),
  };
}

const announced = (over: Partial<Announced>): Announced => ({
  limit: undefined,
  used: undefined,
  available: undefined,
  ...over,
});
const says = (over: Partial<Quota>): Outcome => ({ kind: 'answered', quota: { ...SILENT, ...over } });
const PACE = { since: 0, spacing: 200, guard: 20, least: 10, until: Number.MAX_SAFE_INTEGER, answers: 0 };
const refused = (window: 'second' | 'minute' | 'day' | undefined, over: Partial<Quota> = {}): Outcome => ({
  kind: 'refused',
  quota: { ...SILENT, ...over },
  window,
  retryAfterMs: undefined,
});

test('a slot frees one period after the answer, not with it', () => {
  const { take, settle, pass } = setUp();
  const ids = Array.from({ length: 5 }, take);
  assert.equal(typeof take(), 'object', 'calls under way count');
  pass(300);
  for (const id of ids) settle(id);
  pass(999);
  assert.equal(typeof take(), 'object');
  pass(2);
  assert.equal(typeof take(), 'string');
});

test('until bursts are known to pass, two calls go at once and no third', () => {
  const { record, take, settle, pass } = setUp(emptyRecord());
  const pair = [take(), take()];
  assert.deepEqual(
    pair.map((id) => typeof id),
    ['string', 'string'],
  );
  assert.equal(typeof take(), 'object');
  pass(20);
  settle(pair[0]);
  assert.equal(record.bursts, false);
  settle(pair[1]);
  assert.equal(record.bursts, true);
  assert.deepEqual(
    [take(), take(), take()].map((id) => typeof id),
    ['string', 'string', 'string'],
  );
});

test('a server that refuses one of the two gets one call at a time, in places given a little ahead', () => {
  const { record, take, settle, pass, now, state } = setUp(emptyRecord());
  const start = now().steady;
  const place = () => (record.last?.takenAt ?? 0) - start;
  const pair = [take(), take()];
  pass(150);
  settle(pair[0], refused('second'));
  settle(pair[1]);
  assert.equal(state().mode, 'paced');
  assert.equal(record.bursts, false);
  assert.deepEqual(state().held?.window, 'second');
  pass(200);
  assert.equal(typeof take(), 'string');
  assert.equal(place(), 350);
  assert.equal(typeof take(), 'string');
  assert.equal(place(), 600, 'period/limit and a guard later');
  assert.deepEqual(take(), { waitMs: 500, lookMs: 375, window: 'second', held: false });
});

test('a call that leaves late moves those after it; one whose place is taken by others too late loses it', () => {
  const { record, permits, take, pass, now } = setUp({ ...emptyRecord(), pace: PACE });
  const first = String(take());
  pass(30);
  assert.equal(permits.leaveLate(record, now(), first), true);
  assert.equal(record.last?.takenAt, now().steady);
  pass(210);
  const second = String(take());
  pass(10);
  const third = String(take());
  assert.equal(permits.leaveLate(record, now(), second), true, 'within the guard');
  pass(21);
  assert.equal(permits.leaveLate(record, now(), second), false);
  assert.deepEqual(
    record.underWay.map(({ id }) => id),
    [first, third],
  );
});

test('the guard goes down with answers, and not again below what was refused', () => {
  const { record, take, settle, pass } = setUp({ ...emptyRecord(), pace: PACE });
  const send = (outcome?: Outcome) => {
    pass(1_000);
    settle(take(), outcome);
  };
  for (let count = 0; count < 100; count++) send();
  assert.equal(record.pace?.guard, 10);
  send(refused('second'));
  assert.equal(record.pace?.guard, 18);
  for (let count = 0; count < 100; count++) send();
  assert.equal(record.pace?.guard, 18);
});

test('where answers come soon they are waited for: then a call has surely arrived', () => {
  const { take, settle, pass, record, now } = setUp({ ...emptyRecord(), pace: PACE, roundTrip: 5 });
  const first = take();
  pass(219);
  assert.equal(typeof take(), 'object', 'no place before the answer');
  settle(first);
  assert.equal(typeof take(), 'string');
  assert.equal((record.last?.takenAt ?? 0) - now().steady, 200);
});

test('a refusal of what the windows allowed paces the key; its pace is kept, and bursts are tried again in the end', () => {
  const { record, take, settle, pass, state } = setUp();
  const ids = Array.from({ length: 5 }, take);
  pass(10);
  for (const id of ids.slice(1)) settle(id);
  settle(ids[0], refused('second'));
  assert.equal(state().mode, 'paced');
  const second = state().windows[0];
  assert.deepEqual([second?.limit, second?.source], [4, 'learned']);
  pass(30 * 60_000);
  settle(take());
  assert.equal(state().mode, 'paced');
  pass(31 * 60_000);
  const pair = [take(), take()];
  assert.equal(state().mode, 'windows');
  assert.equal(typeof take(), 'object', 'a pair at first');
  settle(pair[0], refused('second'));
  settle(pair[1]);
  pass(100 * 60_000);
  take();
  assert.equal(state().mode, 'paced', 'twice as long the second time');
  assert.ok(record.pace);
});

test('calls that were under way when the first refusal came change nothing more', () => {
  const { record, take, settle, pass } = setUp();
  const ids = Array.from({ length: 5 }, take);
  pass(10);
  for (const id of ids) settle(id, refused('second'));
  assert.equal(record.refusals?.count, 1);
  const guard = record.pace?.guard;
  pass(5_000);
  settle(take(), refused('second'));
  assert.ok((record.pace?.guard ?? 0) > (guard ?? 0), 'a refusal in spite of the pace slows it down');
  assert.equal(record.refusals?.count, 2);
});

test('limits rise and fall as announced, and a setting lowers them and never raises', () => {
  const { record, take, settle, pass, state } = setUp();
  const limits = () => state().windows.map(({ limit, source }) => `${limit} ${source}`);
  assert.deepEqual(limits(), ['5 assumed', '120 assumed', '15000 assumed']);
  settle(take(), says({ minute: announced({ limit: 240 }), day: announced({ limit: 30_000 }), spike: 25 }));
  assert.deepEqual(limits(), ['10 announced', '240 announced', '30000 announced']);
  pass(2_000);
  settle(take(), says({ minute: announced({ limit: 60 }), spike: 3 }));
  assert.deepEqual(limits(), ['3 announced', '60 announced', '30000 announced']);
  const own = setUp(record, { second: 2, minute: 1_000, day: 100 });
  assert.deepEqual(
    own.state().windows.map(({ limit, source }) => `${limit} ${source}`),
    ['2 setting', '60 announced', '100 setting'],
  );
});

test('a limit that falls below what is used waits until enough has aged', () => {
  const { take, settle, pass } = setUp();
  const ids = Array.from({ length: 5 }, take);
  for (const id of ids) settle(id, says({ spike: 2 }));
  pass(900);
  assert.equal(typeof take(), 'object');
  pass(101);
  assert.deepEqual(
    [take(), take()].map((id) => typeof id),
    ['string', 'string'],
  );
  assert.equal(typeof take(), 'object');
});

test('what others use of the key is theirs: it is told, and left to them', () => {
  const { take, settle, pass, state } = setUp();
  settle(take(), says({ minute: announced({ limit: 120, used: 116 }) }));
  const minute = () => state().windows[1];
  assert.deepEqual([minute()?.usedHere, minute()?.usedInAll], [1, 116]);
  pass(1_001);
  let sent = 0;
  for (let second = 0; second < 20; second++, pass(1_001)) {
    for (let id = take(); typeof id === 'string'; id = take(), sent++) settle(id);
  }
  assert.equal(sent, 4, '120 less 115 of others and one of ours');
  pass(60_100);
  assert.equal(minute()?.usedInAll, undefined, 'what was said a minute ago says nothing now');
  assert.equal(typeof take(), 'string');
});

test('a call of ours that left the minute while a later one was answered is nobody else’s', () => {
  const { record, take, settle, pass, now } = setUp();
  settle(take());
  pass(59_990);
  const late = take();
  pass(100);
  settle(take());
  settle(late, says({ minute: announced({ limit: 120, used: 2 }) }));
  assert.deepEqual(record.others, { count: 0, at: now().steady });
});

test('a person’s call of one process goes before the background work of another, which does not starve', () => {
  const { record, permits, limits, now, pass } = setUp();
  let count = 0;
  const take = (foreground: boolean, id = `one ${count++}`) => {
    const { steady } = now();
    const verdict = permits.take(record, now(), { id, owner: OWNER, until: steady + 60_000, foreground });
    if (isPermit(verdict)) permits.settle(record, now(), id, ANSWERED);
    return isPermit(verdict);
  };
  for (let index = 0; index < 5; index++) assert.ok(take(false));
  assert.ok(!take(true, 'click'));
  pass(limits.counted('second') + 1);
  for (let index = 0; index < 4; index++) assert.ok(take(false), 'room for both');
  assert.ok(!take(false), 'the last slot is the click’s');
  assert.ok(take(true, 'click'));
  assert.deepEqual(record.foreground, []);
  assert.equal(record.foregroundTaken, 1);
  assert.ok(!take(true, 'another'));
  permits.bury(record, now(), () => false);
  assert.deepEqual(record.foreground, [], 'of a process that ended');
  assert.ok(!take(true, 'forgotten'));
  pass(10_000);
  for (let index = 0; index < 5; index++) assert.ok(take(false), 'one that never came back is not waited for');
});

test('the day is counted as Keap counts it, by others too', () => {
  const { take, settle, pass, state } = setUp();
  settle(take(), says({ day: announced({ limit: 100, used: 99 }) }));
  const day = () => state().windows[2];
  assert.deepEqual([day()?.usedHere, day()?.usedInAll], [1, 99]);
  settle(take(), { kind: 'lost' });
  assert.equal(day()?.usedInAll, 100);
  const wait = take();
  assert.ok(typeof wait === 'object' && wait.window === 'day');
  pass(12 * 3_600_000 + 3_000);
  assert.equal(typeof take(), 'string');
  assert.equal(day()?.usedInAll, undefined);
});

test('a minute that Keap says is full is held until a call of ours has aged, or longer where refusals go on', () => {
  const { take, settle, pass, state } = setUp();
  for (let burst = 0; burst < 4; burst++, pass(1_001)) for (let index = 0; index < 5; index++) settle(take());
  settle(take(), refused('minute'));
  const { held } = state();
  assert.equal(held?.window, 'minute');
  assert.ok((held?.until ?? 0) > NOON + 60_000 && (held?.until ?? 0) < NOON + 61_000, 'the first call of all');
  const wait = take();
  assert.ok(typeof wait === 'object' && wait.held && wait.window === 'minute');
});

test('calls of a process that died are settled when that is found, and give nobody a slot too soon', () => {
  const { record, permits, take, pass, now } = setUp();
  for (let index = 0; index < 5; index++) take();
  pass(5_000);
  assert.equal(
    permits.bury(record, now(), () => true),
    false,
  );
  assert.equal(
    permits.bury(record, now(), () => false),
    true,
  );
  assert.deepEqual(record.underWay, []);
  pass(1_999);
  assert.equal(typeof take(), 'object', 'what it sent last may still be on its way');
  pass(3);
  assert.equal(typeof take(), 'string');
});

test('a call that should have ended long ago gives its slot back even where its process seems to live', () => {
  const { record, permits, take, pass, now } = setUp();
  take();
  pass(60_001);
  assert.equal(
    permits.bury(record, now(), () => true),
    true,
  );
  assert.deepEqual(record.underWay, []);
});

test('after the machine began anew its calls of before are as old as it is up', () => {
  const { record, take } = setUp();
  take();
  record.steady = 1_000_000;
  record.held = { until: 1_005_000, window: 'minute' };
  afterRestart(record, { steady: 30_000, wall: NOON });
  assert.deepEqual(record.answered, [0]);
  assert.deepEqual(record.underWay, []);
  assert.equal(record.held?.until, 35_000);
});

test('a record survives being written and read, and half a one is none', () => {
  const { record, take, settle, pass } = setUp();
  settle(
    take(),
    says({ minute: announced({ limit: 240, used: 3 }), day: announced({ limit: 9, used: 3 }), spike: 25 }),
  );
  pass(2_000);
  settle(take(), refused('second'));
  take();
  const { answered, ...rest } = record;
  assert.deepEqual(parseRecord(JSON.parse(JSON.stringify(rest)), [...answered]), record);
  for (const wrong of [undefined, null, [], {}, { ...rest, days: ['x'] }, { ...rest, underWay: [{}] }]) {
    assert.equal(parseRecord(wrong, [...answered]), undefined);
  }
  assert.equal(parseRecord(rest, [Number.NaN]), undefined);
});

test('where a record was lost second and minute count as used up', () => {
  const { take, pass } = setUp({ ...cautiousRecord(KEY_PLAN, 1_000_000), bursts: true });
  pass(59_000);
  assert.equal(typeof take(), 'object');
  pass(1_100);
  assert.equal(typeof take(), 'string');
});
