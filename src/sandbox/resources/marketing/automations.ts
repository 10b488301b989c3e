import { asNumber, asString } from '../../../keap/json.ts';
import { notFound } from '../../errors.ts';
import { selectPage } from '../../query/select.ts';
import { bodyObject, listParameter, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { idsIn, referredId, timeOf } from '../records.ts';
import { reply, replyPage } from '../reply.ts';
import { named, type Resource, replyRecords, type Showing, selectionOf, usual } from '../resource.ts';
import { activeCount, completedCount, idList, sequencesOf } from './automationParts.ts';

/** Automations under v2's newer and its older name; v1 knows the older alone. */
export const AUTOMATIONS: Resource = {
  name: 'Automation',
  table: 'automations',
  readers: {
    name: ({ fields }) => asString(fields['title']),
    categories: ({ fields }) => idList(fields['category_ids']),
    publishedDate: ({ fields }) => asString(fields['published_date']),
  },
  joins: {
    category: (account) => (record) => categoryNames(account, record)[0],
    activeContacts: (account) => (record) => activeCount(account, record.id),
  },
  shown: automationView,
};

/** The names of the categories of an automation, in alphabetical order. */
export function categoryNames({ tables }: Account, { fields }: StoredRecord): string[] {
  return idList(fields['category_ids'])
    .map((id) => asString(tables.automationCategories.get(id)?.fields['name']) ?? '')
    .toSorted((a, b) => a.localeCompare(b));
}

function automationView({ id, fields, created }: StoredRecord, { account }: Showing): Fields {
  const { title, status, published_timezone, category_ids } = fields;
  const active = activeCount(account, id);
  const locker = account.tables.users.get(Number(fields['locked_by']));
  return {
    categories: category_ids,
    locked: locker !== undefined,
    active_contacts: active,
    current_edit_lock_status: {
      locked: locker !== undefined,
      user_id: locker?.id,
      user_name: locker?.fields['email'],
      user_firstname: locker?.fields['given_name'],
    },
    ...{ name: title, date_created: created, published_status: status === 'PUBLISHED' },
    published_time_zone: published_timezone,
    created_by_global_id: account.tables.users.get(Number(fields['created_by']))?.fields['global_user_id'],
    ...{ active_contact_count: active, completed_contact_count: completedCount(account, id) },
  };
}

/** An automation that stops loses the contacts that are on their way in it. */
function unpublish(account: Account, automation: StoredRecord, request: SandboxRequest): void {
  const stopped = {
    status: 'DRAFT',
    ...{ published_date: null, published_by: null, published_timezone: null },
    unpublished_form_message: asString(bodyObject(request)['unpublished_form_message']),
  };
  account.tables.automations.change(automation, stopped, timeOf(request));
  for (const { id } of sequencesOf(account, automation.id)) account.relations.sequenceContacts.forgetLeft(id);
}

function remove({ tables, relations }: Account, id: number): void {
  for (const sequence of tables.automationSequences.referring('automation_id', id)) {
    relations.sequenceContacts.forgetLeft(sequence.id);
    tables.automationSequences.remove(sequence.id);
  }
  for (const goal of tables.automationGoals.referring('automation_id', id)) {
    relations.goalContacts.forgetLeft(goal.id);
    tables.automationGoals.remove(goal.id);
  }
  for (const form of tables.webforms.referring('funnel_id', id)) {
    tables.webforms.change(form, { funnel_id: null }, form.updated);
  }
  tables.automations.remove(id);
}

/** The automations that ids in a body or query name. @throws RefusalError 400, or 404 for one that nobody has */
function namedAll({ tables }: Account, values: readonly unknown[] | undefined): StoredRecord[] {
  return idsIn(values, 'automation_ids').map((id) => tables.automations.get(id) ?? notFound('Automation', id));
}

/** Those that a bulk assignment names; `0` names all. */
function assigned(account: Account, values: readonly unknown[] | undefined): StoredRecord[] {
  return values?.some((value) => Number(value) === 0) ? [...account.tables.automations] : namedAll(account, values);
}

/** v2's automations. */
export const AUTOMATION_HANDLERS: Handlers = {
  ...usual(AUTOMATIONS, { get: 'v2:getAutomation' }),
  // The one v2 list that says how many there are in all.
  'v2:listAutomations': (request, account) => {
    const { automations } = account.tables;
    const { clauses } = request.list;
    const whole = selectPage(automations, { clauses }, selectionOf(AUTOMATIONS, account), undefined, automations.size);
    return replyRecords(AUTOMATIONS, automations, { request, account }, { automation_count: whole.items.length });
  },
  'v2:listAllAutomationIds': (request, account) => {
    const { automations } = account.tables;
    const locked = [...automations].filter(({ fields }) => asNumber(fields['locked_by']) !== undefined);
    const rest = { locked_automation_ids: locked.map(({ id }) => id) };
    return replyPage(request, automations, selectionOf(AUTOMATIONS, account), ({ id }) => id, rest);
  },
  'v2:deleteAutomation': (request, account) => {
    const named = namedAll(account, listParameter(request.query, 'automation_ids'));
    for (const { id } of named) remove(account, id);
    return reply(request);
  },
  'v2:unpublishAutomation': (request, account) => {
    unpublish(account, named(AUTOMATIONS, request, account), request);
    return reply(request);
  },
  'v2:bulkUnpublishAutomations': (request, account) => {
    const { automation_ids } = bodyObject(request);
    const named = namedAll(account, Array.isArray(automation_ids) ? automation_ids : undefined);
    for (const automation of named) unpublish(account, automation, request);
    return reply(request);
  },
  'v2:bulkAssignmentAutomationsCategories': (request, account) => {
    const { automation_ids, category_ids, apply_category } = bodyObject(request);
    const { automations, automationCategories } = account.tables;
    const categories = idsIn(Array.isArray(category_ids) ? category_ids : undefined, 'category_ids');
    for (const id of categories) referredId(automationCategories, id, 'category_id');
    for (const automation of assigned(account, Array.isArray(automation_ids) ? automation_ids : undefined)) {
      const before = idList(automation.fields['category_ids']);
      const others = before.filter((id) => !categories.includes(id));
      const after = apply_category === false ? others : [...others, ...new Set(categories)];
      automations.change(automation, { category_ids: after.toSorted((a, b) => a - b) }, timeOf(request));
    }
    return reply(request);
  },
  'v2:renameAutomationV2': (request, account) => {
    const automation = named(AUTOMATIONS, request, account);
    account.tables.automations.change(automation, { title: bodyObject(request)['name'] }, timeOf(request));
    return reply(request);
  },
};
