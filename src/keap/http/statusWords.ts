import { STATUS_CODES } from 'node:http';
import { redactKeys } from '../safety/keyShapes.ts';
import { plainText } from '../safety/plainText.ts';

/** A status with its phrase: `404 Not Found`. The phrase is the server's own where it sent one, shown as words alone. */
export function statusWords(response: { readonly status: number; readonly statusText: string }): string {
  const phrase = response.statusText || STATUS_CODES[response.status];
  return phrase ? `${response.status} ${plainText(redactKeys(phrase), 60)}` : String(response.status);
}
