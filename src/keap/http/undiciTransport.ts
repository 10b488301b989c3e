import { Agent, type Dispatcher, EnvHttpProxyAgent, interceptors } from 'undici';
import type { HttpResponse } from './httpResponse.ts';
import { SendError } from './sendError.ts';
import type { Transport, TransportOptions, TransportRequest } from './transport.ts';

/** Connections are kept for the next request this long, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/**
 * The transport on undici: keep-alive, decompression, proxies of the environment (`HTTPS_PROXY`, `NO_PROXY`; never
 * for loopback, where the sandbox lives). undici's `request` follows no redirects and repeats nothing.
 */
export class UndiciTransport implements Transport {
  private readonly remote: Dispatcher;
  private readonly local: Dispatcher;

  constructor() {
    // The timeout of the whole exchange is ours; undici's own would cut a slow but living answer.
    const options = { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: 0, bodyTimeout: 0 };
    const decompress = interceptors.decompress({ skipErrorResponses: false });
    this.remote = new EnvHttpProxyAgent(options).compose(decompress);
    this.local = new Agent(options).compose(decompress);
  }

  async send(request: TransportRequest, options: TransportOptions): Promise<HttpResponse> {
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const started = performance.now();
    try {
      const { hostname } = new URL(request.origin);
      const dispatcher = hostname === '127.0.0.1' || hostname === 'localhost' ? this.local : this.remote;
      const { statusCode, statusText, headers, body } = await dispatcher.request({
        origin: request.origin,
        path: request.target,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        signal: AbortSignal.any([options.signal, timeout]),
      });
      const firstByteMs = performance.now() - started;
      const bytes = await readAll(body, options.maxBytes);
      return {
        status: statusCode,
        statusText,
        headers: Object.entries(headers).flatMap(([name, value]) =>
          [value ?? []].flat().map((one): [string, string] => [name.toLowerCase(), one]),
        ),
        body: bytes,
        timing: { queuedMs: 0, firstByteMs, totalMs: performance.now() - started },
      };
    } catch (error) {
      throw describeFailure(error, request.origin, options, timeout);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.remote.close(), this.local.close()]);
  }
}

async function readAll(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new SendError(
        'tooLarge',
        `The answer is larger than ${Math.round(maxBytes / 2 ** 20)} MB; raise the setting keap.response.maxMegabytes or ask for less.`,
      );
    }
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

function describeFailure(error: unknown, origin: string, options: TransportOptions, timeout: AbortSignal): SendError {
  if (error instanceof SendError) return error;
  const host = origin.replace(/^https?:\/\//, '');
  if (options.signal.aborted) return new SendError('cancelled', 'The request was cancelled.', { cause: error });
  if (timeout.aborted) {
    const seconds = options.timeoutMs / 1000;
    return new SendError(
      'timeout',
      `${host} did not answer within ${seconds} s; whether it carried out the request is not known.`,
      { cause: error },
    );
  }
  const code = errorCode(error);
  if (UNREACHABLE.has(code)) {
    return new SendError('unreachable', `${host} could not be reached (${code}); check the network and the proxy.`, {
      cause: error,
    });
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return new SendError('certificate', `The certificate of ${host} was not accepted (${code}).`, { cause: error });
  }
  return new SendError(
    'dropped',
    `The connection to ${host} broke before the answer was whole (${code}); whether the request was carried out is not known.`,
    { cause: error },
  );
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
]);

/** The most telling code in a chain of causes. */
function errorCode(error: unknown): string {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string') return current.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
