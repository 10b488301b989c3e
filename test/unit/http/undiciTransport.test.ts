import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MemorySink } from '../../../src/keap/http/body.ts';
import { bodyText } from '../../../src/keap/http/httpResponse.ts';
import { isSendError, type SendErrorCode } from '../../../src/keap/http/sendError.ts';
import type { TransportOptions } from '../../../src/keap/http/transport.ts';
import { UndiciTransport } from '../../../src/keap/http/undiciTransport.ts';

const transport = new UndiciTransport();
after(() => transport.close());

async function withServer(listener: RequestListener, use: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function options(over: Partial<TransportOptions> = {}): TransportOptions {
  return { signal: new AbortController().signal, timeoutMs: 5000, maxBytes: 2 ** 20, ...over };
}

function get(origin: string, over: Partial<TransportOptions> = {}) {
  return transport.send({ origin, method: 'GET', target: '/a?b=c', headers: { accept: '*/*' } }, options(over));
}

async function failsWith(code: SendErrorCode, promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isSendError(error), String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, /^[A-Z0-9].*\.$/, 'a sentence');
    return error;
  }
  return assert.fail('it was answered');
}

test('sends as told and takes a compressed answer', async () => {
  const seen: string[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push(`${request.method} ${request.url} ${request.headers['x-one']} ${Buffer.concat(chunks).toString()}`);
    response.writeHead(201, { 'content-encoding': 'gzip', 'X-Many': ['1', '2'] }).end(gzipSync('{"a":1}'));
  };
  await withServer(listener, async (origin) => {
    const body = Buffer.from('{"x":"é"}');
    const request = { origin, method: 'POST' as const, target: '/p?q=%2A', headers: { 'x-one': '1' }, body };
    const answer = await transport.send(request, options());
    assert.deepEqual(seen, ['POST /p?q=%2A 1 {"x":"é"}']);
    assert.equal(answer.status, 201);
    assert.equal(await bodyText(answer), '{"a":1}');
    assert.deepEqual(
      answer.headers.filter(([name]) => name === 'x-many').map(([, value]) => value),
      ['1', '2'],
    );
    assert.ok(answer.timing.totalMs >= answer.timing.firstByteMs);
  });
});

test('an error answer is decompressed too', async () => {
  await withServer(
    (_request, response) => response.writeHead(500, { 'content-encoding': 'gzip' }).end(gzipSync('oops')),
    async (origin) => assert.equal(await bodyText(await get(origin)), 'oops'),
  );
});

test('a redirect is an answer, not a way', async () => {
  let hits = 0;
  await withServer(
    (_request, response) => {
      hits++;
      response.writeHead(307, { location: '/elsewhere' }).end();
    },
    async (origin) => {
      assert.equal((await get(origin)).status, 307);
      assert.equal(hits, 1);
    },
  );
});

test('a broken connection is told, and nothing is sent a second time', async () => {
  let hits = 0;
  await withServer(
    (request) => {
      hits++;
      request.socket.destroy();
    },
    async (origin) => {
      for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const) {
        hits = 0;
        const sending = transport.send(
          { origin, method, target: '/', headers: {}, body: Buffer.from('{}') },
          options(),
        );
        await failsWith('dropped', sending);
        assert.equal(hits, 1, method);
      }
    },
  );
});

test('an answer that ends early is told', async () => {
  await withServer(
    (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a":');
      response.socket?.end();
    },
    async (origin) => void (await failsWith('dropped', get(origin))),
  );
});

test('no answer in time, cancelling and size end an exchange', async () => {
  await withServer(
    () => undefined,
    async (origin) => {
      await failsWith('timeout', get(origin, { timeoutMs: 50 }));
      const controller = new AbortController();
      const sending = get(origin, { signal: controller.signal });
      controller.abort();
      await failsWith('cancelled', sending);
      await failsWith('cancelled', get(origin, { signal: AbortSignal.abort() }));
    },
  );
  await withServer(
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000))),
    async (origin) => {
      await failsWith('tooLarge', get(origin, { maxBytes: 49_999 }));
      assert.equal((await get(origin, { maxBytes: 50_000 })).body.byteLength, 50_000);
    },
  );
});

/** Counts what it is handed, slowly if told so. */
class SlowSink extends MemorySink {
  taken = 0;
  dropped = false;
  readonly ready: () => Promise<void>;

  constructor(ready: () => Promise<void> = async () => undefined) {
    super();
    this.ready = ready;
  }

  override take(piece: Uint8Array): undefined {
    this.taken += piece.length;
    super.take(piece);
    return this.ready() as never;
  }

  override async drop(): Promise<void> {
    this.dropped = true;
  }
}

test('a body goes to its sink as fast as that takes it, and no faster', async () => {
  let written = 0;
  const listener: RequestListener = (_request, response) => {
    const more = () => {
      while (written < 64 * 2 ** 20) {
        written += 2 ** 16;
        if (!response.write(Buffer.alloc(2 ** 16, 32))) return response.once('drain', more);
      }
      return response.end();
    };
    more();
  };
  await withServer(listener, async (origin) => {
    const waits = Promise.withResolvers<void>();
    const sink = new SlowSink(() => waits.promise);
    const sending = get(origin, { maxBytes: 2 ** 27, sink: () => sink });
    let before = -1;
    // Until neither side moves any more.
    for (let still = 0; still < 500; still = written === before ? still + 1 : 0) {
      before = written;
      await new Promise(setImmediate);
    }
    assert.ok(sink.taken > 0 && sink.taken <= 2 ** 18, `${sink.taken} bytes taken`);
    assert.ok(written < 32 * 2 ** 20, `${written} bytes written while nobody takes any`);
    waits.resolve();
    assert.equal((await sending).body.byteLength, 64 * 2 ** 20);
  });
});

test('a sink hears of it when an answer breaks off, is cancelled or is too large', async () => {
  const begin: RequestListener = (_request, response) => {
    response.writeHead(200, { 'content-length': '1000000' }).write(Buffer.alloc(70_000));
  };
  await withServer(
    (request, response) => {
      begin(request, response);
      setImmediate(() => response.destroy());
    },
    async (origin) => {
      const sink = new SlowSink();
      await failsWith('dropped', get(origin, { sink: () => sink }));
      assert.ok(sink.dropped);
    },
  );
  await withServer(begin, async (origin) => {
    const [cancelled, large] = [new SlowSink(), new SlowSink()];
    const controller = new AbortController();
    const sending = get(origin, { signal: controller.signal, sink: () => cancelled });
    while (cancelled.taken === 0) await new Promise(setImmediate);
    controller.abort();
    await failsWith('cancelled', sending);
    assert.ok(cancelled.dropped);
    await failsWith('tooLarge', get(origin, { maxBytes: 69_999, sink: () => large }));
    assert.ok(large.dropped);
  });
});

test('a new connection takes time, one that was kept takes none', async () => {
  await withServer(
    (_request, response) => response.end('{}'),
    async (origin) => {
      const first = (await get(origin)).timing;
      // The least of some: on a busy machine anything may take a millisecond now and then.
      const others: number[] = [];
      while (others.length < 5) others.push((await get(origin)).timing.connectMs ?? 0);
      const kept = Math.min(...others);
      assert.ok((first.connectMs ?? 0) > 0 && (first.connectMs ?? 0) <= first.firstByteMs);
      assert.ok(kept < (first.connectMs ?? 0), `${kept} of ${first.connectMs} ms`);
    },
  );
});

test('a server that is not there is told', async () => {
  let origin = '';
  await withServer(
    () => undefined,
    async (at) => {
      origin = at;
    },
  );
  await failsWith('unreachable', get(origin));
});

test('connections are kept for the next request', async () => {
  const sockets = new Set<unknown>();
  await withServer(
    (request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    },
    async (origin) => {
      for (let i = 0; i < 5; i++) await get(origin);
      assert.ok(sockets.size < 5, `${sockets.size} connections`);
    },
  );
});
