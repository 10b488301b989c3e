import { once } from 'node:events';
import { bodyOf } from '../../answer.ts';
import type { Delivery, Fault } from './fault.ts';

/** What goes wrong on the way: with the connection, with the kind of content, or with the data between two pages. */
export const DELIVERY_FAULTS: Readonly<Record<string, Fault>> = {
  timeout: { drop: () => undefined },
  reset: { drop: (request) => request.socket.resetAndDestroy() },
  'reset-midway': { deliver: (delivery) => half(delivery, () => delivery.request.socket.resetAndDestroy()) },
  truncate: { deliver: (delivery) => half(delivery, () => delivery.response.destroy()) },
  endless: { deliver: endless },
  'json-as-html': {
    change: (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html;charset=UTF-8' } }),
  },
  shift: { shift: ({ method, query }) => method === 'GET' && PAGING.some((name) => query.has(name)) },
};

/** Faults whose name takes a number of milliseconds, as in `slow:500`. */
export const TIMED_FAULTS: Readonly<Record<string, (milliseconds: number) => Fault>> = {
  slow: (latency) => ({ latency }),
  trickle: (milliseconds) => ({ deliver: (delivery) => trickle(delivery, milliseconds) }),
};

/** Parameters by which a request says that it wants a page of a list. */
const PAGING = ['page_token', 'page_size', 'offset', 'limit'];

const TRICKLE_PIECES = 16;
const SPACES = Buffer.alloc(64 * 1024, ' ');
const BETWEEN_SPACES_MS = 10;

/** Promises the whole body and sends half of it. */
function half(delivery: Delivery, cut: () => void): Promise<void> {
  const bytes = begin(delivery, true);
  return new Promise((resolve) => {
    delivery.response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
      cut();
      resolve();
    });
  });
}

/** Sends the body in small pieces, with a pause before each. */
async function trickle(delivery: Delivery, milliseconds: number): Promise<void> {
  const bytes = begin(delivery, true);
  delivery.response.flushHeaders();
  const size = Math.max(1, Math.ceil(bytes.length / TRICKLE_PIECES));
  for (let from = 0; from < bytes.length; from += size) {
    await delivery.pause(milliseconds);
    delivery.response.write(bytes.subarray(from, from + size));
  }
  delivery.response.end();
}

/** Sends the body and then blanks, which JSON allows, until the client hangs up. */
async function endless(delivery: Delivery): Promise<void> {
  const { response, gone, pause } = delivery;
  response.write(begin(delivery, false));
  for (;;) {
    if (response.write(SPACES)) await pause(BETWEEN_SPACES_MS);
    else await once(response, 'drain', { signal: gone });
  }
}

/** Sends the head of the answer. Gives its body, or a few words where it has none, which nothing could go wrong with. */
function begin({ response, answer, headers }: Delivery, withLength: boolean): Buffer {
  const { type, bytes } = bodyOf(answer) ?? { type: 'text/plain;charset=UTF-8', bytes: Buffer.from('No body') };
  const length = withLength ? { 'content-length': bytes.length } : {};
  const status = answer.status === 204 ? 200 : answer.status;
  response.writeHead(status, { ...headers, 'content-type': type, ...length, ...answer.headers });
  return bytes;
}
