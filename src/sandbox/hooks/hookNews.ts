import { invoiceIdOf } from '../resources/sales/orderSums.ts';
import type { TableName } from '../seed/tables.ts';
import type { Change } from '../store/change.ts';

/** Something to tell hooks of: an event and the object it happened to. */
export interface HookNews {
  /** `contact.add` */
  readonly event: string;
  readonly id: number;
  /** Whom a tag was applied to or removed from. */
  readonly contactId?: number;
}

/** Keap's name for the objects of a table; of the others hooks hear nothing. */
const OBJECTS: Partial<Record<TableName, string>> = {
  appointments: 'appointment',
  companies: 'company',
  contacts: 'contact',
  tags: 'contactGroup',
  orders: 'order',
  payments: 'invoice.payment',
  leadSources: 'leadsource',
  notes: 'note',
  opportunities: 'opportunity',
  products: 'product',
  subscriptions: 'subscription',
  tasks: 'task',
  users: 'user',
};

/**
 * What there is to tell of one request's changes: however often it touched a record, that was added, changed or
 * deleted once. Records that changed because another one did count as changed, too.
 */
export function newsOf(changes: readonly Change[]): HookNews[] {
  return [...recordNews(changes), ...changes.flatMap(momentNews)];
}

function recordNews(changes: readonly Change[]): HookNews[] {
  const last = new Map<string, { readonly object: string; readonly id: number; readonly what: string }>();
  for (const change of changes) {
    if (!('table' in change)) continue;
    const object = OBJECTS[change.table];
    if (object === undefined) continue;
    const { id } = change.record;
    const key = `${object} ${id}`;
    const before = last.get(key)?.what;
    if (before === 'add' && change.what === 'delete') last.delete(key);
    else last.set(key, { object, id, what: before === 'add' ? before : change.what });
  }
  return [...last.values()].flatMap(({ object, id, what }) => {
    const news = { event: `${object}.${what}`, id };
    // An order is an invoice, too, under a number of its own.
    return object === 'order' ? [news, { event: `invoice.${what}`, id: invoiceIdOf(id) }] : [news];
  });
}

/** What happened that is more than a record being added, changed or deleted. */
function momentNews(change: Change): HookNews[] {
  if ('relation' in change) {
    const { relation, what, left, right } = change;
    if (relation !== 'contactTags') return [];
    return [
      { event: what === 'connect' ? 'contactGroup.applied' : 'contactGroup.removed', id: right, contactId: left },
    ];
  }
  const { table, what, record } = change;
  const { opportunity_id, move_from_stage_id } = record.fields;
  // An opportunity that is new comes from nowhere.
  const isMove = table === 'stageMoves' && what === 'add' && move_from_stage_id !== 0;
  return isMove ? [{ event: 'opportunity.stage_move', id: Number(opportunity_id) }] : [];
}
