import { DELIVERY_RULES } from '../../../keap/hooks/deliveryRules.ts';
import { HOOK_SECRET_HEADER, isHandshakeAnswer } from '../../../keap/hooks/handshake.ts';
import { postLocally } from '../../hooks/localPost.ts';

/**
 * Whether a server sends a hook's secret back (FACTS §7). It may take as long as for its answer to an event. Servers
 * that are not on this machine are never called and so never send it back, nor does one that fails.
 */
export async function shakeHands(url: string, secret: string): Promise<boolean> {
  try {
    const headers = { [HOOK_SECRET_HEADER]: secret };
    const answer = await postLocally(url, { headers }, AbortSignal.timeout(DELIVERY_RULES.timeout));
    return isHandshakeAnswer(answer.status, answer.headers[HOOK_SECRET_HEADER.toLowerCase()], secret);
  } catch {
    return false;
  }
}
