import { randomUUID } from 'node:crypto';
import type { Operation } from './catalog/operation.ts';
import type { Schemas } from './catalog/schema.ts';
import { type Connection, CREDENTIAL_HEADER, KEAP_ORIGINS } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { retryAfterMs } from './http/explain.ts';
import type { HttpResponse } from './http/httpResponse.ts';
import { encodeContent, type FileReader } from './http/multipart.ts';
import { SendError } from './http/sendError.ts';
import type { Transport } from './http/transport.ts';
import { type Clock, SYSTEM_CLOCK } from './limits/clock.ts';
import { Limiter } from './limits/limiter.ts';
import type { LimitState, WindowName } from './limits/limitState.ts';
import type { RequestDraft } from './request/draft.ts';
import { buildRequest, type HttpRequest } from './request/httpRequest.ts';
import { validateDraft } from './request/validation.ts';
import { assertAccess, type Guard, questionOf } from './safety/safety.ts';

export interface ClientOptions {
  readonly transport: Transport;
  /** The key of a connection, asked for each request and kept by no one. */
  readonly credential: (connection: Connection) => Promise<string | undefined>;
  readonly readFile: FileReader;
  /** Asked for every request; nothing goes out past it. */
  readonly guard: Guard;
  readonly clock?: Clock;
  /** The day's calls of a connection, kept over restarts. */
  readonly dayCount?: {
    load(connectionId: string): Limiter['today'] | undefined;
    save(connectionId: string, count: Limiter['today']): void;
  };
}

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly priority?: number;
  /** Told what the request is doing. */
  readonly onProgress?: (phase: SendPhase, waitMs: number, window?: WindowName) => void;
}

/**
 * What a request is doing: a person is asked, it waits for the key's limits, it waits since a 429 holds the key, or it
 * is under way.
 */
export type SendPhase = 'asking' | 'waiting' | 'held' | 'sending';

/** Held after a 429 that does not say how long, in milliseconds. */
const HOLD_AFTER_429_MS = 1_000;

/** The one way from a draft to Keap: validate, build, ask, wait for the limits, send. Nothing is ever sent twice. */
export class KeapClient {
  private readonly options: ClientOptions;
  private readonly clock: Clock;
  private readonly limiters = new Map<string, Limiter>();
  private readonly listeners = new Set<(connectionId: string) => void>();

  constructor(options: ClientOptions) {
    this.options = options;
    this.clock = options.clock ?? SYSTEM_CLOCK;
  }

  /** @throws SendError where no answer came, `declined` where a person said no; an answer of any status is an Exchange. */
  async send(
    operation: Operation,
    schemas: Schemas,
    draft: RequestDraft,
    connection: Connection,
    options: SendOptions,
  ): Promise<Exchange> {
    const problem = validateDraft(operation, schemas, draft).find(({ blocking }) => blocking);
    if (problem) throw new SendError('invalid', problem.message);
    const request = buildRequest(operation, schemas, draft);
    const { guard } = this.options;
    const assertAllowed = () => assertAccess(operation, connection, guard.access(connection));
    assertAllowed();
    const question = questionOf(operation, draft, request.target, connection, guard.settings());
    if (question) options.onProgress?.('asking', 0);
    if (question && !(await guard.approve(question, options.signal))) {
      throw new SendError('declined', 'The request was not sent.');
    }
    // A connection may be locked again while a request waits for its turn.
    const { response, sentAt } = await this.exchange(request, connection, options, { assertAllowed });
    const { key, title, method, path } = operation;
    return { id: randomUUID(), operation: { key, title, method, path }, connection, request, sentAt, response };
  }

  /** Asks whether a key works, before there is a connection for it: userinfo with exactly this key. */
  async check(key: string, connection: Connection, target: string, options: SendOptions): Promise<HttpResponse> {
    assertAccess({ effect: 'reads', title: 'The check' }, connection, this.options.guard.access(connection));
    const request: HttpRequest = { method: 'GET', target, headers: { accept: 'application/json' } };
    const { response } = await this.exchange(request, connection, options, { key });
    return response;
  }

  /** What is known of the limits of a connection's key now. */
  async limitState(connection: Connection): Promise<LimitState> {
    return this.limiterOf(connection).state(connection.id);
  }

  /** Calls a listener after each answer, wait and hold of a connection. @returns what ends it */
  onDidChangeLimits(listener: (connectionId: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.options.transport.close();
  }

  private async exchange(
    request: HttpRequest,
    connection: Connection,
    options: SendOptions,
    given: { readonly key?: string; readonly assertAllowed?: () => void },
  ): Promise<{ response: HttpResponse; sentAt: number }> {
    assertOrigin(connection);
    const content = request.body && (await encodeContent(request.body, this.options.readFile));
    const limiter = this.limiterOf(connection);
    const queuedFrom = this.clock.now();
    const { signal, timeoutMs, maxBytes, onProgress, priority } = options;
    let sentAt = queuedFrom;
    const call = async (): Promise<HttpResponse> => {
      given.assertAllowed?.();
      const key = given.key ?? (await this.options.credential(connection));
      if (!key) {
        throw new SendError(
          'noCredential',
          `The key of ${connection.name} is not stored on this machine; add the connection again.`,
        );
      }
      sentAt = this.clock.now();
      onProgress?.('sending', 0);
      return this.options.transport.send(
        {
          origin: connection.origin,
          method: request.method,
          target: request.target,
          headers: { ...request.headers, ...content?.headers, [CREDENTIAL_HEADER]: key },
          ...(content ? { body: content.bytes } : {}),
        },
        { signal, timeoutMs, maxBytes },
      );
    };
    const response = await limiter.run(call, {
      signal,
      ...(priority === undefined ? {} : { priority }),
      onWait: (waitMs, window) => {
        onProgress?.('waiting', waitMs, window);
        this.tellLimits(connection);
      },
    });
    this.tellLimits(connection);
    this.options.dayCount?.save(connection.id, limiter.today);
    if (response.status === 429) limiter.hold(retryAfterMs(response, this.clock.now()) ?? HOLD_AFTER_429_MS);
    const timing = { ...response.timing, queuedMs: sentAt - queuedFrom };
    return { response: { ...response, timing }, sentAt };
  }

  private tellLimits({ id }: Connection): void {
    for (const listener of this.listeners) listener(id);
  }

  private limiterOf(connection: Connection): Limiter {
    let limiter = this.limiters.get(connection.id);
    if (!limiter) {
      limiter = new Limiter(this.clock);
      const kept = this.options.dayCount?.load(connection.id);
      if (kept) limiter.resumeDay(kept);
      this.limiters.set(connection.id, limiter);
    }
    return limiter;
  }
}

/** A key goes to Keap's own servers over TLS; the sandbox's made-up key to this machine alone. */
function assertOrigin(connection: Connection): void {
  const allowed =
    connection.kind === 'sandbox'
      ? /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(connection.origin)
      : KEAP_ORIGINS.includes(connection.origin);
  if (!allowed) {
    throw new SendError('refusedOrigin', `${connection.name} names a server that is not Keap’s, so nothing was sent.`);
  }
}
