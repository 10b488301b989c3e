import type { Effect } from '../operation.ts';

/**
 * What a method does to an account, in the words of `effects.ts`: the reviewed table first, else the rule.
 * @param reads whether its source calls it a read
 */
export function xmlRpcEffect(name: string, reads: boolean): Effect {
  return REVIEWED_METHODS.find(({ names }) => names.includes(name))?.effect ?? xmlRpcEffectByRule(name, reads);
}

/** The effect by the name alone, for methods nobody has reviewed. */
export function xmlRpcEffectByRule(name: string, reads: boolean): Effect {
  if (reads) return 'reads';
  const method = name.split('.')[1] ?? '';
  if (/^(add|create|upload|attach|request)/.test(method)) return 'creates';
  return /^(delete|remove|merge|unlink|deactivate)/.test(method) ? 'deletes' : 'changes';
}

/** Effects that the rule gets wrong, each as its counterpart in REST has it or as Keap's documents describe it. */
export const REVIEWED_METHODS: readonly {
  readonly effect: Effect;
  readonly because: string;
  readonly names: readonly string[];
}[] = [
  {
    effect: 'reads',
    because: 'It asks which card was stored for a token.',
    names: ['CreditCardSubmissionService.requestCreditCardId'],
  },
  {
    effect: 'creates',
    because: 'A note from a template, or an entry in the map of links, is added.',
    names: ['ContactService.applyActivityHistoryTemplate', 'ContactService.linkContact'],
  },
  {
    effect: 'changes',
    because: 'A contact that is there already is overwritten, as by v1’s upsert.',
    names: ['ContactService.addWithDupCheck'],
  },
  {
    effect: 'changes',
    because: 'A discount that exists covers more products from then on.',
    names: ['DiscountService.addCategoryAssignmentToCategoryDiscount'],
  },
  {
    effect: 'changes schema',
    because: 'Custom fields are what every record of a kind looks like.',
    names: ['DataService.addCustomField', 'DataService.updateCustomField'],
  },
  {
    effect: 'sends mail',
    because: 'Every contact in the list receives one.',
    names: ['APIEmailService.sendEmail'],
  },
  {
    effect: 'starts automation',
    because: 'A tag, a goal, a sequence or an action set sets off what hangs on it.',
    names: [
      'ContactService.addToGroup',
      'ContactService.addToCampaign',
      'ContactService.resumeCampaignForContact',
      'ContactService.rescheduleCampaignStep',
      'ContactService.runActionSequence',
      'ContactService.submitSurveyAndApplyActionSets',
      'FunnelService.achieveGoal',
    ],
  },
  {
    effect: 'moves money',
    because: 'Somebody pays, owes or earns something else than before.',
    names: [
      'InvoiceService.addManualPayment',
      'InvoiceService.addOrderCommissionOverride',
      'InvoiceService.addOrderItem',
      'InvoiceService.addPaymentPlan',
      'InvoiceService.addRecurringCommissionOverride',
      'InvoiceService.addRecurringOrder',
      'InvoiceService.chargeInvoice',
      'InvoiceService.createBlankOrder',
      'InvoiceService.createInvoiceForRecurring',
      'InvoiceService.recalculateTax',
      'InvoiceService.updateJobRecurringNextBillDate',
      'OrderService.placeOrder',
    ],
  },
];
