import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharedWork } from '../../../src/keap/account/sharedWork.ts';

function work() {
  const shared = new SharedWork<string, number>();
  const started: { signal: AbortSignal; tell: (so: number) => void; done: PromiseWithResolvers<string> }[] = [];
  const join = (signal: AbortSignal, onProgress?: (so: number) => void) =>
    shared.join(
      'a\none',
      (ended, tell) => {
        const done = Promise.withResolvers<string>();
        started.push({ signal: ended, tell, done });
        return done.promise;
      },
      signal,
      onProgress,
    );
  return { shared, started, join };
}

const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('two who want the same share it, and the later one hears how far it is', async () => {
  const { started, join } = work();
  const heard: string[] = [];
  const first = join(never, (so) => heard.push(`first ${so}`));
  await turn();
  started[0]?.tell(1);
  const second = join(never, (so) => heard.push(`second ${so}`));
  started[0]?.tell(2);
  started[0]?.done.resolve('done');
  assert.deepEqual(await Promise.all([first, second]), ['done', 'done']);
  assert.equal(started.length, 1);
  assert.deepEqual(heard, ['first 1', 'second 1', 'first 2', 'second 2']);
});

test('one who leaves ends nothing for another; the last one ends the work', async () => {
  const { started, join } = work();
  const [one, two] = [new AbortController(), new AbortController()];
  const first = join(one.signal);
  const second = join(two.signal);
  await turn();
  one.abort();
  await assert.rejects(first, { name: 'AbortError' });
  assert.equal(started[0]?.signal.aborted, false);
  two.abort();
  await assert.rejects(second, { name: 'AbortError' });
  assert.equal(started[0]?.signal.aborted, true);
  started[0]?.done.reject(new Error('late'));
});

test('a failure reaches everyone, and the next one starts anew', async () => {
  const { started, join } = work();
  const both = [join(never), join(never)];
  await turn();
  started[0]?.done.reject(new Error('refused'));
  for (const each of both) await assert.rejects(each, /refused/);
  const again = join(never);
  await turn();
  started[1]?.done.resolve('now');
  assert.equal(await again, 'now');
});

test('work that everybody left is not joined again', async () => {
  const { started, join } = work();
  const one = new AbortController();
  const first = join(one.signal);
  await turn();
  one.abort();
  await assert.rejects(first);
  const second = join(never);
  await turn();
  assert.equal(started.length, 2);
  started[0]?.done.resolve('old');
  started[1]?.done.resolve('new');
  assert.equal(await second, 'new');
});

test('nothing starts for someone who has left already', async () => {
  const { started, join } = work();
  await assert.rejects(join(AbortSignal.abort()), { name: 'AbortError' });
  await turn();
  assert.equal(started.length, 0);
});
