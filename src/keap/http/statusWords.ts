import { STATUS_CODES } from 'node:http';

/** A status with its phrase: `404 Not Found`. */
export function statusWords(response: { readonly status: number; readonly statusText: string }): string {
  const phrase = response.statusText || STATUS_CODES[response.status];
  return phrase ? `${response.status} ${phrase}` : String(response.status);
}
