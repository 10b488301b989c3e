import { createHash } from 'node:crypto';
import { asString, type JsonObject } from '../json.ts';

/**
 * The address of a hook by its server and a fingerprint: whoever has the whole address can send to it what seems to
 * come from Keap, so it is in no file that is passed on, and another address still shows as another.
 */
export function hookAddress(url: string): string {
  const server = URL.canParse(url) ? new URL(url).host : '';
  const print = createHash('sha256').update(url).digest('hex').slice(0, 8);
  return `${server || 'unreadable address'}, fingerprint ${print}`;
}

/** A hook as an overview shows it. */
export function shownHook(hook: JsonObject): JsonObject {
  const url = asString(hook['hookUrl']);
  if (url === undefined) return hook;
  const address = hookAddress(url);
  return { ...hook, hookUrl: address, name: `${asString(hook['eventKey']) ?? ''} to ${address}` };
}
