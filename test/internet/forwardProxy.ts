/** An HTTP proxy that leads a few host names to a local port and refuses, and notes, every other. */
import { createServer as createHttpServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a proxy was asked: all of it that is not inside a tunnel. */
export interface Asked {
  /** `host:port` for CONNECT, the whole address for a plain HTTP request. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** A running proxy. */
export interface ForwardProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** `127.0.0.1:PORT`, as messages name it. */
  readonly host: string;
  /** Every request to it, whatever became of it, in order. */
  readonly asked: readonly Asked[];
  /** Every `host:port` that was asked for and let through, in order. */
  readonly routed: readonly string[];
  /** Every `host:port` (or whole address, of a plain HTTP request) that was refused, in order. */
  readonly refused: readonly string[];
  /** Every `host:port` that was asked for without the right credentials, in order. */
  readonly unauthenticated: readonly string[];
  /** How many connections to it are open. */
  readonly connections: number;
  /** From now on answers this status to every CONNECT; undefined ends that. */
  answerWith(status: number | undefined): void;
  stop(): Promise<void>;
}

/** How a proxy shall be. */
export interface ForwardProxyOptions {
  /** The value of Proxy-Authorization without which it answers 407. */
  readonly authorization?: string;
  /** What it says with a 407. Default: `Basic realm="tests"`. */
  readonly challenge?: string;
  /** Speak TLS with this certificate. */
  readonly identity?: { readonly key: string; readonly cert: string };
}

/** Starts a proxy that leads CONNECT requests for `hosts` to `port` on this machine. */
export async function startForwardProxy(
  hosts: readonly string[],
  port: number,
  options: ForwardProxyOptions = {},
): Promise<ForwardProxy> {
  const asked: Asked[] = [];
  const routed: string[] = [];
  const refused: string[] = [];
  const unauthenticated: string[] = [];
  let status: number | undefined;
  const sockets = new Set<Socket>();
  const clients = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  const plain: RequestListener = (request, response) => {
    asked.push({ target: request.url ?? '', headers: request.headers });
    refused.push(request.url ?? '');
    response.writeHead(403).end('Refused by the tests.');
  };
  const { identity, authorization, challenge = 'Basic realm="tests"' } = options;
  const server = identity ? createHttpsServer({ ...identity }, plain) : createHttpServer(plain);
  server.on('connection', (client: Socket) => {
    keep(client);
    clients.add(client);
    client.on('close', () => clients.delete(client));
  });
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const target = request.url ?? '';
    asked.push({ target, headers: request.headers });
    if (status !== undefined) {
      client.end(`HTTP/1.1 ${status} As the test says\r\n\r\n`);
      return;
    }
    if (authorization !== undefined && request.headers['proxy-authorization'] !== authorization) {
      unauthenticated.push(target);
      client.end(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${challenge}\r\n\r\n`);
      return;
    }
    if (!hosts.includes(target.replace(/:443$/, ''))) {
      refused.push(target);
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    routed.push(target);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    keep(upstream);
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${identity ? 'https' : 'http'}://${host}`,
    host,
    asked,
    routed,
    refused,
    unauthenticated,
    get connections() {
      return clients.size;
    },
    answerWith(next) {
      status = next;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The value of Proxy-Authorization for a name and a password. */
export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
