import { asNumber, asString } from '../../../keap/json.ts';
import { iso } from '../../seed/dice.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { currencyValue } from '../currency.ts';
import type { Handler, Handlers } from '../handler.ts';
import { inUtc, pickFields, timeOf } from '../records.ts';
import { type Parent, type Resource, replyRecords, USUAL, usual, type Writing } from '../resource.ts';

const LEAD_SOURCE: Parent = { table: 'leadSources', name: 'Lead source', field: 'lead_source_id' };

function withMoney({ fields }: StoredRecord): Fields {
  return { amount: currencyValue(asNumber(fields['amount'])) };
}

/** What was spent on a lead source once; amounts are in cents. */
const EXPENSES: Resource = {
  name: 'Lead source expense',
  table: 'leadSourceExpenses',
  parents: {
    lead_source_id: LEAD_SOURCE,
    lead_source_recurring_expense_id: {
      table: 'leadSourceRecurringExpenses',
      name: 'Lead source recurring expense',
      field: 'lead_source_recurring_expense_id',
    },
  },
  stored: (body, { request, before }) => {
    const fields = inUtc(pickFields(body, ['title', 'notes', 'amount', 'incurred_time']), ['incurred_time']);
    return before ? fields : { incurred_time: timeOf(request), ...fields };
  },
  shown: withMoney,
};

/** What is spent on a lead source every month; amounts are in cents. */
const RECURRING_EXPENSES: Resource = {
  name: 'Lead source recurring expense',
  table: 'leadSourceRecurringExpenses',
  parents: { lead_source_id: LEAD_SOURCE },
  stored: (body, writing) => {
    const times = ['start_time', 'end_time'];
    const fields = inUtc(pickFields(body, ['title', 'notes', 'amount', ...times]), times);
    const started = writing.before ? fields : { start_time: timeOf(writing.request), ...fields };
    if (!('start_time' in started) && !('end_time' in started)) return started;
    return { ...started, next_expense_time: nextExpense(started, writing) };
  },
  shown: withMoney,
  // What was spent was spent, whether or not it goes on.
  removed: ({ id }, { tables: { leadSourceExpenses: expenses } }) => {
    for (const expense of expenses.referring('lead_source_recurring_expense_id', id)) {
      expenses.change(expense, { lead_source_recurring_expense_id: undefined }, expense.updated);
    }
  },
};

/** When the next month's expense is due: on the day it started, unless it ends before; null for never again. */
function nextExpense(values: Fields, { before, request }: Writing): string | null {
  const fields = { ...before?.fields, ...values };
  const start = new Date(asString(fields['start_time']) ?? request.now);
  const end = Date.parse(asString(fields['end_time']) ?? '');
  const next = new Date(Math.max(start.getTime(), request.now));
  next.setUTCHours(start.getUTCHours(), start.getUTCMinutes(), start.getUTCSeconds(), start.getUTCMilliseconds());
  // Months that are too short for the day roll over into the next one.
  next.setUTCDate(start.getUTCDate());
  if (next.getTime() < request.now) next.setUTCMonth(next.getUTCMonth() + 1);
  return next.getTime() > end ? null : iso(next.getTime());
}

/** In a list's path `-` stands for all lead sources [O v2 spec]. */
function listOfAny(resource: Resource): Handler {
  const list = USUAL.list(resource);
  return (request, account) =>
    request.path['lead_source_id'] === '-'
      ? replyRecords(resource, account.tables[resource.table], { request, account })
      : list(request, account);
}

/** Expenses of lead sources, single and monthly ones. */
export const LEAD_SOURCE_EXPENSE_HANDLERS: Handlers = {
  ...usual(EXPENSES, {
    create: 'v2:createLeadSourceExpense',
    get: 'v2:getLeadSourceExpense',
    update: 'v2:updateLeadSourceExpense',
    delete: 'v2:deleteLeadSourceExpense',
  }),
  'v2:listLeadSourceExpenses': listOfAny(EXPENSES),
  ...usual(RECURRING_EXPENSES, {
    create: 'v2:createLeadSourceRecurringExpense',
    get: 'v2:getLeadSourceRecurringExpense',
    update: 'v2:updateLeadSourceRecurringExpense',
    delete: 'v2:deleteLeadSourceRecurringExpense',
  }),
  'v2:listLeadSourceRecurringExpenses': listOfAny(RECURRING_EXPENSES),
  ...usual(EXPENSES, { list: 'v2:listExpensesIncurredFromLeadSourceRecurringExpense' }),
};
