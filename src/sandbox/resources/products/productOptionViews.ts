import { asObject } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { dollars } from '../currency.ts';
import { inOrder } from './displayOrder.ts';

/** What an option of the kind LIST lets people choose, in the order it is shown. */
export function itemsOf({ id }: StoredRecord, { tables }: Account): StoredRecord[] {
  return inOrder(tables.productOptionItems.referring('option_id', id), 'item_display_order');
}

/** An item as v2 shows it within its option. */
export function listItem({ id, fields }: StoredRecord): Fields {
  return { ...fields, item_id: id };
}

/** The options of a product, in the order they are shown. */
export function optionsOf(productId: number, { tables }: Account): StoredRecord[] {
  return inOrder(tables.productOptions.referring('product_id', productId), 'display_order');
}

const WORDS = { NONE: undefined, LETTER: 'LETTER', DIGIT: 'NUMBER', BOTH: 'BOTH' } as const;

function wordFor(rule: unknown): string | undefined {
  return Object.entries(WORDS).find(([word]) => word === rule)?.[1];
}

/** The options of a product as v2 shows them within it, where everything has another name. */
export function optionsOfProduct(productId: number, account: Account): Fields[] {
  return optionsOf(productId, account).map((option) => {
    const { option_label: name, option_type, required, text_rules } = option.fields;
    if (option_type === 'LIST') {
      const fixed_options = itemsOf(option, account).map(({ fields }) => ({
        value: fields['item_label'],
        code: fields['item_code'],
        price_adjustment: fields['price_adjustment'],
      }));
      return { name, required, type: 'FIXED', fixed_options };
    }
    const rules = asObject(text_rules) ?? {};
    const variable_setting = {
      contains: wordFor(rules['only_contains']),
      ...{ min_chars: rules['minimum_characters'], max_chars: rules['maximum_characters'] },
      contain_spaces: rules['allow_spaces'],
      ...{ start_with: wordFor(rules['only_starts_with']), end_with: wordFor(rules['only_ends_with']) },
      validation_msg: rules['error_message'],
    };
    return { name, required, type: 'VARIABLE', variable_setting };
  });
}

/** The options of a product as v1 shows them within it. */
export function optionsV1(productId: number, account: Account): Fields[] {
  return optionsOf(productId, account).map((option) => {
    const { id, fields } = option;
    const common = {
      ...{ id, label: fields['option_label'], name: fields['option_label'], required: fields['required'] },
      display_index: fields['display_order'],
    };
    if (fields['option_type'] === 'LIST') {
      const values = itemsOf(option, account).map((item, index) => ({
        ...{ id: item.id, index, is_default: index === 0 },
        ...{ label: item.fields['item_label'], sku: item.fields['item_code'] },
        price_adjustment: dollars(item.fields['price_adjustment']),
      }));
      return { ...common, type: 'FixedList', values };
    }
    const rules = asObject(fields['text_rules']) ?? {};
    const allows = (rule: string, kind: 'LETTER' | 'DIGIT') =>
      ['NONE', 'BOTH', kind].includes(String(rules[rule] ?? 'NONE'));
    return {
      ...common,
      type: 'Variable',
      allow_spaces: rules['allow_spaces'],
      ...{ min_chars: rules['minimum_characters'], max_chars: rules['maximum_characters'] },
      can_contain_character: allows('only_contains', 'LETTER'),
      can_contain_number: allows('only_contains', 'DIGIT'),
      can_start_with_character: allows('only_starts_with', 'LETTER'),
      can_start_with_number: allows('only_starts_with', 'DIGIT'),
      can_end_with_character: allows('only_ends_with', 'LETTER'),
      can_end_with_number: allows('only_ends_with', 'DIGIT'),
      text_message: rules['error_message'],
      values: [],
    };
  });
}
