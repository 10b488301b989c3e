import type { HttpMethod } from '../catalog/operation.ts';
import { faultOf } from '../http/fault.ts';
import { type HttpResponse, headerValue } from '../http/httpResponse.ts';
import { redactKeys } from './keyShapes.ts';
import { plainText } from './plainText.ts';

/** A request as the log tells of it: nothing of what was sent or answered but sizes, times and ids. */
export interface LoggedRequest {
  readonly method: HttpMethod;
  /** With its parameters' names: `/crm/rest/v2/contacts/{contact_id}`. */
  readonly template: string;
  /** Path and query as sent; undefined where nothing was built. */
  readonly target?: string;
  readonly connection: string;
}

const LONGEST_LINE = 2_000;

/**
 * A line on its way to the log: keys are masked, email addresses too, and nothing in it draws another line. All that
 * is logged passes here.
 */
export function loggable(text: string): string {
  return text
    .split('\n')
    .map((line) => plainText(redactKeys(line.slice(0, 2 * LONGEST_LINE)), LONGEST_LINE))
    .join('\n')
    .replaceAll(/[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,255}/g, '*@*');
}

/** Method, path and connection: ids of the path are kept, names and values of anything else are not. */
export function requestWords({ method, template, target, connection }: LoggedRequest): string {
  const words = target === undefined ? template : `${loggedPath(template, target)}${loggedQuery(target)}`;
  return `${method} ${words} on ${connection}`;
}

/** Status, sizes, times and what is left of the key's limits. */
export function answerWords(response: HttpResponse): string {
  const { status, timing, body } = response;
  const fault = faultOf(response);
  const outcome = fault ? `${status} with fault ${fault.code}` : String(status);
  const waited = timing.queuedMs >= 1 ? ` after ${Math.round(timing.queuedMs)} ms of waiting` : '';
  return [`${outcome}, ${Math.round(timing.totalMs)} ms${waited}, ${body.byteLength} bytes`, limitWords(response)]
    .filter(Boolean)
    .join(', ');
}

/** Limits of a key as Keap's headers tell them; blank ones are not known (FACTS §5). */
const LIMITS: readonly (readonly [header: string, period: string])[] = [
  ['x-keap-product-throttle-available', 'minute'],
  ['x-keap-product-quota-available', 'day'],
];

function limitWords(response: HttpResponse): string {
  const left = LIMITS.flatMap(([header, period]) => {
    const count = headerValue(response, header)?.trim() ?? '';
    return /^\d{1,12}$/.test(count) ? [`${count} of the ${period}`] : [];
  });
  return left.length > 0 ? `left ${left.join(' and ')}` : '';
}

/** The path with each parameter's value where it is an id, and its name where it is anything else. */
function loggedPath(template: string, target: string): string {
  const [path = ''] = target.split('?');
  const names = [...template.matchAll(/\{[^}]+\}/g)].map(([name]) => name);
  const pattern = template.split(/\{[^}]+\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const values = new RegExp(`^${pattern.join('([^/]*?)')}$`).exec(path)?.slice(1);
  if (!values) return template;
  let at = 0;
  return template.replaceAll(/\{[^}]+\}/g, () => {
    const value = values[at] ?? '';
    const name = names[at] ?? '';
    at++;
    return isId(value) ? value : name;
  });
}

function loggedQuery(target: string): string {
  const at = target.indexOf('?');
  if (at < 0) return '';
  const pairs = target.slice(at + 1).split('&');
  return `?${pairs.map((pair) => `${pair.split('=')[0] ?? ''}=*`).join('&')}`;
}

/** A number, or the kind of id that a machine makes. */
function isId(value: string): boolean {
  return /^\d{1,20}$/.test(value) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

/**
 * An error for the log: its names and codes, its message without everything from its first quote to its last (a parser
 * quotes what it read, a file system its paths), and where it came from by file names alone.
 */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return error === undefined ? '' : typeof error;
  const words = error.message.replace(/["'`“‘][\s\S]*["'`”’]/, '…');
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .slice(0, 12)
    .map((line) => `\n${line.replaceAll(/(?:file:\/\/)?(?:[A-Za-z]:)?(?:[^\s()]*[\\/])+/g, '')}`);
  const cause = error.cause instanceof Error ? ` caused by ${nameOf(error.cause)}` : '';
  return `${nameOf(error)}: ${words}${cause}${frames.join('')}`;
}

/** Name and code of an error: `SendError timeout`. */
export function nameOf(error: Error): string {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? `${error.name} ${code}` : error.name;
}
