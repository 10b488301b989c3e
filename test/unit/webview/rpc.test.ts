import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Readers, Rpc } from '../../../src/webview/rpc.ts';

type Calls = {
  double: { argument: number; result: number };
  forget: { argument: null; result: null };
};
type Events = { news: string };

const readers: Readers<Calls, Events> = {
  results: { double: (value) => (typeof value === 'number' ? value : undefined), forget: () => null },
  events: { news: (value) => (typeof value === 'string' ? value : undefined) },
};

function setup() {
  const posted: unknown[] = [];
  let hear: (message: unknown) => void = () => {};
  const rpc = new Rpc<Calls, Events>(
    {
      post: (message) => posted.push(message),
      listen: (listener) => {
        hear = listener;
      },
    },
    readers,
  );
  return { rpc, posted, host: (message: unknown) => hear(message) };
}

describe('Calls of a webview', () => {
  it('are posted with an id and resolve with the answer to it', async () => {
    const { rpc, posted, host } = setup();
    const first = rpc.call('double', 2);
    const second = rpc.call('double', 3);
    assert.deepEqual(posted, [
      { kind: 'call', id: 1, method: 'double', argument: 2 },
      { kind: 'call', id: 2, method: 'double', argument: 3 },
    ]);
    host({ kind: 'answer', id: 2, ok: true, result: 6 });
    host({ kind: 'answer', id: 1, ok: true, result: 4 });
    assert.deepEqual(await Promise.all([first, second]), [4, 6]);
  });

  it('resolve with null where nothing is answered', async () => {
    const { rpc, host } = setup();
    const call = rpc.call('forget', null);
    host({ kind: 'answer', id: 1, ok: true });
    assert.equal(await call, null);
  });

  it('reject with the sentence of the host', async () => {
    const { rpc, host } = setup();
    const call = rpc.call('double', 2);
    host({ kind: 'answer', id: 1, ok: false, error: 'The sandbox does not start.' });
    await assert.rejects(call, { message: 'The sandbox does not start.' });
  });

  it('reject when the result is not what was asked for', async () => {
    const { rpc, host } = setup();
    const call = rpc.call('double', 2);
    host({ kind: 'answer', id: 1, ok: true, result: 'four' });
    await assert.rejects(call, /does not understand/);
  });

  it('reject when they cannot be posted', async () => {
    const port = {
      post: () => {
        throw new Error('DataCloneError');
      },
      listen: () => {},
    };
    await assert.rejects(new Rpc<Calls, Events>(port, readers).call('double', 1), /could not be handed/);
  });

  it('ignore malformed messages and answers to nobody', async () => {
    const { rpc, host } = setup();
    const call = rpc.call('double', 2);
    for (const message of [
      undefined,
      null,
      'answer',
      [],
      {},
      { kind: 'answer' },
      { kind: 'answer', id: '1', ok: true, result: 1 },
      { kind: 'answer', id: 1 },
      { kind: 'answer', id: 9, ok: true, result: 1 },
      { kind: 'event', name: 'toString', data: 1 },
      { kind: 'event', name: 7 },
      { kind: 'call', id: 1, method: 'double', argument: 1 },
    ]) {
      host(message);
    }
    host({ kind: 'answer', id: 1, ok: true, result: 4 });
    host({ kind: 'answer', id: 1, ok: true, result: 5 });
    assert.equal(await call, 4);
  });
});

describe('Events of a webview', () => {
  it('reach every listener until it stops', () => {
    const { rpc, host } = setup();
    const heard: string[] = [];
    const stop = rpc.on('news', (data) => heard.push(`a ${data}`));
    rpc.on('news', (data) => heard.push(`b ${data}`));
    host({ kind: 'event', name: 'news', data: 'one' });
    stop();
    host({ kind: 'event', name: 'news', data: 'two' });
    assert.deepEqual(heard, ['a one', 'b one', 'b two']);
  });

  it('are dropped when their data cannot be read', () => {
    const { rpc, host } = setup();
    rpc.on('news', () => assert.fail());
    host({ kind: 'event', name: 'news', data: { text: 'one' } });
  });
});
