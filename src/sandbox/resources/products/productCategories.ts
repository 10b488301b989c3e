import { asList } from '../../../keap/json.ts';
import { badRequest, notFound } from '../../errors.ts';
import { among, type Selection } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { forgetCategory } from '../discounts/discountReferences.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, notBlank, pickFields, referredId, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { reply, replyPage } from '../reply.ts';
import { named, type Resource, usual } from '../resource.ts';

/** Categories of products, which stand under each other. */
const CATEGORIES: Resource = {
  name: 'Product category',
  table: 'productCategories',
  readers: { product_category_id: ({ id }) => id },
  joins: { product_id: (account) => (category) => productsIn(category, account) },
  stored: (body, { account, before }) => {
    const fields = notBlank(pickFields(body, ['name', 'display_order_index', 'parent_category_id']), 'name', before);
    atLeast(0, fields, ['display_order_index']);
    const found = withReferences(fields, account, { parent_category_id: 'productCategories' });
    if (before && isWithin(Number(found['parent_category_id']), before.id, account)) {
      badRequest('A product category cannot stand under itself');
    }
    return before ? found : { display_order_index: 0, ...found };
  },
  removed: ({ id }, account, request) => {
    account.relations.categoryProducts.forgetLeft(id);
    forgetCategory(id, account);
    // What stands under a category goes with it.
    for (const child of account.tables.productCategories.referring('parent_category_id', id)) {
      account.tables.productCategories.remove(child.id);
      CATEGORIES.removed?.(child, account, request);
    }
  },
};

/** Whether a category is another one or stands below it. */
function isWithin(id: number, above: number, { tables }: Account): boolean {
  for (let next = id; next > 0; next = Number(tables.productCategories.get(next)?.fields['parent_category_id'] ?? 0)) {
    if (next === above) return true;
  }
  return false;
}

function productsIn({ id }: StoredRecord, { relations }: Account): number[] {
  return relations.categoryProducts.ofLeft(id).map((product) => product.id);
}

interface Assigned {
  readonly id: number;
  readonly product_ids: readonly number[];
}

const ASSIGNED: Selection<Assigned> = {
  idOf: ({ id }) => id,
  read: among({
    product_category_id: ({ id }) => id,
    product_category_ids: ({ id }) => id,
    product_ids: ({ product_ids }) => product_ids,
  }),
};

/** All products of a category: those not named are in it no longer. @throws RefusalError 400 for one nobody has */
function assign(category: StoredRecord, request: SandboxRequest, account: Account): void {
  const { categoryProducts } = account.relations;
  const wanted = (asList(bodyObject(request)['product_ids']) ?? []).map(
    (id) => referredId(account.tables.products, id, 'product_ids') ?? badRequest('product_ids contains an empty id'),
  );
  for (const id of productsIn(category, account)) if (!wanted.includes(id)) categoryProducts.remove(category.id, id);
  for (const id of wanted) categoryProducts.add(category.id, id, timeOf(request));
}

function changeImage(category: StoredRecord, fields: Fields, request: SandboxRequest, account: Account): void {
  account.tables.productCategories.change(category, fields, timeOf(request));
}

/** The categories of products and what is in them. */
export const PRODUCT_CATEGORY_HANDLERS: Handlers = {
  ...usual(CATEGORIES, {
    list: 'v2:listProductCategories',
    create: 'v2:createProductCategory',
    get: 'v2:getProductCategory',
    update: 'v2:updateProductCategory',
    delete: 'v2:deleteProductCategory',
  }),
  'v2:listAssignedProducts': (request, account) => {
    const all = [...account.tables.productCategories].map((category) => ({
      id: category.id,
      product_ids: productsIn(category, account),
    }));
    const assigned = all.filter(({ product_ids }) => product_ids.length > 0);
    return replyPage(request, assigned, ASSIGNED, ({ id, product_ids }) => ({ product_category_id: id, product_ids }));
  },
  'v2:assignProductsToCategory': (request, account) => {
    assign(named(CATEGORIES, request, account), request, account);
    return reply(request);
  },
  'v2:createImageFile': (request, account) => {
    changeImage(named(CATEGORIES, request, account), { image: bodyObject(request)['file'] }, request, account);
    return reply(request);
  },
  'v2:deleteImageFile': (request, account) => {
    const category = named(CATEGORIES, request, account);
    if (category.fields['image'] === undefined) notFound('Image of the product category', category.id);
    changeImage(category, { image: null }, request, account);
    return reply(request);
  },
};
