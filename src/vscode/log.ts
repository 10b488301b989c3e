import * as vscode from 'vscode';
import type { HttpResponse } from '../keap/http/httpResponse.ts';
import { isSendError } from '../keap/http/sendError.ts';
import {
  answerWords,
  errorWords,
  type LoggedRequest,
  loggable,
  nameOf,
  requestWords,
} from '../keap/safety/logWords.ts';

/** How much of the log a report of a bug may hold. */
const MOST_FACTS = 50;

/**
 * The output channel *Keap*, at VS Code's log level. Everything written passes `loggable`, the one place that masks
 * keys and addresses.
 */
export class Log implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel('Keap', { log: true });
  private readonly kept: string[] = [];

  /** The latest lines without what is the user's own: no ids, no names of connections, no words of errors. */
  get facts(): readonly string[] {
    return this.kept;
  }

  answered(request: LoggedRequest, response: HttpResponse): void {
    const answer = answerWords(response);
    this.channel.info(loggable(`${requestWords(request)}: ${answer}`));
    this.keep(`${request.method} ${request.template}: ${answer}`);
  }

  /** A request that got no answer; only what nobody foresaw comes with where it came from. */
  failed(request: LoggedRequest, error: unknown, ms: number): void {
    const where = `${requestWords(request)}: no answer after ${Math.round(ms)} ms`;
    if (isSendError(error)) this.channel.warn(loggable(`${where}, ${error.code}: ${error.message}`));
    else this.channel.error(loggable(`${where}, ${errorWords(error)}`));
    this.keep(`${request.method} ${request.template}: no answer after ${Math.round(ms)} ms, ${shortWords(error)}`);
  }

  /** Something worth knowing later that is no failure. @param text a sentence of ours */
  note(text: string): void {
    this.channel.info(loggable(text));
  }

  /** @param text a sentence of ours */
  error(text: string, error?: unknown): void {
    this.channel.error(loggable([text, errorWords(error)].filter(Boolean).join(' ')));
    this.keep([text, shortWords(error)].filter(Boolean).join(' '));
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }

  private keep(fact: string): void {
    this.kept.push(`${new Date().toISOString()} ${loggable(fact)}`);
    if (this.kept.length > MOST_FACTS) this.kept.shift();
  }
}

function shortWords(error: unknown): string {
  return error instanceof Error ? nameOf(error) : '';
}
