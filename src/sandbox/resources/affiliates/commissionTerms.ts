import { asObject } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { dollars } from '../currency.ts';
import { parts } from '../parts.ts';
import { pickFields } from '../records.ts';

/** Who is paid: whoever made the sale, who brought that affiliate, and what nobody claims. */
const LEVELS = ['level_1', 'level_2', 'unused'] as const;

const RATES = ['sale_percent', 'sale_amount', 'lead_percent', 'lead_amount'] as const;

/** A rate in a body, which is text there; null takes it away. @throws RefusalError 400 for what is none */
function rate(value: unknown, name: string): number | null {
  if (value === null) return null;
  const found = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  const most = name.includes('percent') ? 100 : Number.POSITIVE_INFINITY;
  if (!(found >= 0 && found <= most)) badRequest(`${name} must be a number from 0${most === 100 ? ' to 100' : ''}`);
  return found;
}

/** The rates in a part of a body. @throws RefusalError 400 */
function rates(value: unknown): Fields {
  const given = pickFields(asObject(value) ?? {}, RATES);
  return Object.fromEntries(Object.entries(given).map(([name, each]) => [name, rate(each, name)]));
}

/**
 * Terms as a body changes them. The old names for what the first level gets of a sale still count, unless the new
 * ones are there as well.
 * @throws RefusalError 400
 */
export function changedTerms(before: Fields, body: Fields): Fields {
  const { percentage, dollar_amount, payout_type } = body;
  const changed: Record<string, unknown> = { payout_type: 'UPFRONT', ...before };
  if (payout_type !== undefined) changed['payout_type'] = payout_type;
  const old = {
    ...(percentage === undefined ? {} : { sale_percent: rate(percentage, 'percentage') }),
    ...(dollar_amount === undefined ? {} : { sale_amount: rate(dollar_amount, 'dollar_amount') }),
  };
  for (const level of LEVELS) {
    const given = { ...(level === 'level_1' ? old : {}), ...rates(body[level]) };
    if (body[level] === null) changed[level] = null;
    else if (Object.keys(given).length > 0) changed[level] = { ...asObject(before[level]), ...given };
  }
  return changed;
}

/** Terms with the old names for what the first level gets of a sale. */
function withOldNames(terms: Fields): Fields {
  const first = asObject(terms['level_1']);
  return { ...terms, percentage: first?.['sale_percent'], dollar_amount: first?.['sale_amount'] };
}

/** What a program pays where nothing else is said; undefined where nothing is. */
export function defaultCommission({ fields }: StoredRecord): Fields | undefined {
  const terms = asObject(fields['default_commission']);
  return terms && withOldNames(terms);
}

/** What a program pays for certain products. */
export function productCommissions({ fields }: StoredRecord, { tables }: Account): Fields[] {
  return parts(fields, 'product_commissions').flatMap((terms) => {
    const product = tables.products.get(Number(terms['product_id']))?.fields;
    if (!product) return [];
    const product_price = dollars(product['price']);
    return [{ ...withOldNames(terms), product_name: product['name'], product_price }];
  });
}

/** What a program pays for certain subscription plans, which are called by their product. */
export function subscriptionCommissions({ fields }: StoredRecord, { tables }: Account): Fields[] {
  return parts(fields, 'subscription_commissions').flatMap((terms) => {
    const plan = tables.subscriptionPlans.get(Number(terms['subscription_id']))?.fields;
    if (!plan) return [];
    const name = tables.products.get(Number(plan['product_id']))?.fields['name'];
    return [{ ...withOldNames(terms), name, plan_price: dollars(plan['plan_price']) }];
  });
}
