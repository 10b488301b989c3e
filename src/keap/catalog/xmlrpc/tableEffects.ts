import type { Effect, Operation } from '../operation.ts';
import { type Inputs, tableNamed } from './onTable.ts';

/**
 * What one request does to an account: of a method that writes rows to whatever table it is given, what rows of that
 * table do there, in the words of `effects.ts`. A table that nobody has reviewed, or none, counts as the gravest. Of
 * every other operation, its own effect.
 */
export function effectOfRequest(operation: Pick<Operation, 'effect' | 'parameters'>, inputs: Inputs): Effect {
  const { effect, parameters } = operation;
  const roles = parameters.map(({ argument }) => argument?.role);
  if (!roles.includes('table') || !roles.includes('values')) return effect;
  const table = tableNamed(operation, inputs) ?? '';
  return TABLES_AS_THE_METHOD.has(table) ? effect : (graveEffect(table) ?? GRAVEST);
}

/** What writing to a table of an unknown name may do at worst. */
const GRAVEST: Effect = 'moves money';

/** Whether who agreed to one effect of an operation agreed to another of it: what may be any table includes all. */
export function includesEffect(agreed: Effect, effect: Effect): boolean {
  return agreed === effect || agreed === GRAVEST;
}

function graveEffect(table: string): Effect | undefined {
  return REVIEWED_TABLES.find(({ names }) => names.includes(table))?.effect;
}

/**
 * Tables whose rows do more than be there, each as operations of REST on the same records have it. Those that Keap's
 * documents call read-only are here as well: that a server refuses is no reason not to ask.
 */
export const REVIEWED_TABLES: readonly {
  readonly effect: Effect;
  readonly because: string;
  readonly names: readonly string[];
}[] = [
  {
    effect: 'moves money',
    because:
      'Orders, invoices, payments and subscriptions say who pays and owes what, and a card is there to be charged.',
    names: [
      'CCharge',
      'CreditCard',
      'Expense',
      'Invoice',
      'InvoiceItem',
      'InvoicePayment',
      'Job',
      'JobRecurringInstance',
      'OrderItem',
      'PayPlan',
      'PayPlanItem',
      'Payment',
      'RecurringOrder',
      'RecurringOrderWithContact',
    ],
  },
  {
    effect: 'starts automation',
    because: 'A tag, a sequence, its steps, an action set or a stage that is reached sets off what hangs on it.',
    names: ['ActionSequence', 'Campaign', 'CampaignStep', 'Campaignee', 'ContactGroupAssign', 'StageMove'],
  },
  {
    effect: 'sends mail',
    because: 'A new user is invited by mail.',
    names: ['User'],
  },
  {
    effect: 'changes schema',
    because: 'Custom fields, kinds of links, stages and kinds of tickets are definitions that all records share.',
    names: [
      'DataFormField',
      'DataFormGroup',
      'DataFormTab',
      'LinkedContactType',
      'Stage',
      'Status',
      'TicketStage',
      'TicketType',
    ],
  },
];

/** Tables whose rows a method adds or changes, and that is all: those that only price later sales among them. */
export const TABLES_AS_THE_METHOD: ReadonlySet<string> = new Set([
  'AffResource',
  'Affiliate',
  'CProgram',
  'Company',
  'Contact',
  'ContactAction',
  'ContactGroup',
  'ContactGroupCategory',
  'EmailAddStatus',
  'FileBox',
  'GroupAssign',
  'Lead',
  'LeadSource',
  'LeadSourceCategory',
  'LeadSourceExpense',
  'LeadSourceRecurringExpense',
  'MtgLead',
  'Product',
  'ProductCategory',
  'ProductCategoryAssign',
  'ProductInterest',
  'ProductInterestBundle',
  'ProductOptValue',
  'ProductOption',
  'ProductOptionValue',
  'Referral',
  'SavedFilter',
  'SubscriptionPlan',
  'Template',
  'Ticket',
  'UserGroup',
]);
