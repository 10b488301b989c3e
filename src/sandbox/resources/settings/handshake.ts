import { request } from 'node:http';

/** How long a server may take; Keap waits as long for its answer to an event. */
const TIMEOUT = 30_000;

/**
 * Whether a server sends a hook's secret back: Keap posts it in the header `X-Hook-Secret` and wants status 200 with
 * the same header (FACTS §7). Servers that are not on this machine are never called and so never send it back, nor
 * does one that fails.
 */
export function shakeHands(url: string, secret: string): Promise<boolean> {
  if (!isOnThisMachine(url)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers: { 'X-Hook-Secret': secret }, timeout: TIMEOUT });
    // A server that never answers must not keep the sandbox from ending.
    sent.on('socket', (socket) => socket.unref());
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve(false));
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200 && response.headers['x-hook-secret'] === secret);
    });
    sent.end();
  });
}

/** Only plain HTTP to this machine: the sandbox reaches nothing else. */
function isOnThisMachine(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname ?? '');
}
