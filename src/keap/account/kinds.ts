/**
 * The kinds of things in an account that ids and codes name, each with its words: one of them, and several where an
 * *s* does not make it so.
 */
const WORDS = {
  affiliate: ['affiliate'],
  affiliateLink: ['affiliate link'],
  appointment: ['appointment'],
  automation: ['automation'],
  automationCategory: ['automation category', 'automation categories'],
  campaign: ['campaign'],
  campaignGoal: ['campaign goal'],
  campaignSequence: ['campaign sequence'],
  categoryDiscount: ['category discount'],
  categoryDiscountCriterion: ['discount criterion', 'discount criteria'],
  commissionProgram: ['commission program'],
  company: ['company', 'companies'],
  contact: ['contact'],
  contactLinkType: ['contact link type'],
  country: ['country', 'countries'],
  creditCard: ['credit card'],
  email: ['email'],
  emailAddress: ['email address', 'email addresses'],
  emailTemplate: ['email template'],
  file: ['file'],
  freeTrialDiscount: ['free trial discount'],
  freeTrialDiscountCriterion: ['discount criterion', 'discount criteria'],
  hook: ['hook'],
  hookEvent: ['hook event'],
  leadSource: ['lead source'],
  leadSourceCategory: ['lead source category', 'lead source categories'],
  leadSourceExpense: ['lead source expense'],
  leadSourceRecurringExpense: ['recurring expense'],
  merchantAccount: ['merchant account'],
  note: ['note'],
  noteTemplate: ['note template'],
  opportunity: ['opportunity', 'opportunities'],
  opportunityStage: ['pipeline stage'],
  opportunityStageMove: ['stage move'],
  order: ['order'],
  orderItem: ['order item'],
  orderTotalDiscount: ['order total discount'],
  orderTotalDiscountCriterion: ['discount criterion', 'discount criteria'],
  payment: ['payment'],
  paymentMethod: ['payment method'],
  product: ['product'],
  productCategory: ['product category', 'product categories'],
  productDiscount: ['product discount'],
  productDiscountCriterion: ['discount criterion', 'discount criteria'],
  productInterest: ['product interest'],
  productInterestBundle: ['product interest bundle'],
  productOption: ['product option'],
  productOptionItem: ['option value'],
  programResource: ['program resource'],
  province: ['province'],
  referral: ['referral'],
  report: ['report'],
  shippingDiscount: ['shipping discount'],
  shippingDiscountCriterion: ['discount criterion', 'discount criteria'],
  shippingMethod: ['shipping method'],
  subscription: ['subscription'],
  subscriptionPlan: ['subscription plan'],
  tag: ['tag'],
  tagCategory: ['tag category', 'tag categories'],
  task: ['task'],
  transaction: ['transaction'],
  user: ['user'],
  userGroup: ['user group'],
  webform: ['webform'],
  wordPressOption: ['WordPress option'],
} as const satisfies Readonly<Record<string, readonly [one: string, many?: string]>>;

/** The records with custom fields of their own, by the word their paths start with, and what one is called. */
const OWNERS = {
  affiliates: 'affiliate',
  appointments: 'appointment',
  companies: 'company',
  contacts: 'contact',
  notes: 'note',
  opportunities: 'opportunity',
  orders: 'order',
  subscriptions: 'subscription',
  tasks: 'task',
} as const;

const OWNED = {
  customField: 'custom field',
  customFieldGroup: 'custom field group',
  customFieldTab: 'custom field tab',
};

export type PlainKind = keyof typeof WORDS;
/** What has custom fields, as paths name it. */
export type FieldOwner = keyof typeof OWNERS;
type OwnedKind = keyof typeof OWNED;

/** A kind of record; custom fields are a kind for each kind of record that has them. */
export type Kind = PlainKind | `${OwnedKind}:${FieldOwner}`;

export const FIELD_OWNERS = Object.keys(OWNERS) as readonly FieldOwner[];

/** All kinds, those of custom fields last. */
export const KINDS: readonly Kind[] = [
  ...(Object.keys(WORDS) as PlainKind[]),
  ...(Object.keys(OWNED) as OwnedKind[]).flatMap((owned) => FIELD_OWNERS.map((owner): Kind => `${owned}:${owner}`)),
];

/** Whether a text is the name of a kind. */
export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** Whether a word of a path is one of records that have custom fields. */
export function isFieldOwner(word: string | undefined): word is FieldOwner {
  return word !== undefined && Object.hasOwn(OWNERS, word);
}

/** A kind that belongs to records of one kind, taken apart; undefined for any other. */
export function ownedKind(kind: Kind): { readonly owned: OwnedKind; readonly owner: FieldOwner } | undefined {
  const [owned, owner] = kind.split(':');
  return isFieldOwner(owner) ? { owned: owned as OwnedKind, owner } : undefined;
}

/** What one of a kind is called: `tag`, `contact custom field`. */
export function oneOf(kind: Kind): string {
  const owned = ownedKind(kind);
  return owned ? `${OWNERS[owned.owner]} ${OWNED[owned.owned]}` : WORDS[kind as PlainKind][0];
}

/** What several of a kind are called: `tags`, `companies`. */
export function manyOf(kind: Kind): string {
  const words: readonly string[] = ownedKind(kind) ? [] : WORDS[kind as PlainKind];
  return words[1] ?? `${oneOf(kind)}s`;
}

/** A sentence's article with the word: `a tag`, `an order`. */
export function aOf(kind: Kind): string {
  const one = oneOf(kind);
  return `${/^(?:[aeio]|un)/.test(one) ? 'an' : 'a'} ${one}`;
}
