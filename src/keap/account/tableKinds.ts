import type { XmlRpcField } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import type { FieldOwner, Kind, PlainKind } from './kinds.ts';

/**
 * What a row of a table of XML-RPC is to REST, which reads the same record by the same id. `null`: certainly nothing
 * that REST reads. Tables that are missing hold several kinds of records, or nobody says what they are to REST.
 */
const KINDS: Readonly<Record<string, PlainKind | null>> = {
  Affiliate: 'affiliate',
  AffResource: 'programResource',
  // The follow-up sequences of old: REST's campaigns are others.
  Campaign: null,
  CampaignStep: null,
  Company: 'company',
  // The subscription programs of old, by ids of their own; REST calls commission programs so.
  CProgram: null,
  Contact: 'contact',
  ContactGroup: 'tag',
  ContactGroupCategory: 'tagCategory',
  CreditCard: 'creditCard',
  FileBox: 'file',
  // REST shows an order, whose id is that of the Job.
  Invoice: null,
  Job: 'order',
  Lead: 'opportunity',
  LeadSource: 'leadSource',
  LeadSourceCategory: 'leadSourceCategory',
  LeadSourceExpense: 'leadSourceExpense',
  LeadSourceRecurringExpense: 'leadSourceRecurringExpense',
  LinkedContactType: 'contactLinkType',
  OrderItem: 'orderItem',
  Product: 'product',
  ProductCategory: 'productCategory',
  ProductInterestBundle: 'productInterestBundle',
  ProductOption: 'productOption',
  RecurringOrder: 'subscription',
  Referral: 'referral',
  SavedFilter: 'report',
  Stage: 'opportunityStage',
  StageMove: 'opportunityStageMove',
  SubscriptionPlan: 'subscriptionPlan',
  Template: 'emailTemplate',
  User: 'user',
  UserGroup: 'userGroup',
};

/** Fields that the lists of Keap's tables have otherwise than REST, or say nothing of. */
const FIELDS: Readonly<Record<string, PlainKind>> = {
  // Keap's list says that a company is a contact; to REST it is a company.
  'Contact.CompanyID': 'company',
  'Company.CompanyID': 'company',
  'GroupAssign.GroupId': 'userGroup',
  'ProductCategory.ParentId': 'productCategory',
};

const OWNERS: Readonly<Record<string, FieldOwner>> = {
  Affiliate: 'affiliates',
  Company: 'companies',
  Contact: 'contacts',
  ContactAction: 'tasks',
  Job: 'orders',
  Lead: 'opportunities',
  RecurringOrder: 'subscriptions',
};

/** What the rows of a table are to REST; `null` for nothing, undefined where nobody says. */
export function kindOfTable(table: string): PlainKind | null | undefined {
  return Object.hasOwn(KINDS, table) ? KINDS[table] : undefined;
}

/** The table whose rows are records of a kind; undefined where XML-RPC has none. */
export function tableOfKind(kind: Kind): string | undefined {
  return Object.keys(KINDS).find((table) => KINDS[table] === kind);
}

/** What a field of a table holds the id of, as `kindOfTable`. */
export function kindOfField(table: string, { name, refersTo }: XmlRpcField): PlainKind | null | undefined {
  const own = FIELDS[`${table}.${name}`];
  if (own) return own;
  if (name === 'Id') return kindOfTable(table);
  return refersTo === undefined ? undefined : kindOfTable(refersTo);
}

/** The records whose custom fields a table has, each under its name behind an underscore. */
export function customFieldOwner(table: string): FieldOwner | undefined {
  return Object.hasOwn(OWNERS, table) ? OWNERS[table] : undefined;
}
