import { asNumber, asObject, asString, parseJson } from '../json.ts';
import type { XmlRpcFault } from '../xmlrpc/value.ts';
import { startOf } from './body.ts';
import type { HttpResponse } from './httpResponse.ts';

/** How `jsonOfFault` begins; no answer of REST does. */
const BEGINNING = Buffer.from('{"faultCode":');

/** The fault an answer holds: XML-RPC says so with status 200. Undefined for every other answer. */
export function faultOf({ body }: Pick<HttpResponse, 'body'>): XmlRpcFault | undefined {
  const start = startOf(body);
  if (!BEGINNING.equals(start.subarray(0, BEGINNING.length))) return undefined;
  if (start.length < body.byteLength) return longFault(new TextDecoder().decode(start));
  const parsed = parseJson(new TextDecoder().decode(start));
  const members = 'value' in parsed ? asObject(parsed.value) : undefined;
  const code = asNumber(members?.['faultCode']);
  const message = asString(members?.['faultString']);
  return code === undefined || message === undefined || Object.keys(members ?? {}).length > 2
    ? undefined
    : { code, message };
}

/** A fault whose words are longer than the start of its answer: what fits a sentence is all that anyone shows of them. */
function longFault(start: string): XmlRpcFault | undefined {
  const [, code, words] = LONG_FAULT.exec(start) ?? [];
  const message = words === undefined ? undefined : parseJson(`"${words}"`);
  return message && 'value' in message && typeof message.value === 'string'
    ? { code: Number(code), message: message.value }
    : undefined;
}

/** Words that do not end soon, cut between two characters of JSON. */
const LONG_FAULT = /^\{"faultCode":(-?\d{1,10}),"faultString":"((?:[^"\\]|\\u[0-9a-f]{4}|\\[^u]){2000})/;

/** Whether Keap did what was asked, as far as its answer says. */
export function isSuccess(response: Pick<HttpResponse, 'status' | 'body' | 'unread'>): boolean {
  return response.status < 300 && response.unread === undefined && faultOf(response) === undefined;
}

/** The words of Keap's fault codes. Source: nateleavitt/infusionsoft, exception_handler.rb. */
const WORDS: Readonly<Record<number, string>> = {
  1: 'InvalidConfig',
  2: 'InvalidKey',
  3: 'UnexpectedError',
  4: 'DatabaseError',
  5: 'RecordNotFound',
  6: 'LoadingError',
  7: 'NoTableAccess',
  8: 'NoFieldAccess',
  9: 'NoTableFound',
  10: 'NoFieldFound',
  11: 'NoFieldsError',
  12: 'InvalidParameter',
  13: 'FailedLoginAttempt',
  14: 'NoAccess',
  15: 'FailedLoginAttemptPasswordExpired',
};

/** A fault's code with its word, as a status has a phrase: `Fault 5 RecordNotFound`. */
export function faultWords(code: number): string {
  const word = WORDS[code];
  return word === undefined ? `Fault ${code}` : `Fault ${code} ${word}`;
}

/** What a fault says, without the word in brackets that its code has already. */
export function faultText({ message }: XmlRpcFault): string {
  return message.replace(/^\s*\[\w{1,60}\]\s*/, '');
}
