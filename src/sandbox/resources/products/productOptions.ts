import { asList, asObject } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, notBlank, pickFields, recordOf, timeOf } from '../records.ts';
import { create, named, type Resource, replyRecord, replyRecords, storedFrom, usual } from '../resource.ts';
import { itemsOf, listItem, optionsOf } from './productOptionViews.ts';
import { PRODUCT_PARENT } from './productParent.ts';

const RULES = [
  ...['minimum_characters', 'maximum_characters', 'allow_spaces', 'only_starts_with', 'only_ends_with'],
  ...['only_contains', 'error_message'],
] as const;

/** Options that a product comes in: a list to choose from, or a text with rules. */
const OPTIONS: Resource = {
  name: 'Product option',
  table: 'productOptions',
  parents: { product_id: PRODUCT_PARENT },
  stored: (body, { before }) => {
    const fields = pickFields(body, ['option_label', 'option_type', 'display_order', 'required']);
    if ('option_label' in fields) notBlank(fields, 'option_label', before);
    atLeast(0, fields, ['display_order']);
    const type = before?.fields['option_type'] ?? fields['option_type'];
    // A new option has its rules together, a change names them one by one.
    const rules = pickFields(before ? body : (asObject(body['text_rules']) ?? {}), RULES);
    const old = asObject(before?.fields['text_rules']);
    return {
      ...(before ? {} : { required: false, display_order: 0 }),
      ...fields,
      ...(type === 'TEXT' ? { text_rules: checkedRules({ ...old, ...rules }) } : {}),
    };
  },
  shown: (option, { account }) => ({
    list_items: option.fields['option_type'] === 'LIST' ? itemsOf(option, account).map(listItem) : undefined,
  }),
  removed: ({ id }, { tables }) => {
    for (const item of tables.productOptionItems.referring('option_id', id)) tables.productOptionItems.remove(item.id);
  },
};

function checkedRules(rules: Fields): Fields {
  atLeast(0, rules, ['minimum_characters', 'maximum_characters']);
  if ('error_message' in rules && rules['error_message'] !== null) notBlank(rules, 'error_message', undefined);
  return rules;
}

/** What an option of the kind LIST lets people choose. */
const ITEMS: Resource = {
  name: 'Option value',
  table: 'productOptionItems',
  parents: {
    product_id: PRODUCT_PARENT,
    product_option_id: { table: 'productOptions', name: 'Product option', field: 'option_id' },
  },
  stored: (body, { before }) => itemFields(body, before),
};

function itemFields(body: Fields, before: StoredRecord | undefined): Fields {
  const fields = pickFields(body, ['item_label', 'item_code', 'item_display_order', 'price_adjustment']);
  if ('item_label' in fields) notBlank(fields, 'item_label', before);
  return atLeast(0, fields, ['item_display_order']);
}

/** Items as a body lists them, as they are stored. @throws RefusalError 400 */
function itemsIn(items: unknown): Fields[] {
  return (asList(items) ?? []).map((item) => itemFields(asObject(item) ?? {}, undefined));
}

function addItems(option: StoredRecord, items: readonly Fields[], request: SandboxRequest, account: Account): void {
  const { product_id } = option.fields;
  for (const fields of items) {
    account.tables.productOptionItems.insert({ ...fields, product_id, option_id: option.id }, timeOf(request));
  }
}

/** Takes along what belongs to the options of a product that goes. */
export function removeOptions(productId: number, account: Account, request: SandboxRequest): void {
  for (const option of optionsOf(productId, account)) {
    account.tables.productOptions.remove(option.id);
    OPTIONS.removed?.(option, account, request);
  }
}

/** The options of products and what they let people choose. */
export const PRODUCT_OPTION_HANDLERS: Handlers = {
  'v2:listProductOptions': (request, account) => {
    const product = recordOf(account.tables.products, 'Product', request, 'product_id');
    return replyRecords(OPTIONS, optionsOf(product.id, account), { request, account });
  },
  'v2:createProductOption': (request, account) => {
    const items = itemsIn(bodyObject(request)['list_items']);
    const option = create(OPTIONS, request, account);
    if (option.fields['option_type'] === 'LIST') addItems(option, items, request, account);
    return replyRecord(OPTIONS, option, { request, account });
  },
  ...usual(OPTIONS, { get: 'v2:getProductOption', update: 'v2:updateProductOption', delete: 'v2:deleteProductOption' }),
  'v2:addProductOptionListOptionValue': (request, account) => {
    const option = named(OPTIONS, request, account);
    if (option.fields['option_type'] !== 'LIST')
      badRequest('Only an option of the type LIST has values to choose from');
    addItems(option, itemsIn(request.body), request, account);
    return replyRecord(OPTIONS, option, { request, account });
  },
  'v2:updateProductOptionListOptionValue': (request, account) => {
    const before = named(ITEMS, request, account);
    const fields = storedFrom(ITEMS, { account, request, before });
    account.tables.productOptionItems.change(before, fields, timeOf(request));
    const option = recordOf(account.tables.productOptions, OPTIONS.name, request, 'product_option_id');
    return replyRecord(OPTIONS, option, { request, account });
  },
  ...usual(ITEMS, { delete: 'v2:deleteProductOptionListOptionValue' }),
};
