import { asString } from '../../../keap/json.ts';
import { badRequest, RefusalError } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { inUtc, notBlank, pickFields, sameText } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, USUAL, usual, type Writing } from '../resource.ts';

const NAMES = [
  ...['name', 'description', 'vendor', 'medium', 'message', 'status', 'lead_source_category_id'],
  ...['start_time', 'end_time'],
] as const;

/** Lead sources; contacts refer to them by `leadsource_id`. Only v2 has them. */
export const LEAD_SOURCES: Resource = {
  name: 'Lead source',
  table: 'leadSources',
  stored: (body, { account, before }) => {
    const fields = inUtc(notBlank(pickFields(body, NAMES), 'name', before), ['start_time', 'end_time']);
    const referring = withReferences(fields, account, { lead_source_category_id: 'leadSourceCategories' });
    return before ? referring : { status: 'ACTIVE', ...referring };
  },
  // What was spent on it goes along; who came from it stays.
  removed: ({ id }, { tables }) => {
    for (const table of [tables.leadSourceExpenses, tables.leadSourceRecurringExpenses]) {
      for (const expense of table.referring('lead_source_id', id)) table.remove(expense.id);
    }
    for (const contact of tables.contacts) {
      if (contact.fields['leadsource_id'] === String(id)) {
        tables.contacts.change(contact, { leadsource_id: undefined }, contact.updated);
      }
    }
  },
};

const LEAD_SOURCE_CATEGORIES: Resource = {
  name: 'Lead source category',
  table: 'leadSourceCategories',
  stored: (body, writing) =>
    unlikeOthers(notBlank(pickFields(body, ['name', 'description']), 'name', writing.before), writing),
  // The lead sources of a category that goes stay, without one.
  removed: ({ id }, { tables: { leadSources } }) => {
    for (const source of leadSources.referring('lead_source_category_id', id)) {
      leadSources.change(source, { lead_source_category_id: undefined }, source.updated);
    }
  },
};

/** The name of a category is its own [O v2 spec]. @throws RefusalError 409 */
function unlikeOthers(values: Fields, { account, before }: Writing): Fields {
  for (const { id, fields } of account.tables.leadSourceCategories) {
    if (id !== before?.id && Object.hasOwn(values, 'name') && sameText(fields['name'], values['name'])) {
      throw new RefusalError(409, `A lead source category named '${values['name']}' already exists`);
    }
  }
  return values;
}

/** The name of the lead source a contact came from; undefined for nobody's. */
export function leadSourceName({ tables }: Account, contact: StoredRecord | undefined): string | undefined {
  return asString(tables.leadSources.get(Number(contact?.fields['leadsource_id']))?.fields['name']);
}

/** Lead sources and their categories. */
export const LEAD_SOURCE_HANDLERS: Handlers = {
  ...usual(LEAD_SOURCES, {
    create: 'v2:createLeadSource',
    get: 'v2:getLeadSource',
    update: 'v2:updateLeadSource',
    delete: 'v2:deleteLeadSource',
  }),
  'v2:listLeadSources': (request, account) => {
    for (const { field, values } of request.list.clauses) {
      if (field === 'id' && values.some((value) => !/^0*[1-9]\d*$/.test(value))) {
        badRequest("The filter field 'id' takes a positive integer");
      }
    }
    return USUAL.list(LEAD_SOURCES)(request, account);
  },
  ...usual(LEAD_SOURCE_CATEGORIES, {
    list: 'v2:listLeadSourceCategories',
    create: 'v2:createLeadSourceCategory',
    get: 'v2:getLeadSourceCategory',
    update: 'v2:updateLeadSourceCategory',
    delete: 'v2:deleteLeadSourceCategory',
  }),
};
