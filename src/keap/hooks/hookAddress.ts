import { isIP } from 'node:net';
import { holdsKey } from '../safety/keyShapes.ts';

/** What is wrong with an address, as a sentence. What is no error can be meant so all the same. */
export interface AddressProblem {
  readonly sentence: string;
  readonly isError: boolean;
}

/**
 * What is wrong with the address of a hook.
 * @param isSandbox whether it is the sandbox that calls it, which reaches this machine alone
 */
export function addressProblem(text: string, isSandbox: boolean): AddressProblem | undefined {
  const error = (sentence: string) => ({ sentence, isError: true });
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return error('Type an address that begins with https://.');
  if (holdsKey(text)) return error('This holds a Keap key, which must not be part of an address.');
  if (url.username || url.password) return error('Leave out user and password: an address is shown to all users.');
  if (isSandbox) {
    const isReached = url.protocol === 'http:' && isLoopback(url.hostname);
    return isReached ? undefined : { sentence: SANDBOX_REACH, isError: false };
  }
  if (isLoopback(url.hostname) || isPrivate(url.hostname)) {
    return error('Keap cannot reach this machine or its network: use a public address, as of a forwarded port.');
  }
  return url.protocol === 'http:' ? error('Use https://: deliveries go over the internet.') : undefined;
}

const SANDBOX_REACH =
  'The sandbox calls only http://127.0.0.1 and http://localhost, so this hook will stay unverified.';

/**
 * What stands before a receiver’s path in an address that leads to its port: the path of a tunnel, but not one of ours.
 * @throws TypeError for what is no address
 */
export function publicBase(address: string): string {
  const { origin, pathname } = new URL(address.trim());
  return `${origin}${pathname}`.replace(/\/hook\/[\w-]*$/, '').replace(/\/+$/, '');
}

/** Whether a host is the machine that asks. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])$/i.test(host);
}

function isPrivate(host: string): boolean {
  if (/^\[f[cde]/i.test(host)) return true;
  if (isIP(host) !== 4) return /\.(local|lan|internal|home\.arpa)$/i.test(host) || !host.includes('.');
  return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
}
