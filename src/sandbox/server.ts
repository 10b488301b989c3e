import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CatalogFiles } from '../keap/catalogFiles.ts';
import type { Answer } from './answer.ts';
import { gatewayFault, quotaExceeded, RefusalError, spikeArrested } from './errors.ts';
import { authenticate, SANDBOX_KEY } from './gateway/auth.ts';
import { type Fault, readFault, truncate } from './gateway/faults.ts';
import { limitHeaders } from './gateway/limitHeaders.ts';
import { ALLOWANCE, Limits } from './gateway/limits.ts';
import { readBody } from './gateway/readBody.ts';
import { writeAnswer } from './gateway/writeAnswer.ts';
import { Keap } from './keap.ts';

export interface SandboxOptions {
  /** Where to listen on 127.0.0.1; 0, the default, takes any free port. */
  readonly port?: number;
  /** Whether Keap's request limits are kept. Default true. */
  readonly limits?: boolean;
  /** Milliseconds since 1970. Default the system's clock. */
  readonly clock?: () => number;
  /** Holds the catalog's files: `v2.json` and `v1.json`. */
  readonly dataFolder: string;
}

/** A local Keap, listening. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** A key it accepts; any of Keap's shape will do. */
  readonly key: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts a local Keap with a seeded account in memory.
 * @throws Error with Node's `code` where it cannot listen, and where the catalog cannot be read
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const files = new CatalogFiles(options.dataFolder);
  const [v2, v1] = await Promise.all([files.version('v2'), files.version('v1')]);
  const clock = options.clock ?? Date.now;
  const gateway = new Gateway(new Keap({ v2, v1 }), clock, options.limits ?? true);
  const server = createServer((request, response) => void gateway.receive(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin, key: SANDBOX_KEY, close };
}

/** What stands before Keap: it asks for the key before anything else, counts requests, and knows no operations. */
class Gateway {
  private readonly keap: Keap;
  private readonly clock: () => number;
  private readonly limits: Limits | undefined;

  constructor(keap: Keap, clock: () => number, limits: boolean) {
    this.keap = keap;
    this.clock = clock;
    this.limits = limits ? new Limits(clock) : undefined;
  }

  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const fault = readFault(request);
      if (fault?.kind === 'reset') request.socket.resetAndDestroy();
      if (fault?.kind === 'reset' || fault?.kind === 'timeout') return;
      const { answer, key } = await this.answer(request, fault);
      const headers = limitHeaders(this.limits, key);
      if (fault?.kind === 'slow') await pause(fault.milliseconds, response);
      if (response.destroyed) return;
      if (fault?.kind === 'truncate') truncate(response, answer, headers);
      else await writeAnswer(request, response, answer, headers);
    } catch {
      response.destroy();
    }
  }

  private async answer(
    request: IncomingMessage,
    fault: Fault | undefined,
  ): Promise<{ readonly answer: Answer; readonly key?: string }> {
    if (!isOurHost(request.headers.host)) {
      // A web page whose name was made to point here must not read the sandbox.
      request.resume();
      return { answer: { status: 421, text: 'This server answers only to 127.0.0.1 and localhost.' } };
    }
    try {
      // The body is taken in before anything is refused: a client still sending would not see the answer.
      const body = await readBody(request);
      const caller = authenticate(request.headers);
      if ('refusal' in caller) return { answer: caller.refusal };
      const { key } = caller;
      if (fault?.kind === 'answer') return { answer: fault.answer, key };
      const verdict = this.limits?.spend(key) ?? 'allowed';
      if (verdict === 'second') return { answer: spikeArrested(ALLOWANCE.second), key };
      if (verdict !== 'allowed') return { answer: quotaExceeded(), key };
      return { answer: this.keap.answer(this.call(request, body)), key };
    } catch (error) {
      if (error instanceof RefusalError) {
        return { answer: gatewayFault(error.status, error.message, 'protocol.http.BadRequest') };
      }
      return { answer: gatewayFault(500, `The sandbox failed: ${String(error)}`, 'sandbox.Failure') };
    }
  }

  private call({ method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) {
    const origin = `http://${headers.host}`;
    return { method, target: url, headers, body, origin, now: this.clock() };
  }
}

function isOurHost(host: string | undefined): boolean {
  return host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

/** Waits, but no longer than the client does. */
function pause(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
