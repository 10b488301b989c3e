import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HookReceiver, MOST_BODY_BYTES } from '../../../src/keap/hooks/hookReceiver.ts';
import { postDocument, type ReadPost, readPost } from '../../../src/keap/hooks/receivedPost.ts';

const AT = Date.parse('2026-11-30T12:00:00Z');
const DELIVERY = '{"event_key":"contact.add","object_type":"contact","object_keys":[{"id":9007199254740993}]}';

describe('A receiver of hooks', () => {
  let posts: ReadPost[];
  let receiver: HookReceiver;
  let path: string;
  beforeEach(async () => {
    posts = [];
    receiver = new HookReceiver(
      (post) => posts.push(readPost(post)),
      () => AT,
    );
    await receiver.listen();
    path = receiver.pathOf('mine');
  });
  afterEach(() => receiver.close());

  const post = (to: string, body?: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${receiver.port}${to}`, { method: 'POST', headers, ...(body ? { body } : {}) });

  it('sends the secret of a handshake back, and masks it from then on', async () => {
    const answer = await post(path, undefined, { 'X-Hook-Secret': 'abcd-secret-of-keap' });
    assert.deepEqual([answer.status, answer.headers.get('x-hook-secret')], [200, 'abcd-secret-of-keap']);
    assert.deepEqual([posts[0]?.kind, posts[0]?.owner, posts[0]?.isEcho], ['handshake', 'mine', true]);
    const { text, extension } = postDocument(posts[0] as ReadPost);
    assert.equal(extension, 'json');
    assert.match(text, /"X-Hook-Secret": "abcd…"/);
    assert.doesNotMatch(text, /secret-of-keap/);
  });

  it('keeps the secret to itself where it is to be verified later, and shows it whole', async () => {
    receiver.answer = 'later';
    const answer = await post(path, undefined, { 'X-Hook-Secret': 'abcd-secret-of-keap' });
    assert.deepEqual([answer.status, answer.headers.get('x-hook-secret')], [202, null]);
    assert.match(postDocument(posts[0] as ReadPost).text, /abcd-secret-of-keap/);
  });

  it('shows a delivery as it came, digit for digit, whatever it answers', async () => {
    for (const [answer, status] of [
      ['take', 200],
      ['fail', 500],
      ['gone', 410],
    ] as const) {
      receiver.answer = answer;
      // Should Keap send a secret with deliveries, too, they are none the less refused.
      assert.equal((await post(path, DELIVERY, { 'X-Hook-Secret': 'abcd' })).status, status);
    }
    assert.deepEqual(
      posts.map(({ kind, answered }) => `${kind} ${answered}`),
      ['delivery 200', 'delivery 500', 'delivery 410'],
    );
    assert.match(postDocument(posts[0] as ReadPost).text, /^ {6}"id": 9007199254740993$/m);
  });

  it('verifies hooks while it refuses deliveries', async () => {
    receiver.answer = 'fail';
    assert.equal((await post(path, undefined, { 'X-Hook-Secret': 'abcd' })).status, 200);
  });

  it('takes nothing from who does not know the path', async () => {
    assert.equal((await post('/hook/guess', DELIVERY)).status, 404);
    assert.equal((await post('/', DELIVERY)).status, 404);
    assert.equal((await fetch(`http://127.0.0.1:${receiver.port}${path}`)).status, 405);
    assert.notEqual(receiver.pathOf('theirs'), path);
    assert.match(path, /^\/hook\/[\w-]{24}$/);
    assert.deepEqual(posts, []);
  });

  it('shows what is no delivery as the text that came', async () => {
    await post(path, '<script>alert(1)</script>');
    await post(path, '{"event_key": 7}');
    await post(path, `key KeapAK-${'b'.repeat(50)}`);
    assert.deepEqual(
      posts.map(({ kind }) => kind),
      ['other', 'other', 'other'],
    );
    assert.deepEqual(postDocument(posts[0] as ReadPost), { text: '<script>alert(1)</script>', extension: 'txt' });
    assert.equal(postDocument(posts[1] as ReadPost).text, '{\n  "event_key": 7\n}');
    assert.doesNotMatch(postDocument(posts[2] as ReadPost).text, /bbbbb{20}/);
  });

  it('takes in a megabyte and no more', async () => {
    const fits = `"${'x'.repeat(MOST_BODY_BYTES - 2)}"`;
    assert.equal((await post(path, fits)).status, 200);
    assert.equal((await post(path, `${fits} `)).status, 413);
    assert.deepEqual(
      posts.map(({ isCut, text }) => [isCut, text.length]),
      [
        [false, MOST_BODY_BYTES],
        [true, MOST_BODY_BYTES],
      ],
    );
    assert.match(postDocument(posts[1] as ReadPost).text, /There was more than the receiver takes in\.$/);
  });

  it('forgets who hangs up in the middle', async () => {
    const sent = request({ port: receiver.port, path, method: 'POST', headers: { 'content-length': 100 } });
    sent.on('error', () => undefined);
    sent.write('{"event_key":');
    await once(sent, 'socket');
    await new Promise((resolve) => sent.socket?.once('connect', resolve) ?? resolve(undefined));
    sent.destroy();
    assert.equal((await post(path, DELIVERY)).status, 200);
    assert.equal(posts.length, 1);
  });

  it('says so where the port is taken', async () => {
    const other = new HookReceiver(() => undefined);
    await assert.rejects(other.listen(receiver.port), { code: 'EADDRINUSE' });
  });
});
