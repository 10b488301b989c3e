import { asBoolean, asList, asNumber, parseJson } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { cents, dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { pickFields } from '../records.ts';
import { replyOffsetPage } from '../reply.ts';
import { type Resource, replyRecords, usual, viewOf } from '../resource.ts';
import { optionsV1 } from './productOptionViews.ts';
import { PRODUCTS, productFields } from './productRecords.ts';
import { plansOf, planV1 } from './subscriptionPlans.ts';

/** v1's names for what v2 calls otherwise. */
const NAMES = { product_name: 'name', product_desc: 'description', product_short_desc: 'short_description' } as const;

/** Products as v1 shows them, with prices in dollars. */
const PRODUCTS_V1: Resource = {
  ...PRODUCTS,
  queryV1: { equals: { active: ({ fields }) => asBoolean(fields['active']) } },
  stored: (body, { before }) => {
    const fields: Record<string, unknown> = pickFields(body, ['active', 'sku', 'subscription_only']);
    for (const [v1, v2] of Object.entries(NAMES)) if (v1 in body) fields[v2] = body[v1];
    if ('product_price' in body) fields['price'] = cents(body['product_price']);
    return productFields(fields, before);
  },
  shown: ({ id, fields }, { account }) => ({
    ...Object.fromEntries(Object.entries(NAMES).map(([v1, v2]) => [v1, fields[v2]])),
    product_price: dollars(fields['price']),
    // One list says by a number what a product alone says in a word.
    status: fields['active'] === true ? 1 : 0,
    product_options: optionsV1(id, account),
    subscription_plans: plansOf(id, account).map((plan) => planV1(plan, account)),
    url: `https://store.example.com/products/${id}`,
  }),
};

/** A token stands for the moment of the list it came with. */
function syncToken({ now }: SandboxRequest): string {
  return Buffer.from(JSON.stringify(['products', now])).toString('base64url');
}

/** The moment of a token; the beginning of time without one. @throws RefusalError 400 for one nobody gave */
function syncedAt({ query }: SandboxRequest): number {
  const token = query.get('sync_token');
  if (!token) return Number.NEGATIVE_INFINITY;
  const parsed = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  const [kind, moment] = asList('value' in parsed ? parsed.value : undefined) ?? [];
  return (kind === 'products' ? asNumber(moment) : undefined) ?? badRequest('sync_token is invalid');
}

function statusSince(moment: number, { created }: StoredRecord): 'CREATED' | 'UPDATED' {
  return Date.parse(created) >= moment ? 'CREATED' : 'UPDATED';
}

/** v1's products. */
export const PRODUCT_V1_HANDLERS: Handlers = {
  ...usual(PRODUCTS_V1, {
    create: 'v1:createProductUsingPOST',
    get: 'v1:retrieveProductUsingGET',
    update: 'v1:updateProductUsingPATCH',
    delete: 'v1:deleteProductUsingDELETE',
  }),
  'v1:listProductsUsingGET': (request, account) =>
    replyRecords(PRODUCTS_V1, account.tables.products, { request, account }, { sync_token: syncToken(request) }),
  // Products that are gone are left out, as Keap says, though the answer has a word for them. What changed in the very
  // millisecond of the token comes again rather than never.
  'v1:listProductsFromSyncTokenUsingGET': (request, account) => {
    const since = syncedAt(request);
    const changed = [...account.tables.products].filter(({ updated }) => Date.parse(updated) >= since);
    const view = (product: StoredRecord): Fields => ({
      product: viewOf(PRODUCTS_V1, product, { request, account }),
      status: statusSince(since, product),
    });
    return replyOffsetPage(request, changed, view, { sync_token: syncToken(request) });
  },
};
