/** An HTTP proxy that leads a few host names to a local port and refuses, and notes, every other. */
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A running proxy. */
export interface ForwardProxy {
  /** For HTTPS_PROXY. */
  readonly url: string;
  /** Every `host:port` that was asked for and let through, in order. */
  readonly routed: readonly string[];
  /** Every `host:port` (or whole address, of a plain HTTP request) that was refused, in order. */
  readonly refused: readonly string[];
  stop(): Promise<void>;
}

/** Starts a proxy that leads CONNECT requests for `hosts` to `port` on this machine. */
export async function startForwardProxy(hosts: readonly string[], port: number): Promise<ForwardProxy> {
  const routed: string[] = [];
  const refused: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  const server = createServer((request, response) => {
    refused.push(request.url ?? '');
    response.writeHead(403).end('Refused by the tests.');
  });
  server.on('connection', keep);
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const asked = request.url ?? '';
    if (!hosts.includes(asked.replace(/:443$/, ''))) {
      refused.push(asked);
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    routed.push(asked);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    keep(upstream);
    upstream.on('close', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    routed,
    refused,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
