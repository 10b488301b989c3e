import { asNumber, asObject, asString, parseJson } from '../json.ts';
import type { XmlRpcFault } from '../xmlrpc/value.ts';
import { startOf } from './body.ts';
import type { HttpResponse } from './httpResponse.ts';

/** How `jsonOfFault` begins; no answer of REST does. */
const BEGINNING = '{"faultCode":';

/** The fault an answer holds: XML-RPC says so with status 200. Undefined for every other answer. */
export function faultOf({ body }: Pick<HttpResponse, 'body'>): XmlRpcFault | undefined {
  const start = startOf(body);
  if (start.length < body.byteLength || start[0] !== BEGINNING.charCodeAt(0)) return undefined;
  const text = new TextDecoder().decode(start);
  const parsed = text.startsWith(BEGINNING) ? parseJson(text) : undefined;
  const members = parsed && 'value' in parsed ? asObject(parsed.value) : undefined;
  const code = asNumber(members?.['faultCode']);
  const message = asString(members?.['faultString']);
  return code === undefined || message === undefined || Object.keys(members ?? {}).length > 2
    ? undefined
    : { code, message };
}

/** Whether Keap did what was asked, as far as its answer says. */
export function isSuccess(response: Pick<HttpResponse, 'status' | 'body'>): boolean {
  return response.status < 300 && faultOf(response) === undefined;
}
