import { randomUUID } from 'node:crypto';
import type { Operation } from './catalog/operation.ts';
import type { Schemas } from './catalog/schema.ts';
import { type Connection, mayReach } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { type Attempt, againAfter, isBroken, isRepeatable } from './http/again.ts';
import { addressed, maskFor, withCredential, withoutCredential } from './http/credential.ts';
import type { HttpResponse } from './http/httpResponse.ts';
import { encodeContent, type FileReader } from './http/multipart.ts';
import { SendError } from './http/sendError.ts';
import type { SinkFor, Transport, TransportRequest } from './http/transport.ts';
import { jsonAnswer } from './http/xmlRpcAnswer.ts';
import { type LimitClock, SYSTEM_CLOCK } from './limits/clock.ts';
import { type LimiterOptions, Limiters } from './limits/limiters.ts';
import type { LimitState, WindowName } from './limits/limitState.ts';
import type { Wait } from './limits/permits.ts';
import { outcomeOf } from './limits/refusal.ts';
import type { RequestDraft } from './request/draft.ts';
import { buildRequest, type HttpRequest } from './request/httpRequest.ts';
import { validateDraft } from './request/validation.ts';
import { Agreements } from './safety/agreements.ts';
import {
  type Agreement,
  assertAccess,
  type Guard,
  type Look,
  type Question,
  questionOf,
  type RunQuestion,
  type SafetySettings,
} from './safety/safety.ts';

export interface ClientOptions extends LimiterOptions {
  readonly transport: Transport;
  /** The key of a connection, asked for each request and kept by no one. */
  readonly credential: (connection: Connection) => Promise<string | undefined>;
  readonly readFile: FileReader;
  /** Asked for every request; nothing goes out past it. */
  readonly guard: Guard;
  /** From 0 up to 1. Default `Math.random`. */
  readonly random?: () => number;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** What takes the answer's body. Default: memory. */
  readonly sink?: SinkFor | undefined;
  /** Higher goes first: a person's click is 10, which is the default, background work 0. */
  readonly priority?: number;
  /** Whether to fail or to wait where the day's calls are used up. Default `fail`. */
  readonly atDailyLimit?: 'fail' | 'wait';
  /** Looks at what the request is about before it goes out; what is found is asked about. */
  readonly before?: Look;
  /** What a person agreed to before, for a run of requests that this one is part of. */
  readonly agreement?: Agreement | undefined;
  /** Told what the request is doing. */
  readonly onProgress?: (phase: SendPhase, waitMs: number, window?: WindowName) => void;
}

/**
 * What a request is doing: a person is asked, it waits for the key's limits, it waits since a 429 holds the key, or it
 * is under way.
 */
export type SendPhase = 'asking' | 'waiting' | 'held' | 'sending';

/** For a second question: it is about what was found alone. */
const ASKS_NOTHING: SafetySettings = { ask: [], typed: [] };

/** What a request needs besides what everyone gives. */
interface Given {
  readonly key?: string;
  readonly assertAllowed?: () => void;
  /** Whether it only reads, though it is no GET. */
  readonly reads?: boolean;
}

/**
 * The one way from a draft to Keap: validate, build, ask, wait for the limits, send. What changes anything is sent
 * once, but for a call that Keap refused by a 429 and so did not carry out.
 */
export class KeapClient {
  private readonly options: ClientOptions;
  private readonly clock: LimitClock;
  private readonly limiters: Limiters;
  private readonly listeners = new Set<(connectionId: string) => void>();
  private readonly agreements = new Agreements();

  constructor(options: ClientOptions) {
    this.options = options;
    this.clock = options.clock ?? SYSTEM_CLOCK;
    this.limiters = new Limiters(options);
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
    const request = addressed(buildRequest(operation, schemas, draft), operation.version, connection);
    const { guard } = this.options;
    const assertAllowed = () => assertAccess(operation, connection, guard.access(connection));
    assertAllowed();
    const ask = async (question: Question | undefined): Promise<void> => {
      if (!question || this.agreements.cover(question, options.agreement)) return;
      options.onProgress?.('asking', 0);
      if (await guard.approve(question, options.signal)) return;
      throw new SendError('declined', 'The request was not sent.');
    };
    const { before } = options;
    const settings = guard.settings();
    await ask(questionOf(operation, draft, request.target, connection, settings, { undoing: before?.undoing }));
    const findings = await before?.look();
    if (findings) await ask(questionOf(operation, draft, request.target, connection, ASKS_NOTHING, { findings }));
    // A connection may be locked again while a request waits for its turn.
    const isCall = operation.version === 'xmlrpc';
    const reads = isCall && isRepeatable(operation);
    const sending = isCall ? { ...options, sink: undefined } : options;
    const { response: came, sentAt } = await this.exchange(request, connection, sending, { assertAllowed, reads });
    const response = isCall ? await this.asJson(came, connection, options.sink) : came;
    const { key, title, method, path } = operation;
    return { id: randomUUID(), operation: { key, title, method, path }, connection, request, sentAt, response };
  }

  /**
   * Asks once for a run of requests, which then go out with what this gives. Undefined where a person said no.
   * @throws SendError where the connection may not send them now
   */
  async agree(question: RunQuestion, signal: AbortSignal): Promise<Agreement | undefined> {
    const { guard } = this.options;
    assertAccess(question.operation, question.connection, guard.access(question.connection));
    return (await guard.approve(question, signal)) ? this.agreements.give(question) : undefined;
  }

  /** Asks whether a key works, before there is a connection for it: a request that only reads, with exactly this key. */
  async check(key: string, connection: Connection, request: HttpRequest, options: SendOptions): Promise<HttpResponse> {
    const version = connection.kind === 'legacyKey' ? 'xmlrpc' : 'v2';
    assertAccess({ version, effect: 'reads', title: 'The check' }, connection, this.options.guard.access(connection));
    const there = addressed(request, version, connection);
    const { response } = await this.exchange(there, connection, options, { key });
    return response;
  }

  /** What is known of the limits of a connection's key now. */
  async limitState(connection: Connection): Promise<LimitState> {
    const key = connection.kind === 'sandbox' ? undefined : await this.options.credential(connection);
    return this.limiters.limiterOf(connection, key).state(connection.id);
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
    given: Given,
  ): Promise<{ response: HttpResponse; sentAt: number }> {
    assertOrigin(connection);
    const content = request.body && (await encodeContent(request.body, this.options.readFile));
    const { method, target, headers } = request;
    // Every call of XML-RPC is a POST.
    const reads = method === 'GET' || given.reads === true;
    const queuedFrom = this.clock.now();
    const bytes = content ? { body: content.bytes } : {};
    const sent = { origin: connection.origin, method, target, headers: { ...headers, ...content?.headers }, ...bytes };
    for (let refused = 0, broken = 0; ; ) {
      // A refused call keeps its place before those that came after it.
      const priority = (options.priority ?? 10) + Math.min(1, refused);
      const attempt = await this.attempt(sent, connection, { ...options, priority }, given);
      if ('response' in attempt && attempt.response.status === 429) refused++;
      if (isBroken(attempt)) broken++;
      const pause = againAfter(reads, attempt, { refused, broken }, this.options.random ?? Math.random);
      if (pause === undefined) {
        if ('error' in attempt) throw attempt.error;
        const { response, sentAt } = attempt;
        return { response: { ...response, timing: { ...response.timing, queuedMs: sentAt - queuedFrom } }, sentAt };
      }
      this.options.note?.(`${method} on ${connection.name} goes again: ${failureWords(attempt)}.`);
      if (pause > 0) await this.pause(pause, options);
    }
  }

  private async pause(ms: number, { signal, onProgress }: SendOptions): Promise<void> {
    onProgress?.('waiting', ms);
    await this.clock.delay(ms, signal).catch((error: unknown) => {
      throw new SendError('cancelled', 'The request was cancelled.', { cause: error });
    });
  }

  /** Sends once, when the limits allow. What came is told, and thrown only where sending again makes no difference. */
  private async attempt(
    request: TransportRequest,
    connection: Connection,
    options: SendOptions,
    given: Given,
  ): Promise<Attempt & { readonly sentAt: number }> {
    const { signal, timeoutMs, maxBytes, sink, onProgress, priority, atDailyLimit } = options;
    let sentAt = this.clock.now();
    const limiter = this.limiters.limiterOf(connection, await this.keyOf(connection, given));
    const call = async (): Promise<HttpResponse> => {
      // It may have waited for long: the connection may be locked or have lost its key meanwhile.
      given.assertAllowed?.();
      const key = await this.keyOf(connection, given);
      const sent = withCredential(request, connection, key);
      sentAt = this.clock.now();
      onProgress?.('sending', 0);
      const response = await this.options.transport.send(sent, { signal, timeoutMs, maxBytes, sink });
      return withoutCredential(response, connection, key);
    };
    const learn = (response: HttpResponse) => outcomeOf(response, this.clock.now());
    const onWait = ({ waitMs, window, held }: Wait) => {
      onProgress?.(held ? 'held' : 'waiting', waitMs, window);
      this.tellLimits(connection);
    };
    try {
      const response = await limiter.run(call, learn, { signal, timeoutMs, priority, atDailyLimit, onWait });
      return { response, sentAt };
    } catch (error) {
      return { error, sentAt };
    } finally {
      this.tellLimits(connection);
    }
  }

  private async keyOf(connection: Connection, given: Given): Promise<string> {
    const key = given.key ?? (await this.options.credential(connection));
    if (key) return key;
    throw new SendError(
      'noCredential',
      `The key of ${connection.name} is not stored on this machine; add the connection again.`,
    );
  }

  private async asJson(came: HttpResponse, connection: Connection, sink: SinkFor | undefined): Promise<HttpResponse> {
    // What has been answered counts, whatever became of the key meanwhile.
    const key = await this.options.credential(connection).catch(() => undefined);
    return jsonAnswer(came, sink, maskFor(connection, key ?? ''));
  }

  private tellLimits({ id }: Connection): void {
    for (const listener of this.listeners) listener(id);
  }
}

function failureWords(attempt: Attempt): string {
  if ('error' in attempt) return 'the connection broke';
  const { status } = attempt.response;
  return status === 429 ? 'Keap took too many calls of this key (429) and did not carry it out' : `status ${status}`;
}

/** A key goes to Keap's own servers over TLS; the sandbox's made-up key to this machine alone. */
function assertOrigin(connection: Connection): void {
  if (mayReach(connection)) return;
  throw new SendError('refusedOrigin', `${connection.name} names a server that is not Keap’s, so nothing was sent.`);
}
