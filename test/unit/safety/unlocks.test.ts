import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Unlocks } from '../../../src/keap/safety/unlocks.ts';

const HOUR = 3_600_000;
const ACME = { id: 'c', origin: 'https://api.infusionsoft.com', app: 'ab103', maskedKey: '*****c5169' };

function setup() {
  const time = { now: 1_000_000, timers: [] as { readonly at: number; readonly work: () => void }[], told: 0 };
  const unlocks = new Unlocks(
    () => {
      time.told++;
    },
    {
      now: () => time.now,
      after: (ms, work) => {
        time.timers.push({ at: time.now + ms, work });
        return undefined;
      },
    },
  );
  return { time, unlocks };
}

describe('An unlocking', () => {
  it('ends by the clock, though no timer has rung, and tells when one rings', () => {
    const { time, unlocks } = setup();
    unlocks.unlock(ACME, HOUR);
    assert.equal(unlocks.until(ACME), time.now + HOUR);
    assert.equal(time.told, 1);
    time.now += HOUR - 1;
    assert.notEqual(unlocks.until(ACME), undefined);
    time.now += 1;
    assert.equal(unlocks.until(ACME), undefined);
    assert.equal(time.timers[0]?.at, time.now);
    time.timers[0]?.work();
    assert.equal(time.told, 2);
  });

  it('is of one connection, and ends by locking', () => {
    const { time, unlocks } = setup();
    unlocks.unlock(ACME, HOUR);
    assert.equal(unlocks.until({ ...ACME, id: 'other' }), undefined);
    unlocks.lock('other');
    assert.equal(time.told, 1);
    unlocks.lock(ACME.id);
    assert.equal(unlocks.until(ACME), undefined);
    assert.equal(time.told, 2);
  });

  it('is for the account it was meant for', () => {
    for (const change of [{ app: 'zz999' }, { maskedKey: '*****00000' }, { origin: 'https://api.keap.com' }]) {
      const { unlocks } = setup();
      unlocks.unlock(ACME, Number.POSITIVE_INFINITY);
      assert.equal(unlocks.until({ ...ACME, ...change }), undefined);
      assert.equal(unlocks.until(ACME), Number.POSITIVE_INFINITY);
    }
  });

  it('of a window’s life has no timer', () => {
    const { time, unlocks } = setup();
    unlocks.unlock(ACME, Number.POSITIVE_INFINITY);
    assert.deepEqual(time.timers, []);
    unlocks.clear();
    assert.equal(unlocks.until(ACME), undefined);
  });
});
