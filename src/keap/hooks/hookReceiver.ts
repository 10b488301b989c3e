import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseDelivery } from './delivery.ts';
import { HOOK_SECRET_HEADER } from './handshake.ts';
import type { ReceivedPost } from './receivedPost.ts';
import { RECEIVER_ANSWERS, type ReceiverAnswer } from './receiverAnswer.ts';

/** The most of a body that is taken in, in bytes. A delivery of 1,000 objects has some 150 KB. */
export const MOST_BODY_BYTES = 1 << 20;

const TOO_LARGE = { status: 413, echoes: false };

/** Who is slow to send is hung up on. Milliseconds. */
const REQUEST_MS = 30_000;

/**
 * A server on this machine that hooks can lead to. Each owner has a path of its own, long and random, so that nobody
 * else can post to it; whatever comes to another path is refused and forgotten.
 */
export class HookReceiver {
  private readonly server: Server;
  private readonly owners = new Map<string, string>();
  private readonly received: (post: ReceivedPost) => void;
  private readonly now: () => number;
  /** What is answered from now on. */
  answer: ReceiverAnswer = 'take';

  /** @param received told of each post that came to the path of an owner, after it was answered */
  constructor(received: (post: ReceivedPost) => void, now: () => number = Date.now) {
    this.received = received;
    this.now = now;
    this.server = createServer((request, response) => void this.receive(request, response));
    this.server.requestTimeout = REQUEST_MS;
    this.server.headersTimeout = REQUEST_MS;
    this.server.maxConnections = 64;
  }

  /** Listens on 127.0.0.1. @param port 0 for any that is free. @throws Error with Node’s `code` where it cannot */
  async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return this.port;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The path of an owner, as of a connection: `/hook/…`. It stays the same until the receiver closes. */
  pathOf(owner: string): string {
    const known = this.owners.get(owner);
    if (known) return known;
    const path = `/hook/${randomBytes(18).toString('base64url')}`;
    this.owners.set(owner, path);
    return path;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const owner = [...this.owners].find(([, own]) => own === path)?.[0];
    if (owner === undefined || request.method !== 'POST') {
      request.resume();
      response.writeHead(owner === undefined ? 404 : 405, owner === undefined ? {} : { Allow: 'POST' }).end();
      return;
    }
    try {
      const at = this.now();
      const { bytes, isCut } = await readBody(request);
      const secret = header(request, HOOK_SECRET_HEADER);
      const text = bytes.toString('utf8');
      const { status, echoes } = isCut ? TOO_LARGE : RECEIVER_ANSWERS[this.answer];
      // A handshake is answered whatever becomes of deliveries, else nobody could begin anew.
      const isHandshake = secret !== undefined && parseDelivery(text) === undefined;
      const isEcho = isHandshake && echoes;
      const answered = isEcho ? 200 : status;
      response.writeHead(answered, isEcho ? { [HOOK_SECRET_HEADER]: secret } : {}).end();
      this.received({
        ...{ id: randomUUID(), owner, at, text, isCut, answered, isEcho },
        contentType: header(request, 'content-type') ?? '',
        ...(secret === undefined ? {} : { secret }),
      });
    } catch {
      // Who sent hung up: there is nobody to answer, and nothing came.
      response.destroy();
    }
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return typeof value === 'string' ? value.slice(0, 1_000) : undefined;
}

/** The beginning of a body. What is behind it is read and dropped, so that the answer is seen. */
async function readBody(request: IncomingMessage): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  let isCut = false;
  for await (const piece of request as AsyncIterable<Buffer>) {
    const room = MOST_BODY_BYTES - length;
    if (piece.length > room) isCut = true;
    if (room > 0) pieces.push(piece.subarray(0, room));
    length += Math.min(piece.length, room);
  }
  return { bytes: Buffer.concat(pieces), isCut };
}
