import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { DELIVERY_FAULTS, TIMED_FAULTS } from '../../../../src/sandbox/gateway/faults/deliveryFaults.ts';
import type { Fault } from '../../../../src/sandbox/gateway/faults/fault.ts';

/** How a delivery ends at the server when its client hangs up after the first bytes: `sent`, or the error's name. */
async function hungUpOn({ deliver }: Fault): Promise<string> {
  assert.ok(deliver);
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  const server = createServer((request: IncomingMessage, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const pause = () =>
      new Promise<void>((resolve, reject) => {
        gone.signal.addEventListener('abort', () => reject(gone.signal.reason));
        setImmediate(resolve);
      });
    const answer = { status: 200, json: { text: 'x'.repeat(100_000) } };
    deliver({ request, response, answer, headers: {}, gone: gone.signal, pause }).then(
      () => end('sent'),
      (error) => end(error.name),
    );
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const hangUp = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { signal: hangUp.signal });
  await answer.body?.getReader().read();
  hangUp.abort();
  const how = await ended;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return how;
}

describe('A body that never ends', () => {
  it('ends when the client hangs up', async () => {
    assert.equal(await hungUpOn(DELIVERY_FAULTS['endless'] ?? {}), 'AbortError');
  });
});

describe('A body that trickles', () => {
  it('stops when the client hangs up', async () => {
    const slow = TIMED_FAULTS['trickle']?.(1) ?? {};
    assert.equal(await hungUpOn(slow), 'AbortError');
  });
});
