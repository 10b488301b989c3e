import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { LimitState, WindowState } from '../../../src/keap/limits/limitState.ts';
import {
  clockTime,
  dayEndSentence,
  heldSentence,
  leftIn,
  limitRows,
  meterWords,
} from '../../../src/keap/limits/limitWords.ts';
import { remainingWords, sendsInWords, waitReason } from '../../../src/keap/limits/waitWords.ts';
import { limitTooltip } from '../../../src/vscode/limits/limitTooltip.ts';

/** 14:30 in Berlin. */
const NOW = Date.UTC(2026, 10, 25, 13, 30);

before(() => {
  process.env['TZ'] = 'Europe/Berlin';
});

function windowOf(name: WindowState['name'], limit: number, rest: Partial<WindowState> = {}): WindowState {
  return { name, limit, source: 'assumed', usedHere: 0, usedInAll: undefined, resetsAt: undefined, ...rest };
}

function stateOf(day: Partial<WindowState> = {}, rest: Partial<LimitState> = {}): LimitState {
  return {
    connectionId: 'c',
    windows: [windowOf('second', 5), windowOf('minute', 120), windowOf('day', 15_000, day)],
    tenant: [],
    waiting: 0,
    held: undefined,
    mode: 'windows',
    ...rest,
  };
}

describe('The meter', () => {
  it('says what is left of all calls, not of ours alone', () => {
    const meter = meterWords(stateOf({ usedHere: 2, usedInAll: 12 }), NOW);
    assert.deepEqual(meter, { text: '14,988 left', spoken: '14,988 calls left today', level: 'usual' });
    assert.equal(meterWords(stateOf({ usedInAll: 14_999 }), NOW).spoken, '1 call left today');
  });

  it('says nothing before anything is known, and that what others used is unknown', () => {
    assert.equal(meterWords(stateOf(), NOW).text, '');
    const unknown = meterWords(stateOf({ usedHere: 3 }), NOW);
    assert.deepEqual(unknown, { text: 'left unknown', spoken: 'calls left today unknown', level: 'usual' });
    assert.equal(leftIn(windowOf('day', 15_000, { usedHere: 3 })), undefined);
  });

  it('says zero only where it is, and until when', () => {
    for (const used of [{ usedInAll: 15_000 }, { usedInAll: 15_200 }, { usedHere: 15_000 }]) {
      const { text, level } = meterWords(stateOf(used), NOW);
      assert.deepEqual([text, level], ['none left until 01:00', 'out'], JSON.stringify(used));
    }
  });

  it('warns from a tenth on', () => {
    const level = (used: Partial<WindowState>) => meterWords(stateOf(used), NOW).level;
    assert.equal(level({ usedInAll: 13_499 }), 'usual');
    assert.equal(level({ usedInAll: 13_500 }), 'near');
    // Whatever others used: so much is known.
    assert.equal(level({ usedHere: 14_000 }), 'near');
    assert.equal(level({ usedHere: 14_000, usedInAll: 200 }), 'near');
  });

  it('says of a hold until when, as long as it lasts', () => {
    const held = { until: NOW + 12_400, window: 'minute' } as const;
    const state = stateOf({ usedInAll: 1 }, { held });
    assert.deepEqual(meterWords(state, NOW), {
      text: 'held until 14:30:12',
      spoken: 'Keap refused a call, held until 14:30:12',
      level: 'out',
    });
    assert.equal(meterWords(state, NOW + 12_400).text, '14,999 left');
    assert.equal(
      heldSentence(state, NOW),
      'Keap refused a call (429): too many calls within a minute. Requests go on by themselves at 14:30:12.',
    );
    assert.match(
      heldSentence({ ...state, held: { until: NOW + 1, window: undefined } }, NOW) ?? '',
      /^Keap refused a call \(429\) and did not say which limit was hit\./,
    );
    assert.equal(heldSentence(state, NOW + 12_400), undefined);
  });
});

describe('The lines of limits', () => {
  const row = (state: LimitState, id: string) => limitRows(state, NOW).find((each) => each.id === id);
  const parts = (state: LimitState, id: string) =>
    Object.fromEntries((row(state, id)?.parts ?? []).map(({ name, value }) => [name, value]));

  it('tell of each window limit, source, use and reset', () => {
    const windows = [
      windowOf('second', 10, { source: 'learned', usedHere: 1, resetsAt: NOW + 700 }),
      windowOf('minute', 240, { source: 'announced', usedHere: 3, usedInAll: 7, resetsAt: NOW + 42_000 }),
      windowOf('day', 1_000, { source: 'setting', usedHere: 12, usedInAll: 40 }),
    ];
    const state = stateOf({}, { windows });
    assert.equal(row(state, 'minute')?.value, '233 of 240 left');
    assert.deepEqual(parts(state, 'minute'), {
      Limit: '240, announced',
      'Used here': '3',
      'Used in all': '7',
      Resets: 'from 14:30:42 on',
    });
    assert.equal(row(state, 'second')?.value, '1 of 10 used here');
    assert.deepEqual(parts(state, 'second'), {
      Limit: '10, learned',
      'Used here': '1',
      'Used in all': 'unknown',
      Resets: 'within a second',
    });
    assert.deepEqual(parts(state, 'day'), {
      Limit: '1,000, setting',
      'Used here': '12',
      'Used in all': '40',
      Resets: '01:00, in 10 h 30 min',
    });
  });

  it('tell of a window without calls that there is nothing to reset, but of the day', () => {
    assert.equal(parts(stateOf(), 'minute')['Resets'], 'nothing to reset');
    assert.equal(parts(stateOf(), 'day')['Resets'], '01:00, in 10 h 30 min');
    assert.equal(parts(stateOf({ resetsAt: NOW - 5 }), 'day')['Resets'], '01:00, in 10 h 30 min');
  });

  it('mark the end of a day, not that of a second or minute', () => {
    const windows = [
      windowOf('second', 5, { usedHere: 5 }),
      windowOf('minute', 120, { usedHere: 120 }),
      windowOf('day', 15_000, { usedHere: 15_000 }),
    ];
    const levels = limitRows(stateOf({}, { windows }), NOW).map(({ id, level }) => [id, level]);
    assert.deepEqual(levels.slice(0, 3), [
      ['second', 'usual'],
      ['minute', 'usual'],
      ['day', 'out'],
    ]);
  });

  it('tell the pools of the app as announced, unknown where they are', () => {
    assert.equal(row(stateOf(), 'tenant'), undefined);
    const tenant = [
      { name: 'minute', limit: 10_000, used: 7, available: undefined },
      { name: 'day', limit: undefined, used: undefined, available: undefined },
    ] as const;
    assert.equal(row(stateOf({}, { tenant: tenant.slice(0, 1) }), 'tenant')?.value, '9,993 of 10,000 left this minute');
    assert.deepEqual(parts(stateOf({}, { tenant }), 'tenant'), { Minute: '9,993 of 10,000 left', Day: 'unknown' });
  });

  it('tell what waits, and how and why calls are paced', () => {
    assert.equal(row(stateOf(), 'waiting')?.value, 'nothing');
    assert.equal(row(stateOf({}, { waiting: 1 }), 'waiting')?.value, '1 request');
    assert.equal(row(stateOf({}, { waiting: 3 }), 'waiting')?.value, '3 requests');
    const pace = row(stateOf({}, { mode: 'paced' }), 'pace');
    assert.equal(pace?.value, 'evenly, 5 a second');
    assert.match(pace?.detail ?? '', /Keap refused calls that the limits allow/);
  });

  it('begin with what is in the way', () => {
    const state = stateOf({}, { held: { until: NOW + 5_000, window: undefined } });
    assert.equal(limitRows(state, NOW)[0]?.value, 'until 14:30:05');
    assert.equal(parts(state, 'held')['Limit that was hit'], 'unknown, Keap did not say');
    assert.equal(limitRows(state, NOW + 5_000)[0]?.id, 'second');
  });
});

describe('The tooltip', () => {
  /** The Markdown with its entities as they are shown. */
  const shown = (markdown: string) =>
    markdown.replaceAll('&nbsp;', '').replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));

  it('has a line for each window and says unknown where nobody knows', () => {
    const text = shown(limitTooltip(stateOf({ usedHere: 12, usedInAll: 40 }), NOW));
    assert.match(text, /^\| Second \| 5 \| assumed \| 0 \| unknown \| +\|$/m);
    assert.match(text, /^\| Day \| 15,000 \| assumed \| 12 \| 40 \| 01:00 \|$/m);
    assert.doesNotMatch(text, /wait|Held|every/);
  });

  it('says who set which limit, what holds and what waits', () => {
    const state = stateOf(
      { source: 'announced' },
      {
        waiting: 2,
        mode: 'paced',
        held: { until: NOW + 2_000, window: 'day' },
        tenant: [{ name: 'day', limit: 250_000, used: 1, available: 249_999 }],
      },
    );
    const text = shown(limitTooltip(state, NOW));
    assert.match(text, /^\*\*Held\.\*\* .*today’s calls are used up\. Requests go on by themselves at 14:30:02\.$/m);
    assert.match(text, /^\| Minute \| 120 \| assumed \|/m);
    assert.match(text, /^\| Day \| 15,000 \| announced \|/m);
    assert.match(text, /^All keys of the app together: 249,999 of 250,000 left today\.$/m);
    assert.match(text, /^2 requests wait\.$/m);
    assert.match(text, /^At most 5 a second, evenly: /m);
  });
});

describe('Times', () => {
  it('to wait are told in units that fit, never shorter than they are', () => {
    const told = [1, 400, 9_900, 9_901, 41_001, 60_000, 125_000, 3_600_000, 33_600_001].map(remainingWords);
    assert.deepEqual(told, ['0.1 s', '0.4 s', '9.9 s', '10 s', '42 s', '1 min', '2 min 5 s', '1 h', '9 h 21 min']);
    assert.equal(sendsInWords(400), 'sends in 0.4 s');
    assert.equal(sendsInWords(0), 'sends in a moment');
  });

  it('of the day are local, exact where they are near, and name another day', () => {
    assert.equal(clockTime(NOW + 5_000, NOW), '14:30:05');
    assert.equal(clockTime(NOW + 3_600_000, NOW), '15:30');
    assert.equal(clockTime(NOW + 11 * 3_600_000, NOW), '01:30');
    assert.equal(clockTime(NOW + 20 * 3_600_000, NOW), '10:30 tomorrow');
  });

  it('of the end of the day are local', () => {
    assert.equal(dayEndSentence(NOW), 'That is 01:00 here, in 10 h 30 min.');
  });

  it('come with a reason', () => {
    assert.equal(waitReason('waiting', 'second'), 'limit of calls a second');
    assert.equal(waitReason('waiting', undefined), 'Keap did not answer, so it goes again');
    assert.equal(waitReason('held', 'minute'), 'Keap refused a call (429), too many a minute');
    assert.equal(waitReason('held', undefined), 'Keap refused a call (429)');
  });
});
