/** What a hook can tell of: an event of an object, by Keap's names for both. */
export interface HookEvent {
  /** As the API wants it: `contact.add`. */
  readonly key: string;
  /** What stands before the last dot: `contact`, `invoice.payment`. */
  readonly object: string;
  /** What happens when, in our words. */
  readonly words: string;
}

const ADDED = { add: 'is added', delete: 'is deleted', edit: 'is changed' } as const;

/** Objects by Keap's name: what one is called, what many are, and what can happen to one. */
const OBJECTS: Readonly<
  Record<string, { readonly one: string; readonly many: string; readonly events: Readonly<Record<string, string>> }>
> = {
  appointment: { one: 'An appointment', many: 'Appointments', events: ADDED },
  company: { one: 'A company', many: 'Companies', events: ADDED },
  contact: { one: 'A contact', many: 'Contacts', events: { ...ADDED, redact: 'has its personal data erased' } },
  contactGroup: {
    one: 'A tag',
    many: 'Tags',
    events: { ...ADDED, applied: 'is applied to contacts', removed: 'is removed from contacts' },
  },
  invoice: { one: 'An invoice', many: 'Invoices', events: ADDED },
  'invoice.payment': { one: 'A payment of an invoice', many: 'Payments', events: ADDED },
  leadsource: { one: 'A lead source', many: 'Lead sources', events: ADDED },
  note: { one: 'A note', many: 'Notes', events: ADDED },
  opportunity: {
    one: 'An opportunity',
    many: 'Opportunities',
    events: { ...ADDED, stage_move: 'moves to another stage' },
  },
  order: { one: 'An order', many: 'Orders', events: ADDED },
  product: { one: 'A product', many: 'Products', events: ADDED },
  subscription: { one: 'A subscription', many: 'Subscriptions', events: ADDED },
  task: { one: 'A task', many: 'Tasks', events: ADDED },
  user: {
    one: 'A user',
    many: 'Users',
    events: { activate: 'accepts the invitation', add: 'is added', edit: 'is changed' },
  },
};

/**
 * The 46 events that are known (FACTS section 7: an SDK of 2018 and later consumers agree). What an app has now is what
 * `GET /v1/hooks/event_keys` says; this list is for when that cannot be asked.
 */
export const KNOWN_EVENT_KEYS: readonly string[] = Object.entries(OBJECTS)
  .flatMap(([object, { events }]) => Object.keys(events).map((event) => `${object}.${event}`))
  .toSorted();

/** An event by its key. One that nobody knows is told by its key. */
export function hookEvent(key: string): HookEvent {
  const dot = key.lastIndexOf('.');
  const object = dot < 0 ? key : key.slice(0, dot);
  const known = Object.hasOwn(OBJECTS, object) ? OBJECTS[object] : undefined;
  const name = key.slice(dot + 1);
  const happens = known && Object.hasOwn(known.events, name) ? known.events[name] : undefined;
  return { key, object, words: happens === undefined ? `Keap’s event ${key}` : `${known?.one} ${happens}` };
}

/** What many objects of a kind are called: `contactGroup` is `Tags`. The name itself for one nobody knows. */
export function hookObjectName(object: string): string {
  return (Object.hasOwn(OBJECTS, object) ? OBJECTS[object]?.many : undefined) ?? object;
}
