import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { resolveSchema } from '../../../src/keap/catalog/schema.ts';
import { asList, asObject } from '../../../src/keap/json.ts';
import { convertDraft } from '../../../src/keap/moving/convertDraft.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { tables } from './realTables.ts';

const MONEY = /(?<!hide_)price|amount|cost_per|revenue|discount_value/;
const OLD_MONEY = /price|amt|amount|revenue|^[cp]pu$/i;

/** What a converted draft says for 12.5 dollars, by the place in v2: a number, and `?` where a note asks to compare. */
function amountsOf(from: Operation, draft: Partial<RequestDraft>): string[] {
  const made = convertDraft(from, { ...emptyDraft(from.key), ...draft }, catalogs.v2);
  if ('none' in made || made.draft.body === '') return [];
  const to = made.operation.operationId;
  const found: string[] = [];
  const unsaid = made.notes.some(({ text }) => text.includes('does not say whether it counts cents'));
  walk(JSON.parse(made.draft.body), '');
  return found;

  function walk(value: unknown, way: string): void {
    for (const item of asList(value) ?? []) walk(item, way);
    for (const [name, member] of Object.entries((Array.isArray(value) ? undefined : asObject(value)) ?? {})) {
      const at = way === '' ? name : `${way}.${name}`;
      if (MONEY.test(name) && typeof member !== 'object' && typeof member !== 'boolean')
        found.push(`${to} ${at} ${member}${unsaid ? '?' : ''}`);
      walk(member, at);
    }
  }
}

test('an amount of money is converted to what v2 counts in, or a note says that nobody knows', () => {
  const found = new Set<string>();
  const add = (amounts: readonly string[]) => {
    for (const each of amounts) found.add(each);
  };
  for (const own of catalogs.v1.operations) {
    const schema = resolveSchema(own.requestBody?.schema, catalogs.v1.schemas);
    const names = Object.keys(schema.properties ?? {}).filter((name) => OLD_MONEY.test(name));
    const items = schema.properties?.['order_items'] ? { order_items: [{ price: '12.5' }] } : {};
    const body = { ...Object.fromEntries(names.map((name) => [name, 12.5])), ...items };
    add(amountsOf(own, { body: JSON.stringify(body) }));
  }
  for (const own of catalogs.xmlrpc.operations) {
    const names = own.parameters.filter(({ name }) => OLD_MONEY.test(name)).map(({ name }) => `argument:${name}`);
    if (names.length > 0) add(amountsOf(own, { parameters: Object.fromEntries(names.map((name) => [name, '12.5'])) }));
  }
  for (const { name, fields } of tables) {
    const money = fields.filter((field) => OLD_MONEY.test(field.name)).map((field) => [field.name, 12.5]);
    const values = JSON.stringify(Object.fromEntries(money));
    for (const method of ['add', 'update']) {
      const parameters = { 'argument:table': name, 'argument:values': values };
      add(amountsOf(operation(`xmlrpc:DataService.${method}`), { parameters }));
    }
  }
  // From the descriptions of v2: "smallest currency unit", or an example with a point in it.
  assert.deepEqual([...found].sort(), [
    'applyCommissionOnOrderItems commission_amount 12.5?',
    'createLeadSourceExpense amount 1250',
    'createLeadSourceRecurringExpense amount 1250',
    'createOpportunity projected_revenue_high 12.5',
    'createOpportunity projected_revenue_low 12.5',
    'createOrder order_items.price_per_unit 12.5',
    'createOrderItem cost_per_unit 12.5',
    'createOrderItem price_per_unit 12.5',
    'createOrderTotalDiscount discount_value 12.5?',
    'createPaymentForAnOrder payment_amount 12.5',
    'createProduct price 1250',
    'createProductDiscount discount_value 12.5?',
    'createShippingDiscount discount_value 12.5?',
    'createSubscription billing_amount 12.5?',
    'createSubscriptionPlans plan_price 1250',
    'updateOpportunity projected_revenue_high 12.5',
    'updateOpportunity projected_revenue_low 12.5',
    'updateOrder payment_plan.initial_payment_amount 12.5',
    'updateProduct price 1250',
    'updateSubscription billing_amount 12.5?',
  ]);
});
