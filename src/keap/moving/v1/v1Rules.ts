import type { Operation, OperationSummary } from '../../catalog/operation.ts';
import { pathNames, shapeOf } from '../../edit/recordKinds.ts';
import type { Move, Place, Target } from '../move.ts';
import { V1_MOVES } from './v1Moves.ts';

/** What v1's lists are ordered by, as v2 calls it. */
const ORDERS: Readonly<Record<string, string>> = {
  date_created: 'create_time',
  last_updated: 'update_time',
  order_date: 'order_time',
  update_date: 'modification_time',
  next_action: 'next_action_time',
  opportunity_name: 'opportunity_title',
  DATE_EARNED: 'time_earned',
  DATE: 'pay_date',
  AMOUNT: 'pay_amount',
  published_date: 'publisheddate',
  completed_contact_count: 'completedContactCount',
  active_contact_count: 'activeContacts',
};

/** What v1 orders a list by, as v2's list calls it; undefined where v2 does not order by it. */
export function orderField(v1: string, now: Operation): string | undefined {
  const fields = now.query?.orderBy ?? [];
  const named = [v1, ORDERS[v1], v1 === 'date_created' ? 'datecreated' : undefined, v1.toLowerCase()];
  return named.find((name) => name !== undefined && fields.includes(name));
}

/** v2's operation for one of v1, by its operationId: the reviewed one, else that of the same path. */
export function v1Counterpart(
  operation: Pick<OperationSummary, 'key' | 'method' | 'path'>,
  v2: readonly Pick<OperationSummary, 'key' | 'version' | 'method' | 'path'>[],
): string | undefined {
  const move = V1_MOVES[operation.key.replace('v1:', '')];
  if (move && 'none' in move) return undefined;
  if (move?.to !== undefined) return move.to;
  const shape = shapeOf(operation.path);
  const find = (method: string) =>
    v2.find((each) => each.version === 'v2' && each.method === method && shapeOf(each.path) === shape);
  const found = find(operation.method) ?? (operation.method === 'PUT' ? find('PATCH') : undefined);
  return found?.key.replace('v2:', '');
}

/** How an operation of v1 becomes its counterpart: what is reviewed, and what names and places tell by themselves. */
export function v1Move(operation: Operation, now: Operation): Move {
  const reviewed = V1_MOVES[operation.operationId];
  const move = reviewed && 'none' in reviewed ? {} : (reviewed ?? {});
  const takes: Record<string, Place | Target> = {};
  const places = new Set(pathNames(now.path));
  const names = pathNames(operation.path);
  const own = names.filter((name) => !move.takes?.[name]);
  const free = [...places].filter(
    (name) => !Object.values(move.takes ?? {}).some((to) => placeOf(to) === `path:${name}`),
  );
  for (const [index, name] of own.entries()) {
    const place = free.find((each) => sameName(each, name)) ?? (own.length === free.length ? free[index] : undefined);
    if (place !== undefined) takes[name] = `path:${place}`;
  }
  for (const { name, in: location } of operation.parameters) {
    if (location === 'query') takes[name] = queryTarget(name, now);
  }
  return { to: now.operationId, ...move, takes: { ...takes, ...move.takes } };
}

function placeOf(entry: Place | Target): Place | undefined {
  return typeof entry === 'string' ? entry : entry.to;
}

function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.replaceAll('_', '').toLowerCase();
  return plain(a) === plain(b);
}

function queryTarget(name: string, now: Operation): Place | Target {
  const has = (parameter: string) => now.parameters.some((each) => each.in === 'query' && each.name === parameter);
  const filters = now.query?.filter?.fields.map((field) => field.name) ?? [];
  if (name === 'limit') return has('page_size') ? 'query:page_size' : { note: 'REST v2 lists all of them at once.' };
  if (name === 'offset') return { note: 'REST v2 has no offset: follow next_page_token.' };
  if (name === 'order' || name === 'order_direction')
    return has('order_by') ? 'query:order_by' : { note: 'REST v2 does not order this list.' };
  if (name === 'optional_properties') return has('fields') ? 'query:fields' : { note: 'REST v2 sends all properties.' };
  if (filters.includes(name)) return `filter:${name}`;
  if (has(name)) return `query:${name}`;
  return { note: `REST v2 has no ${name} here.` };
}
