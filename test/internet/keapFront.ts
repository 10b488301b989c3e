/** Stands where Keap stands: an HTTPS server with Keap's names that passes requests on to a sandbox and notes them. */
import { rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeIdentity } from './certificates.ts';
import type { Fault, Rule, SeenRequest } from './faults.ts';

/** The app that has a server of its own in the tests, for Legacy Keys. */
export const KEAP_APP = 'ab103';

/** The names that the front answers to. */
export const KEAP_HOSTS: readonly string[] = [
  'api.infusionsoft.com',
  'api.keap.com',
  'crm.infusionsoft.com',
  `${KEAP_APP}.infusionsoft.com`,
];

/** A running front. */
export interface KeapFront {
  readonly port: number;
  /** The authority that signed its certificate. */
  readonly caFile: string;
  /** Every request so far, oldest first, whatever became of it. */
  readonly requests: readonly SeenRequest[];
  /** From now on asks `rule` what shall happen to each request; without one, nothing does. */
  setRule(rule?: Rule): void;
  /** Closes every connection and forgets the certificates. */
  stop(): Promise<void>;
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Sends the request on to the sandbox and its answer back, whole or cut off after `limit` bytes. */
function forward(target: URL, message: IncomingMessage, body: Buffer, response: ServerResponse, limit?: number): void {
  const onward = httpRequest(
    {
      hostname: target.hostname,
      port: target.port,
      method: message.method,
      path: message.url,
      headers: message.headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (limit === undefined) {
        answer.pipe(response);
        return;
      }
      readBody(answer).then(
        (whole) => response.write(whole.subarray(0, limit), () => response.destroy()),
        () => response.destroy(),
      );
    },
  );
  onward.on('error', () => response.destroy());
  onward.end(body);
}

/** Starts a front before the sandbox (or any HTTP server) at `target`, such as `http://127.0.0.1:4000`. */
export async function startKeapFront(target: string): Promise<KeapFront> {
  const identity = await makeIdentity(KEAP_HOSTS);
  const requests: SeenRequest[] = [];
  let rule: Rule | undefined;

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(message);
    const seen: SeenRequest = {
      host: message.headers.host ?? '',
      method: message.method ?? '',
      path: message.url ?? '',
      headers: message.headers,
      body: body.toString('utf8'),
    };
    requests.push(seen);
    const fault: Fault | undefined = rule?.(seen);
    const passOn = (limit?: number): void => forward(new URL(target), message, body, response, limit);
    switch (fault?.kind) {
      case undefined:
        return passOn();
      case 'reset':
        response.socket?.destroy();
        return;
      case 'silence':
        return;
      case 'answer':
        response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
        return;
      case 'slow':
        setTimeout(passOn, fault.delayMs).unref();
        return;
      case 'cut':
        return passOn(fault.bytes);
    }
  };
  const server = createServer({ key: identity.key, cert: identity.cert }, (message, response) => {
    answer(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    caFile: identity.caFile,
    requests,
    setRule(next) {
      rule = next;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(identity.folder, { recursive: true, force: true });
    },
  };
}
