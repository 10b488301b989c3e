import type { HookNews } from './hookNews.ts';

/** What a delivery says of one object. */
export type HookObject = Readonly<Record<string, unknown>>;

/** Where v1 reads an object by its id; what is not here has no address to tell. */
const PATHS: Readonly<Record<string, string>> = {
  appointment: 'appointments',
  company: 'companies',
  contact: 'contacts',
  contactGroup: 'tags',
  note: 'notes',
  opportunity: 'opportunities',
  order: 'orders',
  product: 'products',
  subscription: 'subscriptions',
  task: 'tasks',
};

/**
 * What a delivery says of an object. For tags that come to contacts or go, it is a tag with contacts, as an older
 * consumer reads it (FACTS section 7); that, the host of the addresses, and where they are blank are guesses.
 */
export function hookObject(
  { event, id, contactId }: HookNews,
  at: { readonly origin: string; readonly timestamp: string },
  before: HookObject | undefined,
): HookObject {
  if (contactId !== undefined) {
    const applied = Array.isArray(before?.['applied']) ? before['applied'] : [];
    return { tagId: id, applied: [...applied, contactId], timestamp: at.timestamp };
  }
  const path = PATHS[objectType(event)];
  return { id, apiUrl: path ? `${at.origin}/crm/rest/v1/${path}/${id}` : '', timestamp: at.timestamp };
}

/** The body of a delivery. */
export function hookBody(event: string, objects: readonly HookObject[]): string {
  return JSON.stringify({ event_key: event, object_type: objectType(event), object_keys: objects });
}

function objectType(event: string): string {
  return event.slice(0, event.lastIndexOf('.'));
}
