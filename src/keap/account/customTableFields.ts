import type { XmlRpcField, XmlRpcTable } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import { type CustomFieldFacts, fieldType } from './customFilterFields.ts';

const TYPES: Readonly<Record<string, XmlRpcField['type']>> = {
  ...{ CURRENCY: 'double', DECIMAL_NUMBER: 'double', PERCENT: 'double' },
  ...{ WHOLE_NUMBER: 'int', YES_NO: 'int', YEAR: 'int', MONTH: 'int', DAY_OF_WEEK: 'int', USER: 'int' },
  ...{ DATE: 'date', DATE_TIME: 'dateTime' },
};

/** What XML-RPC calls a custom field: the name that filters know it by, behind an underscore. */
export function tableFieldName({ name }: Pick<CustomFieldFacts, 'name'>): string {
  return `_${name}`;
}

/** A table with the custom fields that its account is known to have. */
export function withTableFields(table: XmlRpcTable, custom: readonly CustomFieldFacts[]): XmlRpcTable {
  if (custom.length === 0) return table;
  const fields = custom.map((each): XmlRpcField => {
    const name = tableFieldName(each);
    return { name, type: TYPES[fieldType(each.type)] ?? 'string', access: 'REA', label: each.label };
  });
  return { ...table, fields: [...table.fields, ...fields] };
}
