import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { afterEach, beforeEach, describe, it } from 'node:test';

/** VS Code as far as a receiver asks for it: events, context keys, and where a port is forwarded to. */
const standIn = {
  asked: [] as string[],
  keys: {} as Record<string, unknown>,
  external: 'http://127.0.0.1:4000/',
};
Object.assign(globalThis, { hookStandIn: standIn });
const STAND_IN = `data:text/javascript,${encodeURIComponent(`
  const { hookStandIn } = globalThis;
  export class EventEmitter {
    listeners = [];
    event = (listener) => { this.listeners.push(listener); return { dispose() {} }; };
    fire(event) { for (const listener of this.listeners) listener(event); }
    dispose() { this.listeners = []; }
  }
  export const Uri = { parse: (text) => text };
  export const env = { asExternalUri: async (uri) => { hookStandIn.asked.push(uri); return hookStandIn.external; } };
  export const commands = { executeCommand: (_id, name, value) => { hookStandIn.keys[name] = value; } };
`)}`;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
});
const { Receiver } = await import('../../../src/vscode/hooks/receiver.ts');

describe('The receiver of a window', () => {
  let receiver: InstanceType<typeof Receiver>;
  beforeEach(async () => {
    Object.assign(standIn, { asked: [], keys: {}, external: 'http://127.0.0.1:4000/' });
    receiver = new Receiver();
    await receiver.start(0);
  });
  afterEach(async () => {
    await receiver.stop();
    receiver.dispose();
  });

  /** What is behind the host of an address, which is secret and differs each time. */
  const path = (address: string | undefined) => new URL(address ?? '').pathname;
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(receiver.localAddress('mine') ?? '', { method: 'POST', body, headers });

  it('has no public address where VS Code forwards nothing, and asks for none by itself', async () => {
    assert.deepEqual(standIn.asked, []);
    assert.equal(await receiver.forward(), false);
    assert.deepEqual(standIn.asked, [`http://127.0.0.1:${receiver.port}/`]);
    assert.equal(receiver.publicAddress('mine'), undefined);
    standIn.external = 'https://localhost:4000/';
    assert.equal(await receiver.forward(), false, 'an address of this machine is none');
  });

  it('has the address that VS Code forwards its port to', async () => {
    standIn.external = 'https://name-4000.app.github.dev/';
    assert.equal(await receiver.forward(), true);
    const address = receiver.publicAddress('mine') ?? '';
    assert.match(address, /^https:\/\/name-4000\.app\.github\.dev\/hook\/[\w-]{24}$/);
    assert.equal(path(address), path(receiver.localAddress('mine')));
    assert.equal(receiver.isOwn(address, 'mine'), true);
    assert.equal(receiver.isOwn(address, 'theirs'), false);
  });

  it('takes the address that a person knows', () => {
    receiver.usePublic(' https://tunnel.example/a/ ');
    assert.match(receiver.publicAddress('mine') ?? '', /^https:\/\/tunnel\.example\/a\/hook\/[\w-]{24}$/);
  });

  it('is gone when it is stopped, but what came is not', async () => {
    const address = receiver.localAddress('mine') ?? '';
    receiver.usePublic('https://tunnel.example');
    await post('{"event_key":"task.add"}');
    await receiver.stop();
    assert.deepEqual(standIn.keys, { 'keap.hookReceiverContext': false, 'keap.hookPostsContext': true });
    await assert.rejects(fetch(address, { method: 'POST' }));
    assert.deepEqual(
      [receiver.port, receiver.localAddress('mine'), receiver.publicAddress('mine')],
      [undefined, undefined, undefined],
    );
    await receiver.start(0);
    assert.notEqual(path(receiver.localAddress('mine')), path(address), 'an old address leads nowhere');
    await post('{"event_key":"task.add"}');
    assert.equal(new Set(receiver.posts.map(({ id }) => id)).size, 2, 'both are shown, each by its id');
    receiver.clear();
    assert.deepEqual([receiver.posts.length, standIn.keys['keap.hookPostsContext']], [0, false]);
  });

  it('knows the secret that was not sent back', async () => {
    await post('', { 'X-Hook-Secret': 'sent-back' });
    assert.equal(receiver.openSecret('mine'), undefined);
    receiver.answerWith('later');
    await post('', { 'X-Hook-Secret': 'kept' });
    assert.deepEqual([receiver.openSecret('mine'), receiver.openSecret('theirs')], ['kept', undefined]);
    receiver.answerWith('take');
    await post('', { 'X-Hook-Secret': 'newer' });
    assert.equal(receiver.openSecret('mine'), undefined, 'an old one verifies nothing any more');
  });

  it('keeps the newest of what came, up to a number and a size', async () => {
    for (let count = 1; count <= 201; count++) await post(String(count));
    assert.equal(receiver.posts.length, 200);
    assert.deepEqual([receiver.posts[0]?.text, receiver.posts.at(-1)?.text], ['201', '2']);
    const large = 'x'.repeat(1 << 20);
    for (let count = 0; count < 17; count++) await post(large);
    const kept = receiver.posts.reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(kept <= 16_000_000, `${kept}`);
    assert.equal(receiver.find(receiver.posts[0]?.id ?? '')?.text, large);
  });
});
