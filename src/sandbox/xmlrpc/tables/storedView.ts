import { asObject } from '../../../keap/json.ts';
import { customContent } from '../../resources/customFields/values.ts';
import { parts } from '../../resources/parts.ts';
import { iso } from '../../seed/dice.ts';
import type { CustomField } from '../../store/customField.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { noRecord } from '../faultError.ts';
import type { Row, StoredTable, TableView } from './tableView.ts';

/** Where fields that only XML-RPC knows are kept in a record; no schema of REST shows it. */
const OWN = 'xmlrpc';

/** A view of records that REST shows as well: what is written here is read there, and the other way round. */
export function storedView(stored: StoredTable): TableView {
  const { table, fields: views, custom, deleteBy } = stored;

  const rowOf = (record: StoredRecord, context: XmlRpcContext): Row => ({
    id: record.id,
    read: (field) => {
      if (field === 'Id') return record.id;
      const view = Object.hasOwn(views, field) ? views[field] : undefined;
      const shown = view?.read(record, context);
      if (shown !== undefined) return shown;
      const own = customFieldNamed(field, stored, context);
      if (own) return [customContent(record, own.id) ?? []].flat().join(',') || undefined;
      return asObject(record.fields[OWN])?.[field];
    },
  });

  /** What the values make of a record's properties. */
  const written = (values: Fields, before: Fields, context: XmlRpcContext): Fields => {
    let changed: Fields = {};
    for (const [field, value] of Object.entries(values)) {
      const current = { ...before, ...changed };
      const view = Object.hasOwn(views, field) ? views[field] : undefined;
      const own = customFieldNamed(field, stored, context);
      if (view?.write) changed = { ...changed, ...view.write(value, current, context) };
      else if (own) changed = { ...changed, custom_fields: withContent(current, own, value) };
      else changed = { ...changed, [OWN]: { ...asObject(current[OWN]), [field]: value } };
    }
    return changed;
  };

  return {
    ...(custom ? { custom } : {}),
    *rows(context) {
      for (const record of context.account.tables[table]) yield rowOf(record, context);
    },
    get: (id, context) => {
      const record = context.account.tables[table].get(id);
      return record && rowOf(record, context);
    },
    slice: (from, to, context) => context.account.tables[table].slice(from, to).map((record) => rowOf(record, context)),
    size: (context) => context.account.tables[table].size,
    add: (values, context) => {
      const made = stored.made?.(context) ?? {};
      return context.account.tables[table].insert({ ...made, ...written(values, made, context) }, iso(context.now)).id;
    },
    change: (id, values, context) => {
      const records = context.account.tables[table];
      const record = records.get(id) ?? noRecord(table, id);
      records.change(record, written(values, record.fields, context), iso(context.now));
    },
    remove: (id, context) => {
      if (deleteBy) context.rest('DELETE', `${deleteBy}/${id}`);
      else context.account.tables[table].remove(id);
    },
  };
}

function customFieldNamed(field: string, { custom }: StoredTable, { account }: XmlRpcContext): CustomField | undefined {
  if (!custom || !field.startsWith('_')) return undefined;
  const name = field.slice(1).toLowerCase();
  return account.customFields(custom).find(({ field_name }) => field_name.toLowerCase() === name);
}

/** Choices of several come as one text here, parted by commas, and are a list in the account. */
function withContent(fields: Fields, { id, field_type }: CustomField, value: unknown): Fields[] {
  const isList = field_type === 'LIST_BOX' || field_type === 'USER_LIST_BOX';
  const content = isList && typeof value === 'string' ? value.split(',').filter((each) => each !== '') : value;
  const rest = parts(fields, 'custom_fields').filter((each) => each['id'] !== id);
  return [...rest, { id, content }].sort((a, b) => Number(a['id']) - Number(b['id']));
}

/** A view of rows that are made of other records and cannot be written. */
export function madeView(make: (context: XmlRpcContext) => Iterable<Fields & { readonly Id?: number }>): TableView {
  return {
    *rows(context) {
      let place = 0;
      for (const fields of make(context)) {
        place++;
        yield { id: fields.Id ?? place, read: (field) => fields[field] };
      }
    },
  };
}
