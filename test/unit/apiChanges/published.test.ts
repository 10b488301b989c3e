import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fetchPublished, PUBLISHED, type PublishedAddress } from '../../../src/keap/apiChanges/published.ts';
import { DEFAULT_NETWORK } from '../../../src/keap/http/proxy.ts';
import { UndiciTransport } from '../../../src/keap/http/undiciTransport.ts';
import { type Internet, startInternet } from '../../internet/internet.ts';

const local = new UndiciTransport();
after(() => local.close());

function signal(): AbortSignal {
  return new AbortController().signal;
}

/** Fetches from a server of this machine that answers as the listener does. */
async function fetched(listener: RequestListener, timeoutMs?: number): Promise<Uint8Array> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await fetchPublished({ version: 'v2', origin, target: '/V2' }, local, signal(), timeoutMs);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function refuses(sentence: RegExp, listener: RequestListener, timeoutMs?: number): Promise<void> {
  return assert.rejects(fetched(listener, timeoutMs), { name: 'DocumentError', message: sentence });
}

describe('A published description', () => {
  it('comes from Keap’s own addresses alone', () => {
    for (const { origin, target } of PUBLISHED) {
      assert.match(`${origin}${target}`, /^https:\/\/(crm|api)\.infusionsoft\.com\/[\w/-]+$/);
    }
  });

  it('is taken whole', async () => {
    const bytes = await fetched((request, response) => {
      assert.equal(request.url, '/V2');
      response.setHeader('content-encoding', 'gzip').end(gzipSync('{"openapi":"3.1.0"}'));
    });
    assert.equal(new TextDecoder().decode(bytes), '{"openapi":"3.1.0"}');
  });

  it('is refused beyond 20 MB, while it comes: the rest of 100 MB is never taken', async () => {
    let sent = 0;
    const piece = Buffer.alloc(2 ** 20, 32);
    await refuses(/^It is larger than 20 MB, which no description of Keap’s is\.$/, (_request, response) => {
      const more = (): void => {
        while (sent < 100 && !response.destroyed) {
          sent++;
          if (!response.write(piece)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    assert.ok(sent < 60, `${sent} MB`);
  });

  it('is refused beyond 20 MB, however small it was packed', () =>
    refuses(/larger than 20 MB/, (_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(30 * 2 ** 20)));
    }));

  it('is refused where it comes too slowly', () =>
    refuses(
      /^127\.0\.0\.1:\d+ did not send it within 0\.2 s\.$/,
      (_request, response) => void response.write('{'),
      200,
    ));

  it('is refused where the connection breaks', () =>
    refuses(/^The connection to 127\.0\.0\.1:\d+ broke before its end\.$/, (_request, response) => {
      response.setHeader('content-length', '100');
      response.write('{"openapi"', () => response.destroy());
    }));

  it('is looked for nowhere else', async () => {
    let asked = 0;
    await refuses(/sends on to another address, which is not followed\.$/, (_request, response) => {
      asked++;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    assert.equal(asked, 1);
  });

  it('is no page of an error', () =>
    refuses(/answered with status 503 instead of a description\.$/, (_request, response) => {
      response.writeHead(503).end('{}');
    }));
});

describe('The way to it', () => {
  let internet: Internet;
  const description = createServer((_request, response) => response.end('{"openapi":"3.1.0"}'));

  before(async () => {
    description.listen(0, '127.0.0.1');
    await new Promise((resolve) => description.once('listening', resolve));
    internet = await startInternet(`http://127.0.0.1:${(description.address() as AddressInfo).port}`);
  });
  after(async () => {
    await internet.stop();
    description.close();
  });

  it('is that of every request: proxy and certificates as VS Code has them, and no key', async () => {
    const transport = new UndiciTransport({
      settings: () => DEFAULT_NETWORK,
      environment: () => internet.env,
      certificates: () => [readFileSync(internet.keap.caFile, 'utf8')],
    });
    const [address] = PUBLISHED as readonly [PublishedAddress];
    const bytes = await fetchPublished(address, transport, signal());
    await transport.close();
    assert.equal(new TextDecoder().decode(bytes), '{"openapi":"3.1.0"}');
    assert.deepEqual(internet.proxy.routed, ['crm.infusionsoft.com:443']);
    const [asked] = internet.keap.requests;
    assert.equal(asked?.path, '/app/v3/api-docs/V2');
    assert.deepEqual(Object.keys(asked?.headers ?? {}).sort(), ['accept', 'accept-encoding', 'connection', 'host']);
  });
});
