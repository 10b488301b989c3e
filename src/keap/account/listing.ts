import { type FieldOwner, type Kind, ownedKind, type PlainKind } from './kinds.ts';
import { ROWS, type Row } from './listingTable.ts';

/** A record of another kind whose id an operation needs first, as a stage needs no product but a plan does. */
export interface Within {
  readonly kind: Kind;
  /** The operation's path parameter that takes the id. */
  readonly parameter: string;
}

/** How all records of a kind are listed. */
export interface Listing {
  /** The operation's key: v2's where v2 has one. */
  readonly operation: string;
  /** The answer's property that holds the list; none where the answer is the list itself. */
  readonly items?: string;
  /** Where the id stands in an item: `codes.alpha3`. Empty where the item is the id itself. */
  readonly id: string;
  /** Where the name stands: the first of these with something in it, the parts of one joined by a space. */
  readonly label: readonly (readonly string[])[];
  /** What tells apart those of the same name. */
  readonly detail: readonly string[];
  readonly within?: readonly Within[];
  /** There are so many that only the first page is fetched unasked. */
  readonly large?: true;
  /** The fields to filter by to find a name; `*` for what begins with it. Each takes a call. */
  readonly search?: readonly string[];
}

/** How one record is read. */
export interface Reading {
  readonly operation: string;
  /** The path parameter that takes the record's id. */
  readonly parameter: string;
  readonly within?: readonly Within[];
}

/** The operations about the custom fields of a kind of record: the model, groups and tabs. Appointments have v1's. */
const FIELD_OPERATIONS: Readonly<Record<FieldOwner, readonly [model: string, word: string]>> = {
  affiliates: ['v2:getAffiliateCustomFields', 'Affiliate'],
  appointments: ['v1:retrieveAppointmentModelUsingGET', 'Note'],
  companies: ['v2:retrieveCompanyCustomFieldModel', 'Company'],
  contacts: ['v2:retrieveContactModel', 'Contact'],
  notes: ['v2:retrieveNoteModel', 'Note'],
  opportunities: ['v2:retrieveOpportunityCustomFieldModel', 'Opportunity'],
  orders: ['v2:retrieveOrderCustomFieldModel', 'Order'],
  subscriptions: ['v2:retrieveSubscriptionCustomFieldModel', 'Subscription'],
  tasks: ['v2:retrieveTaskModel', 'Task'],
};

function rowOf(kind: Kind): Row {
  const owned = ownedKind(kind);
  if (!owned) return ROWS[kind as PlainKind];
  // Appointments share their custom fields with notes and tasks, and v2 shows the groups of notes.
  const [model, word] = FIELD_OPERATIONS[owned.owner];
  if (owned.owned === 'customField') {
    return { list: model, items: 'custom_fields', label: [['label']], detail: ['field_type', 'group_name'] };
  }
  const [items, name, parameter] = owned.owned === 'customFieldGroup' ? GROUPS : TABS;
  const read: Row['read'] = [`v2:get${word}CustomField${name}`, parameter];
  return { list: `v2:list${word}CustomField${name}s`, items, read };
}

const GROUPS = ['groups', 'Group', 'group_id'] as const;
const TABS = ['tabs', 'Tab', 'tab_id'] as const;

/** How all records of a kind are listed. */
export function listingOf(kind: Kind): Listing {
  const { list, items, id = 'id', label = [['name']], detail = [], within, large, search } = rowOf(kind);
  return {
    ...{ operation: list, id, label, detail },
    ...(items === undefined ? {} : { items }),
    ...(within ? { within } : {}),
    ...(large ? { large } : {}),
    ...(search ? { search } : {}),
  };
}

/** How one record of a kind is read; undefined where no operation reads one alone. */
export function readingOf(kind: Kind): Reading | undefined {
  const { read, within, readWithin = within } = rowOf(kind);
  return read && { operation: read[0], parameter: read[1], ...(readWithin ? { within: readWithin } : {}) };
}
