import { formatJson } from '../request/formatJson.ts';
import { redactKeys } from '../safety/keyShapes.ts';
import { type Delivery, parseDelivery } from './delivery.ts';
import { HOOK_SECRET_HEADER, maskedSecret } from './handshake.ts';
import { hookEvent, hookObjectName } from './hookEvents.ts';

/** Something that was posted to a receiver, as it came. */
export interface ReceivedPost {
  /** Of no other post, whichever receiver it came to. */
  readonly id: string;
  /** Whose path it came to: the id of a connection. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly contentType: string;
  readonly text: string;
  /** Whether there was more than a receiver takes in. */
  readonly isCut: boolean;
  /** The secret of a handshake; undefined where none came. */
  readonly secret?: string;
  /** The status it was answered with. */
  readonly answered: number;
  /** Whether the secret was sent back. */
  readonly isEcho: boolean;
}

/** What a post is: the handshake that verifies a hook, a delivery, or something else. */
export type PostKind = 'handshake' | 'delivery' | 'other';

/** A post with what can be read in it. */
export interface ReadPost extends ReceivedPost {
  readonly kind: PostKind;
  readonly delivery?: Delivery;
}

export function readPost(post: ReceivedPost): ReadPost {
  const delivery = post.isCut ? undefined : parseDelivery(post.text);
  if (delivery) return { ...post, kind: 'delivery', delivery };
  return { ...post, kind: post.secret === undefined ? 'other' : 'handshake' };
}

/** What a post says, in a few words. */
export function postTitle({ kind, delivery }: ReadPost): string {
  if (kind === 'handshake') return 'Verification';
  return delivery ? hookEvent(delivery.eventKey).words : 'Not a delivery';
}

/** Which objects a delivery tells of: `contact 7`, `12 contacts`. Empty for other posts. */
export function postObjects({ delivery }: ReadPost): string {
  if (!delivery) return '';
  const { objects, eventKey } = delivery;
  const [only] = objects;
  const many = hookObjectName(hookEvent(eventKey).object).toLowerCase();
  if (objects.length === 1 && only) return `id ${only.id}`;
  return `${objects.length.toLocaleString('en-US')} ${many}`;
}

/** How a post was answered, in a few words. */
export function postAnswer({ kind, answered, isEcho }: ReadPost): string {
  if (kind !== 'handshake') return String(answered);
  return isEcho ? 'secret sent back' : 'secret not sent back';
}

/**
 * What a document shows of a post. A delivery is its body, laid out with every digit; of a handshake there is what
 * came, its secret masked unless it is still needed; anything else is the text as it came. Keys are masked.
 */
export function postDocument(post: ReadPost): { readonly text: string; readonly extension: 'json' | 'txt' } {
  if (post.kind === 'handshake') return { text: handshakeText(post), extension: 'json' };
  const laidOut = post.isCut ? undefined : formatJson(post.text);
  if (laidOut !== undefined) return { text: redactKeys(laidOut), extension: 'json' };
  const cut = post.isCut ? '\n\n… There was more than the receiver takes in.' : '';
  return { text: redactKeys(post.text) + cut, extension: 'txt' };
}

function handshakeText({ at, secret = '', isEcho, answered, contentType, text }: ReadPost): string {
  const shown = {
    received: new Date(at).toISOString(),
    [HOOK_SECRET_HEADER]: isEcho ? maskedSecret(secret) : secret,
    answered: isEcho ? `${answered} with the same ${HOOK_SECRET_HEADER}` : `${answered} without ${HOOK_SECRET_HEADER}`,
    ...(contentType === '' ? {} : { contentType }),
    ...(text === '' ? {} : { body: redactKeys(text) }),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}
