import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

/** What a server on this machine answered. */
export interface LocalAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Only plain HTTP to this machine: the sandbox reaches nothing else. */
export function isOnThisMachine(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname ?? '');
}

/**
 * Posts to a server on this machine; its body is not read and no redirect followed.
 * @throws Error where no answer comes before the signal, and for an address elsewhere, which is never called
 */
export function postLocally(
  url: string,
  { headers, body = '' }: { readonly headers: OutgoingHttpHeaders; readonly body?: string },
  signal: AbortSignal,
): Promise<LocalAnswer> {
  if (!isOnThisMachine(url)) return Promise.reject(new Error('The sandbox calls only servers on this machine.'));
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, signal });
    // A server that never answers must not keep the sandbox from ending.
    sent.on('socket', (socket) => socket.unref());
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.on('error', () => undefined);
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    sent.end(body);
  });
}
