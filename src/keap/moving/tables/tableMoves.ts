import { PEOPLE_TABLES } from './peopleTables.ts';
import { PRODUCT_TABLES } from './productTables.ts';
import { SALES_TABLES } from './salesTables.ts';
import type { TableMove } from './tableMove.ts';
import { WORK_TABLES } from './workTables.ts';

/**
 * What REST v2 has for each table of the DataService, read beside each other by us and not by Keap. Some tables are
 * lists within a record: of these there is one for each record they can be within.
 */
export const TABLE_MOVES: Readonly<Record<string, readonly TableMove[]>> = {
  ...PEOPLE_TABLES,
  ...WORK_TABLES,
  ...SALES_TABLES,
  ...PRODUCT_TABLES,
};

/** Tables that REST v2 has nothing for, each with what to do instead. */
export const TABLES_WITHOUT_MOVE: Readonly<Record<string, string>> = {
  ActionSequence: 'REST v2 has no action sets: build an automation that does the same.',
  AffResource: 'REST v2 lists the resources of a commission program with List commission program resources.',
  CProgram: 'REST v2 has subscription plans within products: see List subscription plans.',
  CampaignStep: 'REST v2 shows the sequences of a campaign, not their steps: see Get campaign sequences.',
  Campaignee: 'REST v2 does not tell which contacts are in a campaign.',
  DataFormField: 'REST v2 has the custom fields in the model of each kind of record, such as Get contact model.',
  DataFormGroup:
    'REST v2 lists the groups of custom fields for each kind of record, such as List contact custom field groups.',
  DataFormTab:
    'REST v2 lists the tabs of custom fields for each kind of record, such as List contact custom field tabs.',
  Expense: 'REST v2 has no expenses of contacts.',
  GroupAssign: 'REST v2 does not tell which users are in a group.',
  InvoiceItem: 'REST v2 shows the items of an order within the order: see Get order.',
  InvoicePayment: 'REST v2 lists the payments of an order: see List order payments.',
  JobRecurringInstance: 'REST v2 has no table of what a subscription billed: see the orders of the contact.',
  MtgLead: 'REST v2 has no mortgage leads.',
  PayPlan: 'REST v2 shows the payment plan within the order: see Get order.',
  PayPlanItem: 'REST v2 shows the payment plan within the order: see Get order.',
  ProductInterest: 'REST v2 shows product interests within their bundle: see Get product interest bundle.',
  ProductOptValue: 'REST v2 shows the values of an option within the option: see List product options.',
  ProductOptionValue: 'REST v2 shows the values of an option within the option: see List product options.',
  RecurringOrderWithContact: 'REST v2 lists subscriptions and contacts separately: see List subscriptions.',
  Status: 'REST v2 has no statuses of opportunities besides their stages.',
  Ticket: 'REST v2 has no tickets.',
  TicketStage: 'REST v2 has no tickets.',
  TicketType: 'REST v2 has no tickets.',
};
