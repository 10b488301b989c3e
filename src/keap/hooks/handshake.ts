/**
 * The header by which Keap and a hook’s server find out that the address is meant: Keap sends a new secret, the server
 * sends it back with status 200 (FACTS section 7). It opens nothing else and is of no use once the hook is verified.
 */
export const HOOK_SECRET_HEADER = 'X-Hook-Secret';

/** Whether an answer to a handshake verifies the hook. @param returned the header of the answer, where it has one */
export function isHandshakeAnswer(status: number | undefined, returned: unknown, secret: string): boolean {
  return status === 200 && returned === secret;
}

/** A secret as documents show it: enough to tell two apart, too little to use. */
export function maskedSecret(secret: string): string {
  return secret.length < 12 ? '…' : `${secret.slice(0, 4)}…`;
}
