import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { shakeHands } from '../../../src/sandbox/resources/settings/handshake.ts';

/** What comes of shaking hands with a server of this machine, and how often it was called. */
async function shaken(answer: RequestListener, host = '127.0.0.1') {
  let calls = 0;
  const server = createServer((request, response) => {
    calls++;
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const isVerified = await shakeHands(`http://${host}:${port}/hook`, 'secret');
  server.close();
  return { isVerified, calls };
}

describe('A handshake', () => {
  const answering = (status: number, secret: string): RequestListener => {
    return (_request, response) => response.writeHead(status, { 'X-Hook-Secret': secret }).end('thanks');
  };

  it('succeeds where status 200 comes with the secret', async () => {
    assert.deepEqual(await shaken(answering(200, 'secret')), { isVerified: true, calls: 1 });
    assert.deepEqual(await shaken(answering(200, 'secret'), 'localhost'), { isVerified: true, calls: 1 });
  });

  it('fails where either is missing, and where the server does', async () => {
    assert.deepEqual(await shaken(answering(200, 'other')), { isVerified: false, calls: 1 });
    assert.deepEqual(await shaken(answering(201, 'secret')), { isVerified: false, calls: 1 });
    assert.deepEqual(await shaken((request) => request.socket.destroy()), { isVerified: false, calls: 1 });
    assert.equal(await shakeHands('http://127.0.0.1:1/', 'secret'), false);
  });

  it('calls nobody who does not say to be on this machine, even if that is so', async () => {
    assert.deepEqual(await shaken(answering(200, 'secret'), '0.0.0.0'), { isVerified: false, calls: 0 });
    assert.equal(await shakeHands('https://example.com/', 'secret'), false);
    assert.equal(await shakeHands('no address', 'secret'), false);
  });
});
