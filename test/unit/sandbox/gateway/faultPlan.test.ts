import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAULT_NAMES, type FaultOptions, FaultPlan } from '../../../../src/sandbox/gateway/faults/faultPlan.ts';

const TURNS = 2000;

/** What the first requests of a plan get, as text. */
function fates(options: FaultOptions): string[] {
  const plan = new FaultPlan(options);
  const line = { method: 'GET', path: '/crm/rest/v2/contacts', query: new URLSearchParams() };
  return Array.from({ length: TURNS }, () => {
    const { faults } = plan.next({});
    return faults.map((fault) => fault.answer?.(line)?.status ?? 'other').join('+') || 'none';
  });
}

const share = (all: readonly string[], one: string) => all.filter((fate) => fate === one).length / all.length;

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 0.04, `${actual} is not about ${expected}`);
}

describe('A plan of faults', () => {
  it('without options lets nothing go wrong', () => {
    assert.equal(share(fates({}), 'none'), 1);
    assert.equal(new FaultPlan({}).next({}).latency, 0);
  });

  it('hits the share of the requests that it shall, with each of its choices', () => {
    const all = fates({ faults: ['503', '504,429'], rate: 0.2 });
    close(share(all, 'none'), 0.8);
    close(share(all, '503'), 0.1);
    close(share(all, '504+429'), 0.1);
    assert.equal(share(fates({ faults: ['503'], rate: 0 }), 'none'), 1);
    assert.equal(share(fates({ faults: ['503'] }), '503'), 1);
  });

  it('comes out the same for the same seed and otherwise for another', () => {
    const options = { faults: ['503', '504'], rate: 0.5, seed: 3 };
    assert.deepEqual(fates(options), fates(options));
    assert.notDeepEqual(fates(options), fates({ ...options, seed: 4 }));
  });

  it('spreads jitter evenly over what it may be, and adds up what makes an answer late', () => {
    const plan = new FaultPlan({ latency: 100, jitter: 40, faults: ['slow:1000'] });
    const extra = Array.from({ length: TURNS }, () => plan.next({}).latency - 1100);
    assert.ok(extra.every((one) => one >= 0 && one < 40));
    close(extra.reduce((sum, one) => sum + one, 0) / TURNS / 40, 0.5);
  });

  it('lets the headers of a request go before its options, each for itself', () => {
    const plan = new FaultPlan({ latency: 100, faults: ['503'] });
    assert.equal(plan.next({ 'x-sandbox-latency': '7' }).latency, 7);
    assert.equal(plan.next({ 'x-sandbox-latency': '7' }).faults.length, 1);
    assert.deepEqual(plan.next({ 'x-sandbox-fault': 'none' }), { faults: [], latency: 100 });
    assert.equal(plan.next({ 'x-sandbox-fault': 'slow:5, truncate' }).latency, 105);
  });

  it('knows every name that it says it knows', () => {
    for (const name of FAULT_NAMES) {
      const { faults } = new FaultPlan({ faults: [name.replace('MS', '10')] }).next({});
      assert.deepEqual([faults.length, Object.keys(faults[0] ?? {}).length], [1, 1], name);
    }
    assert.throws(() => new FaultPlan({ faults: ['constructor'] }), /names no fault/);
    assert.throws(() => new FaultPlan({ faults: ['constructor:5'] }), /names no fault/);
  });
});
