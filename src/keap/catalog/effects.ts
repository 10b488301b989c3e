import type { Effect, HttpMethod } from './operation.ts';

/**
 * What an operation does to an account, by its gravest consequence: the reviewed table first, else the rules.
 * The words mean:
 * - *deletes*: a record, or what ties two together, is gone afterwards; so is what it did for the account (a
 *   cancelled subscription, an unpublished automation). Every DELETE, whatever it removes.
 * - *moves money*: someone is charged or owes something else than before, or payments come from or go to
 *   another place. What only prices later sales (products, discounts, commission programs) does not.
 * - *sends mail*: a person receives one.
 * - *starts automation*: campaigns or automations may set off, with whatever they do to the contacts.
 * - *changes schema*: what every record of a kind looks like: custom fields, link types, stages.
 */
export function effectOf(key: string, method: HttpMethod, path: string): Effect {
  return REVIEWED.find(({ keys }) => keys.includes(key))?.effect ?? effectByRule(method, path);
}

/** The effect by method and path alone, for operations nobody has reviewed: a newer document's. */
export function effectByRule(method: HttpMethod, path: string): Effect {
  if (method === 'GET') return 'reads';
  if (method === 'DELETE' || REMOVING.test(path)) return 'deletes';
  if (path.includes('/model/customFields')) return 'changes schema';
  if (/\/emails(\/templates)?:send$|\/emails\/queue$/.test(path)) return 'sends mail';
  if (/[:/](achieve|addContacts|applyTags)$/.test(path)) return 'starts automation';
  if (/^\/crm\/rest\/v\d\/(orders|subscriptions)\b/.test(path)) return 'moves money';
  return method === 'POST' && !path.includes(':') ? 'creates' : 'changes';
}

/** A last word of the path that takes something away, though the method is POST or PUT. */
const REMOVING = /[:/](remove\w*|batchRemove|unlink|merge|detachFile|deactivate|(batch-)?unpublish|unsync)$/;

/** Effects that the rules get wrong, each read up in Keap's documents. */
export const REVIEWED: readonly {
  readonly effect: Effect;
  readonly because: string;
  readonly keys: readonly string[];
}[] = [
  {
    effect: 'reads',
    because: 'It runs a saved search; POST only because the answer is computed.',
    keys: ['v2:runReport'],
  },
  {
    effect: 'creates',
    because: 'It adds records of mails that were sent elsewhere; the colon makes it look like a change.',
    keys: ['v2:createEmails'],
  },
  {
    effect: 'changes',
    because: 'The POST replaces, assigns or verifies what exists already.',
    keys: [
      'v2:updateFile',
      'v2:bulkAssignmentAutomationsCategories',
      'v1:verify_a_hook_subscription',
      'v1:verify_a_hook_subscription_delayed',
    ],
  },
  {
    effect: 'changes',
    because: 'A file beside an invoice changes nothing about what is owed.',
    keys: ['v2:attachFileToOrder'],
  },
  {
    effect: 'moves money',
    because: 'Payments go to another merchant account from then on.',
    keys: ['v2:setMerchantGatewayAsDefault'],
  },
  {
    effect: 'moves money',
    because: 'The card is there to be charged, and later charges may fall on it.',
    keys: ['v1:createCreditCardUsingPOST'],
  },
  {
    effect: 'sends mail',
    because: 'The new user is invited by mail.',
    keys: ['v1:createUserUsingPOST'],
  },
  {
    effect: 'starts automation',
    because: 'It achieves a goal or begins a sequence, as v2 does at paths that say so.',
    keys: [
      'v1:createAchieveApiGoalEventUsingPOST',
      'v1:addContactsToCampaignSequenceUsingPOST',
      'v1:addContactToCampaignSequenceUsingPOST',
    ],
  },
  {
    effect: 'starts automation',
    because: 'Applying a tag is the commonest trigger of an automation.',
    keys: ['v1:applyTagsToContactIdUsingPOST', 'v1:applyTagToContactIdsUsingPOST', 'v2:addTagToCompany'],
  },
  {
    effect: 'changes schema',
    because: 'Kinds of links and the stages of the pipeline are definitions that all records share.',
    keys: [
      'v2:createContactLinkType',
      'v2:updateContactLinkType',
      'v2:createOpportunityStage',
      'v2:updateOpportunityStage',
    ],
  },
];
