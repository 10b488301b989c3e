import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { KeapClient, SendOptions, SendPhase } from '../../keap/client.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { Sent } from '../../keap/history/historyEntry.ts';
import type { HttpResponse } from '../../keap/http/httpResponse.ts';
import { isSendError, SendError } from '../../keap/http/sendError.ts';
import type { SinkFor } from '../../keap/http/transport.ts';
import type { LimitState, WindowName } from '../../keap/limits/limitState.ts';
import { clockTime } from '../../keap/limits/limitWords.ts';
import { sendsInWords, waitReason } from '../../keap/limits/waitWords.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { HttpRequest } from '../../keap/request/httpRequest.ts';
import type { RunSendOptions } from '../../keap/runs/runSend.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Agreement, Look, RunQuestion } from '../../keap/safety/safety.ts';
import { readAtDailyLimit } from '../limits/limitSettings.ts';
import type { Log } from '../log.ts';
import type { RunningSandbox } from '../sandbox/sandboxHost.ts';
import { readSettings } from '../settings.ts';
import { signalOf } from './cancellation.ts';

const SHORT_WAIT_MS = 2_000;

/** A request someone wants to send. */
export interface Sending {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  readonly connection: Connection;
  /** Which part of the extension sends it, in a word or two, where no person asked for this request itself. */
  readonly source?: string;
  /** Whether calls of a person go first. Default false. */
  readonly background?: boolean;
  /** Warnings that the person has read and agreed to: they are not asked about again. */
  readonly agreed?: readonly string[];
}

/** What is done before a request goes out. */
export interface Prepared extends Look {
  /** Told how it went on: with an answer, without one though it went out, or not at all. */
  ended(how: Exchange | 'unanswered' | 'unsent'): void;
}

export interface SenderOptions {
  /** What looks at a request before it goes out. */
  readonly prepare?: (
    sending: Sending,
    signal: AbortSignal,
    onProgress?: SendOptions['onProgress'],
  ) => Promise<Prepared | undefined>;
  /** Loads the client with the first request. */
  readonly client: () => Promise<KeapClient>;
  readonly sandbox: () => Promise<RunningSandbox>;
  /** What takes answers that documents show. */
  readonly sink?: SinkFor;
  readonly log: Log;
}

/** The one way out for every surface: sends, logs, and tells who listens. The client asks where it must. */
export class Sender implements vscode.Disposable {
  private readonly options: SenderOptions;
  private readonly exchanged = new vscode.EventEmitter<Exchange>();
  private readonly sent = new vscode.EventEmitter<Sent>();
  /** A person's request was answered. */
  readonly onDidExchange = this.exchanged.event;
  /** Whatever went out, with its answer or without one. */
  readonly onDidSend = this.sent.event;

  constructor(options: SenderOptions) {
    this.options = options;
  }

  /** @returns undefined where the user thought better of it. @throws SendError where no answer came. */
  async send(
    sending: Sending,
    signal: AbortSignal,
    onProgress?: SendOptions['onProgress'],
  ): Promise<Exchange | undefined> {
    const { operation, schemas, draft, source } = sending;
    const started = Date.now();
    let sentAt: number | undefined;
    const { method, path: template } = operation;
    const logged = { method, template, connection: sending.connection.name };
    let prepared: Prepared | undefined;
    try {
      const connection = await this.located(sending.connection);
      const client = await this.options.client();
      prepared = await this.options.prepare?.(sending, signal, onProgress);
      const options = {
        ...readSettings(),
        ...(prepared ? { before: prepared } : {}),
        atDailyLimit: readAtDailyLimit(),
        ...(sending.background ? { priority: 0 } : {}),
        sink: source === undefined ? this.options.sink : undefined,
        signal,
        onProgress: (...[phase, waitMs, window]: Parameters<NonNullable<SendOptions['onProgress']>>) => {
          if (phase === 'sending') sentAt = Date.now();
          onProgress?.(phase, waitMs, window);
        },
      };
      const exchange = await client.send(operation, schemas, draft, connection, options);
      this.options.log.answered({ ...logged, target: exchange.request.target }, exchange.response);
      prepared?.ended(exchange);
      if (source === undefined) this.exchanged.fire(exchange);
      const { totalMs } = exchange.response.timing;
      this.sent.fire({ operation, draft, connection, source, sentAt: exchange.sentAt, ms: totalMs, result: exchange });
      return exchange;
    } catch (error) {
      prepared?.ended(sentAt === undefined ? 'unsent' : 'unanswered');
      if (isSendError(error) && error.code === 'declined') return undefined;
      this.options.log.failed(logged, error, Date.now() - started);
      if (sentAt !== undefined) {
        const { connection } = sending;
        this.sent.fire({ operation, draft, connection, source, sentAt, ms: Date.now() - sentAt, result: { error } });
      }
      throw error;
    }
  }

  /**
   * Sends a request of a run. The run's journal is its history, and the log hears only of what got no answer.
   * @throws SendError where no answer came, `declined` where a person said no
   */
  async sendOfRun({ operation, schemas, draft, connection }: Sending, options: RunSendOptions): Promise<Exchange> {
    const started = Date.now();
    try {
      const located = await this.located(connection);
      const client = await this.options.client();
      return await client.send(operation, schemas, draft, located, { ...readSettings(), ...options });
    } catch (error) {
      const { method, path: template } = operation;
      const logged = { method, template, connection: connection.name };
      if (!options.signal.aborted) this.options.log.failed(logged, error, Date.now() - started);
      throw error;
    }
  }

  /** Asks a person about a run of requests: `KeapClient.agree`. */
  async agree(question: RunQuestion, signal: AbortSignal): Promise<Agreement | undefined> {
    return (await this.options.client()).agree(question, signal);
  }

  /** What is known of the limits of a connection's key now. */
  async limitState(connection: Connection): Promise<LimitState> {
    return (await this.options.client()).limitState(connection);
  }

  /** Sends from a surface without a place of its own for progress: a notification, when it takes long. */
  async sendWithProgress(sending: Sending): Promise<Exchange | undefined> {
    const title = `${sending.operation.title} on ${plainText(sending.connection.name)}`;
    const progressOptions = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(progressOptions, (progress, token) =>
      this.send(sending, signalOf(token), (phase, waitMs, window) => {
        progress.report({ message: progressMessage(phase, waitMs, window) });
      }),
    );
  }

  /** Asks Keap about a key that belongs to no connection yet. */
  async check(key: string, connection: Connection, request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    const client = await this.options.client();
    return client.check(key, connection, request, { ...readSettings(), signal });
  }

  /** The connection with the address it has now: the sandbox gets one when it starts. */
  async located(connection: Connection): Promise<Connection> {
    if (connection.kind !== 'sandbox') return connection;
    try {
      const { origin } = await this.options.sandbox();
      return { ...connection, origin };
    } catch (error) {
      throw new SendError('unreachable', `The sandbox could not be started: ${reason(error)}`, { cause: error });
    }
  }

  dispose(): void {
    this.exchanged.dispose();
    this.sent.dispose();
  }
}

/** What a request is doing, in a line that stays as it is: a longer wait is told by its end. */
function progressMessage(phase: SendPhase, waitMs: number, window: WindowName | undefined): string {
  if (phase === 'asking') return 'waiting for your answer';
  if (phase === 'sending') return 'sending';
  const now = Date.now();
  const when = waitMs < SHORT_WAIT_MS ? sendsInWords(waitMs) : `sends at ${clockTime(now + waitMs, now)}`;
  return `${when}: ${waitReason(phase, window)}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
