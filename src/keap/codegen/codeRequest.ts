import { formatJson } from '../request/formatJson.ts';
import type { HttpRequest, RequestContent } from '../request/httpRequest.ts';

/** A request as every language writes it. The key is no part of it: code reads it from the environment. */
export interface CodeRequest {
  readonly method: HttpRequest['method'];
  readonly url: string;
  /** As sent but for `accept`, which is each tool's own. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: RequestContent;
}

/** The environment variable that the key is read from. */
export const KEY_VARIABLE = 'KEAP_API_KEY';

/** @param origin scheme and host, without a trailing slash */
export function codeRequest({ method, target, headers, body }: HttpRequest, origin: string): CodeRequest {
  const own = Object.entries(headers).filter(([name]) => name !== 'accept');
  return { method, url: origin + target, headers: own, ...(body ? { body } : {}) };
}

/**
 * A JSON body laid out for a language whose own literals are to hold it; undefined where it would come out of them as
 * something else: long numbers, numbers and texts spelled in an unusual way, members that stand there twice.
 */
export function exactJson(text: string): { readonly value: unknown; readonly text: string } | undefined {
  const laidOut = formatJson(text.toWellFormed());
  if (laidOut === undefined || laidOut.includes('"__proto__"')) return undefined;
  const value: unknown = JSON.parse(laidOut);
  return formatJson(JSON.stringify(value)) === laidOut ? { value, text: laidOut } : undefined;
}

/** Whether a text has several lines and nothing invisible, so that it can stand in code line by line. */
export function isPlainLines(text: string): boolean {
  return text.includes('\n') && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text.replaceAll(/[\n\t]/g, ''));
}

/** Moves all lines of a text but the first to the right. */
export function indented(text: string, spaces: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
