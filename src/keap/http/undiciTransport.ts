import { Agent, buildConnector, type Dispatcher, interceptors, Pool } from 'undici';
import { type Body, type BodySink, MemorySink } from './body.ts';
import { errorCode, proxyFailure, proxyRefusal, serverFailure, type Way } from './connectFailure.ts';
import type { HttpResponse } from './httpResponse.ts';
import {
  chooseProxy,
  DEFAULT_NETWORK,
  type Environment,
  type HttpProxy,
  isLoopback,
  type NetworkSettings,
} from './proxy.ts';
import { SendError } from './sendError.ts';
import type { Transport, TransportOptions, TransportRequest } from './transport.ts';
import { type Trust, trustedCertificates, trustIn } from './trust.ts';

/** Connections are kept for the next request this long, in milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** For each step of making a connection: to the proxy, its answer, TLS with the server. In milliseconds. */
const CONNECT_MS = 10_000;

/** What the transport knows of the machine it runs on. */
export interface Network {
  /** Asked for every request, so that a change counts from the next one on. */
  readonly settings: () => NetworkSettings;
  readonly environment: () => Environment;
  /** Certificates of authorities in PEM; see `trustedCertificates`. */
  readonly certificates: (system: boolean) => string[];
}

/** The connections to one server, as the settings were when they were made. */
interface Lane {
  readonly key: string;
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

/**
 * The transport on undici: keep-alive, decompression, proxies, the machine's certificates. undici's `request` follows
 * no redirects and repeats nothing. undici's own ProxyAgent is not used: it does not say whether it was the proxy
 * that failed, and asks a proxy that hangs up again and again.
 */
export class UndiciTransport implements Transport {
  private readonly network: Network;
  private readonly lanes = new Map<string, Lane>();
  private readonly trusts = new Map<boolean, Trust>();

  constructor(network: Partial<Network> = {}) {
    this.network = {
      settings: () => DEFAULT_NETWORK,
      environment: () => process.env,
      certificates: trustedCertificates,
      ...network,
    };
  }

  async send(request: TransportRequest, options: TransportOptions): Promise<HttpResponse> {
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const signal = AbortSignal.any([options.signal, timeout]);
    const started = performance.now();
    let connectMs = 0;
    const whenConnected = onConnected(() => {
      connectMs = performance.now() - started;
    });
    try {
      const sending = this.laneTo(request.origin)
        .dispatcher.compose(whenConnected)
        .request({
          origin: request.origin,
          path: request.target,
          method: request.method,
          headers: request.headers,
          body: request.body ?? null,
          signal,
        });
      // undici heeds the signal only once there is a connection; then it sends nothing.
      const { statusCode, statusText, headers, body } = await Promise.race([sending, untilAborted(signal)]);
      const firstByteMs = performance.now() - started;
      const head = {
        status: statusCode,
        statusText,
        headers: Object.entries(headers).flatMap(([name, value]) =>
          [value ?? []].flat().map((one): [string, string] => [name.toLowerCase(), one]),
        ),
      };
      const sink = options.sink?.(head) ?? new MemorySink();
      const read = await readInto(sink, body, options.maxBytes, signal);
      const timing = { queuedMs: 0, connectMs, firstByteMs, totalMs: performance.now() - started };
      return { ...head, body: read, timing };
    } catch (error) {
      throw describeFailure(error, request.origin, options, timeout);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.close()));
  }

  /** The connections to a server; new ones where the way there has changed, while the old ones finish their work. */
  private laneTo(origin: string): Lane {
    assertSecure(origin);
    const settings = this.network.settings();
    const proxy = chooseProxy(origin, settings, this.network.environment());
    const { proxyStrictSSL, systemCertificates } = settings;
    const key = JSON.stringify([proxy, proxyStrictSSL, systemCertificates]);
    const known = this.lanes.get(origin);
    if (known?.key === key) return known;
    void known?.close();
    const way = { host: new URL(origin).host, throughProxy: proxy !== undefined, proxyStrictSSL };
    const lane = this.makeLane(key, way, proxy, () => this.trust(systemCertificates));
    this.lanes.set(origin, lane);
    return lane;
  }

  private makeLane(key: string, way: Way, proxy: HttpProxy | undefined, trust: () => Trust): Lane {
    const tunnel = proxy && makeTunnel(proxy, way, trust);
    const agent = new Agent({
      connect: connector(way, trust, tunnel?.open),
      keepAliveTimeout: KEEP_ALIVE_MS,
      // The timeout of the whole exchange is ours; undici's own would cut a slow but living answer.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    return {
      key,
      dispatcher: agent.compose(interceptors.decompress({ skipErrorResponses: false })),
      close: async () => {
        await agent.close();
        await tunnel?.close();
      },
    };
  }

  private trust(system: boolean): Trust {
    const known = this.trusts.get(system) ?? trustIn(this.network.certificates(system));
    this.trusts.set(system, known);
    return known;
  }
}

/** The last look before anything leaves: whoever calls has checked whose server it is, and this that TLS guards it. */
function assertSecure(origin: string): void {
  const url = URL.parse(origin);
  if (url?.origin === origin && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) {
    return;
  }
  throw new SendError('refusedOrigin', 'The address is not that of a secure server, so nothing was sent.');
}

/** Makes connections to a server, straight or over a socket that a tunnel gives. */
function connector(way: Way, trust: () => Trust, open?: () => Promise<buildConnector.Options['httpSocket']>) {
  let build: buildConnector.connector | undefined;
  return (options: buildConnector.Options, callback: buildConnector.Callback): void => {
    const connect = (httpSocket?: buildConnector.Options['httpSocket']): void => {
      // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED would otherwise decide. Sessions are resumed per connector.
      build ??= buildConnector({
        timeout: CONNECT_MS,
        ...(options.protocol === 'https:' ? { ...trust(), rejectUnauthorized: true } : {}),
      });
      build({ ...options, ...(httpSocket ? { httpSocket } : {}) }, (error, socket) =>
        error ? callback(serverFailure(error, way), null) : callback(null, socket as NonNullable<typeof socket>),
      );
    };
    if (open)
      open()
        .then(connect)
        .catch((error: Error) => callback(error, null));
    else connect();
  };
}

/** A way through a proxy to a host. `http.proxyStrictSSL` counts for TLS with the proxy itself, as its text says. */
function makeTunnel(proxy: HttpProxy, { host, proxyStrictSSL }: Way, trust: () => Trust) {
  const target = host.includes(':') ? host : `${host}:443`;
  let pool: Pool | undefined;
  return {
    async open() {
      const secure = proxy.origin.startsWith('https:') ? { ...trust(), rejectUnauthorized: proxyStrictSSL } : {};
      const connect = buildConnector({ timeout: CONNECT_MS, ...secure });
      pool ??= new Pool(proxy.origin, {
        // undici takes the name to check from the header Host, which is the server's; here it is the proxy's that counts.
        connect: ({ servername: _servers, ...options }, callback) => connect(options, callback),
        headersTimeout: CONNECT_MS,
      });
      const { authorization } = proxy;
      const headers = { host: target, ...(authorization ? { 'proxy-authorization': authorization } : {}) };
      const {
        statusCode,
        headers: answered,
        socket,
      } = await pool.connect({ path: target, headers }).catch((error) => {
        throw proxyFailure(error, proxy);
      });
      if (statusCode >= 200 && statusCode < 300) return socket as buildConnector.Options['httpSocket'];
      socket.on('error', () => undefined).destroy();
      throw proxyRefusal(statusCode, [answered['proxy-authenticate'] ?? []].flat(), proxy, host);
    },
    close: async () => pool?.destroy(),
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** Reads a body as fast as its sink takes it. */
async function readInto(
  sink: BodySink,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Body> {
  let size = 0;
  try {
    for await (const piece of body) {
      size += piece.byteLength;
      if (size > maxBytes) {
        throw new SendError(
          'tooLarge',
          `The answer is larger than ${Math.round(maxBytes / 2 ** 20)} MB; raise the setting keap.response.maxMegabytes or ask for less.`,
        );
      }
      await sink.take(piece);
    }
    // Whoever cancels does not want what is still being written.
    signal.throwIfAborted();
    return await sink.end();
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

/** Tells when a request goes onto a connection; until then it waits for a new one. */
function onConnected(tell: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (...args) => {
        tell();
        handler.onRequestStart?.(...args);
      },
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
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
  return new SendError(
    'dropped',
    `The connection to ${host} broke before the answer was whole (${errorCode(error)}); whether the request was carried out is not known.`,
    { cause: error },
  );
}
