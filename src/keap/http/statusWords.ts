import { STATUS_CODES } from 'node:http';
import { redactKeys } from '../safety/keyShapes.ts';
import { plainText } from '../safety/plainText.ts';
import { faultOf, faultWords } from './fault.ts';
import type { HttpResponse } from './httpResponse.ts';

/** A status with its phrase: `404 Not Found`. The phrase is the server's own where it sent one, shown as words alone. */
export function statusWords(response: { readonly status: number; readonly statusText: string }): string {
  const phrase = response.statusText || STATUS_CODES[response.status];
  return phrase ? `${response.status} ${plainText(redactKeys(phrase), 60)}` : String(response.status);
}

/** The same of an answer, or its fault, which XML-RPC sends with status 200: `Fault 5 RecordNotFound`. */
export function outcomeWords(response: HttpResponse): string {
  const fault = faultOf(response);
  return fault ? faultWords(fault.code) : statusWords(response);
}
