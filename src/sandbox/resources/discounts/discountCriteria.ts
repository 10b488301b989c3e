import { asNumber, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { parts } from '../parts.ts';
import { atLeast, idIn, pickFields } from '../records.ts';
import { withReferences } from '../references.ts';

/** What each type of criterion consists of, and what it is nothing without. */
const TYPES: Readonly<Record<string, { readonly names: readonly string[]; readonly needs?: string }>> = {
  DATE_RANGE: { names: ['range_start_time', 'range_end_time'] },
  PROMO_CODE: { names: ['code'], needs: 'code' },
  PRODUCT: { names: ['product_id', 'product_quantity_min', 'product_quantity_max'], needs: 'product_id' },
  SUBSCRIPTION_PLAN: { names: ['plan_id', 'subscription_quantity'], needs: 'plan_id' },
  ORDER_TOTAL: { names: ['total_amount', 'operator'], needs: 'total_amount' },
};

/** A discount's criteria, and how many it ever had: an id is never given twice. */
interface Criteria {
  readonly criteria: readonly Fields[];
  readonly criteria_made: number;
}

function criteriaOf(discount: StoredRecord | undefined): Criteria {
  const fields = discount?.fields ?? {};
  return { criteria: parts(fields, 'criteria'), criteria_made: asNumber(fields['criteria_made']) ?? 0 };
}

/** A criterion as it is stored, of which `old` is there already. @throws RefusalError 400 */
function criterionFields(given: Fields, old: Fields, account: Account): Fields {
  const type = asString(old['type'] ?? given['type']) ?? badRequest('criteria.type is required');
  const { names, needs } = TYPES[type] ?? { names: [] };
  const values = { ...old, ...pickFields(given, names), type };
  if (needs !== undefined && !hasValue(values, needs)) badRequest(`criteria.${needs} is required for ${type}`);
  atLeast(0, values, ['product_quantity_min', 'product_quantity_max', 'subscription_quantity', 'total_amount']);
  return withReferences(values, account, { product_id: 'products', plan_id: 'subscriptionPlans' });
}

function hasValue(values: Fields, name: string): boolean {
  const value = values[name];
  return asNumber(value) !== undefined || (asString(value) ?? '').trim() !== '';
}

function added({ criteria, criteria_made }: Criteria, given: Fields, account: Account): Criteria {
  const criteria_id = criteria_made + 1;
  const criterion = { ...criterionFields(given, {}, account), criteria_id };
  return { criteria: [...criteria, criterion], criteria_made: criteria_id };
}

/** A discount's criteria with one more, the last. @throws RefusalError 400 */
export function withCriterion(discount: StoredRecord, given: Fields, account: Account): Criteria {
  return added(criteriaOf(discount), given, account);
}

/**
 * A discount's criteria as a body has them. Those that name their id change the one they name, and the others stay;
 * a list without ids, the only kind that categories' discounts know, takes the place of the old one.
 * @throws RefusalError 400
 */
export function withCriteria(before: StoredRecord | undefined, body: Fields, account: Account): Criteria {
  const { criteria, criteria_made } = criteriaOf(before);
  const given = parts(body, 'criteria');
  const changes = new Map(given.map((change) => [idIn(change['criteria_id']), change]));
  if (given.length === 0 || (changes.size === 1 && changes.has(undefined))) {
    const none: Criteria = { criteria: [], criteria_made };
    return given.reduce((all, each) => added(all, each, account), none);
  }
  for (const { criteria_id } of changes.values()) {
    if (!criteria.some((old) => old['criteria_id'] === idIn(criteria_id))) {
      badRequest(`criteria_id ${criteria_id ?? ''} does not exist`);
    }
  }
  const changed = criteria.map((old) => {
    const change = changes.get(idIn(old['criteria_id']));
    return change ? { ...criterionFields(change, old, account), criteria_id: old['criteria_id'] } : old;
  });
  return { criteria: changed, criteria_made };
}

/** A discount's criteria without one; undefined where it has no such. */
export function withoutCriterion(discount: StoredRecord, id: number): Criteria | undefined {
  const { criteria, criteria_made } = criteriaOf(discount);
  const kept = criteria.filter(({ criteria_id }) => criteria_id !== id);
  return kept.length < criteria.length ? { criteria: kept, criteria_made } : undefined;
}
