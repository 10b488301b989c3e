import type { PlainKind } from '../account/kinds.ts';
import { readingOf } from '../account/listing.ts';
import { asList, asNumber, asObject, asString, parseJson } from '../json.ts';
import { hookEvent } from './hookEvents.ts';

/** One object that a delivery tells of. */
export interface DeliveredObject {
  readonly id: string;
  /** Contacts that a tag was applied to or removed from, where the delivery names them. */
  readonly contactIds: readonly string[];
  /** When it happened, as Keap wrote it. */
  readonly timestamp?: string;
}

/** What Keap tells a hook’s server: that something happened to some objects, by id alone. */
export interface Delivery {
  readonly eventKey: string;
  readonly objectType: string;
  readonly objects: readonly DeliveredObject[];
}

/**
 * A delivery from the text of a body; undefined where it is none. Besides the documented form it reads what older
 * consumers got: `object_key` for one object or as a JSON text, and tags as `{tagId, applied}` (FACTS section 7).
 */
export function parseDelivery(text: string): Delivery | undefined {
  const parsed = parseJson(text);
  const body = 'value' in parsed ? asObject(parsed.value) : undefined;
  const eventKey = nameOf(body?.['event_key']);
  if (!body || eventKey === undefined) return undefined;
  const named = body['object_keys'] ?? body['object_key'];
  const objects = itemsOf(named).flatMap((each) => objectOf(each) ?? []);
  return { eventKey, objectType: nameOf(body['object_type']) ?? hookEvent(eventKey).object, objects };
}

function itemsOf(named: unknown): readonly unknown[] {
  if (typeof named === 'string' && /^\s*[[{]/.test(named)) {
    const parsed = parseJson(named);
    return 'value' in parsed ? itemsOf(parsed.value) : [];
  }
  return asList(named) ?? (named === undefined ? [] : [named]);
}

function objectOf(value: unknown): DeliveredObject | undefined {
  const object = asObject(value);
  const id = idOf(object ? (object['id'] ?? object['tagId']) : value);
  if (id === undefined) return undefined;
  const contactIds = (asList(object?.['applied']) ?? []).flatMap((each) => idOf(each) ?? []);
  const timestamp = asString(object?.['timestamp']);
  return { id, contactIds, ...(timestamp && timestamp.length <= 40 ? { timestamp } : {}) };
}

/** Whoever knows the address can post, and names end in titles, tooltips and names of files. */
function nameOf(value: unknown): string | undefined {
  const text = asString(value);
  return text && /^[\w.]{1,80}$/.test(text) ? text : undefined;
}

function idOf(value: unknown): string | undefined {
  const text = asNumber(value)?.toString() ?? asString(value);
  return text && /^[\w-]{1,64}$/.test(text) ? text : undefined;
}

/** What an object’s id opens, by Keap’s name for its kind. Invoices have no address of their own. */
const KINDS: Readonly<Record<string, PlainKind>> = {
  appointment: 'appointment',
  company: 'company',
  contact: 'contact',
  contactGroup: 'tag',
  leadsource: 'leadSource',
  note: 'note',
  opportunity: 'opportunity',
  order: 'order',
  product: 'product',
  subscription: 'subscription',
  task: 'task',
  user: 'user',
};

/** v2 reads a note only by its contact, which no delivery names. */
const READERS: Partial<Record<PlainKind, string>> = { note: 'v1:getNoteUsingGET' };

/** The operation that reads an object of a delivery by its id alone, v2’s where it can; undefined where none does. */
export function deliveredReader({
  eventKey,
  objectType,
}: Pick<Delivery, 'eventKey' | 'objectType'>): string | undefined {
  const { object } = hookEvent(eventKey);
  const name = Object.hasOwn(KINDS, object) ? object : objectType;
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  return kind && (READERS[kind] ?? readingOf(kind)?.operation);
}
