import type { RecordType } from '../../store/customField.ts';

/** A kind of record whose custom fields v2 describes under a path of its own, and what the operations there are called. */
export interface Family {
  readonly type: RecordType;
  /** What stands for it in the names of groups and tabs: `listOrderCustomFieldTabs`. */
  readonly word: string;
  readonly model: string;
  readonly create: string;
  /** Contacts' fields cannot be changed. */
  readonly update?: string;
  readonly delete: string;
}

/** The eight families of v2. Tasks and notes describe the same fields. */
export const FAMILIES: readonly Family[] = [
  {
    type: 'CONTACT',
    word: 'Contact',
    model: 'v2:retrieveContactModel',
    create: 'v2:createContactCustomField',
    delete: 'v2:deleteContactCustomField',
  },
  family('COMPANY', 'Company', { model: 'v2:retrieveCompanyCustomFieldModel' }),
  family('ORDER', 'Order', { model: 'v2:retrieveOrderCustomFieldModel' }),
  family('SUBSCRIPTION', 'Subscription', { model: 'v2:retrieveSubscriptionCustomFieldModel' }),
  family('OPPORTUNITY', 'Opportunity', {
    model: 'v2:retrieveOpportunityCustomFieldModel',
    create: 'v2:createOpportunityCustomFields',
    delete: 'v2:deleteOpportunitiesCustomField',
  }),
  family('TASK_NOTE_APPOINTMENT', 'Task'),
  family('TASK_NOTE_APPOINTMENT', 'Note', { update: 'v2:updateNotesCustomField', delete: 'v2:deleteNotesCustomField' }),
  family('REFERRAL_PARTNER', 'Affiliate', { model: 'v2:getAffiliateCustomFields' }),
];

/** A family whose operations are called as most are, but for those that are given. */
function family(type: RecordType, word: string, irregular: Partial<Family> = {}): Family {
  return {
    type,
    word,
    model: `v2:retrieve${word}Model`,
    create: `v2:create${word}CustomField`,
    update: `v2:update${word}CustomField`,
    delete: `v2:delete${word}CustomField`,
    ...irregular,
  };
}

/** A kind of record in v1: its model, and its way to make a field where there is one. */
export interface FamilyV1 {
  readonly type: RecordType;
  readonly model: string;
  readonly create?: string;
}

/** The nine families of v1. */
export const FAMILIES_V1: readonly FamilyV1[] = [
  { type: 'CONTACT', model: 'v1:retrieveContactModelUsingGET', create: 'v1:createCustomFieldUsingPOST' },
  { type: 'COMPANY', model: 'v1:retrieveCompanyModelUsingGET' },
  { type: 'ORDER', model: 'v1:retrieveOrderModelUsingGET' },
  { type: 'SUBSCRIPTION', model: 'v1:retrieveSubscriptionModelUsingGET' },
  { type: 'OPPORTUNITY', model: 'v1:retrieveOpportunityModelUsingGET' },
  { type: 'REFERRAL_PARTNER', model: 'v1:retrieveAffiliateModelUsingGET' },
  ...['Task', 'Note', 'Appointment'].map((word) => ({
    type: 'TASK_NOTE_APPOINTMENT' as const,
    model: `v1:retrieve${word}ModelUsingGET`,
    create: `v1:create${word}CustomFieldUsingPOST`,
  })),
];
