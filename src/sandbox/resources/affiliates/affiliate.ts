import { asString } from '../../../keap/json.ts';
import { badRequest, RefusalError } from '../../errors.ts';
import type { TableName } from '../../seed/tables.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { pickFields, sameText } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, replyRecords, usual, type Writing } from '../resource.ts';
import { programIds } from './programMembers.ts';

/** Of their password Keap says nothing again, so nobody keeps it. */
const NAMES = [
  ...['code', 'name', 'status', 'contact_id', 'parent_affiliate_id', 'notify_on_sale', 'notify_on_lead'],
  ...['track_leads_days', 'custom_fields'],
] as const;

/** People who bring customers, as v2 shows them. */
export const AFFILIATES: Resource = {
  name: 'Affiliate',
  table: 'affiliates',
  customFields: 'REFERRAL_PARTNER',
  joins: {
    referral_contact_id:
      ({ tables }) =>
      ({ id }) =>
        tables.referrals.referring('referral_partner_id', id).map(({ fields }) => Number(fields['contact_id'])),
  },
  stored: (body, writing) => {
    const fields = checkParent(checkCode(pickFields(body, NAMES), writing), writing);
    return writing.before ? fields : newAffiliate(fields, writing.account);
  },
  shown: ({ fields }, { account: { tables } }) => ({
    contact_id: tables.contacts.get(Number(fields['contact_id']))?.id,
  }),
  removed: ({ id }, account) => {
    account.relations.affiliatePrograms.forgetLeft(id);
    const { affiliateLinks, affiliateCommissions, affiliatePayments, referrals } = account.tables;
    for (const table of [affiliateLinks, affiliateCommissions, affiliatePayments]) {
      for (const record of table.referring('affiliate_id', id)) table.remove(record.id);
    }
    for (const referral of referrals.referring('referral_partner_id', id)) referrals.remove(referral.id);
    for (const [name, field] of MENTIONS) {
      const table = account.tables[name];
      for (const record of table.referring(field, id)) table.change(record, { [field]: undefined }, record.updated);
    }
  },
};

/** What only mentions an affiliate, and stays without. */
const MENTIONS: readonly (readonly [TableName, string])[] = [
  ['affiliates', 'parent_affiliate_id'],
  ['affiliateCommissions', 'sales_affiliate_id'],
  ['opportunities', 'affiliate_id'],
  ['orders', 'lead_affiliate_id'],
  ['orders', 'sales_affiliate_id'],
  ['subscriptions', 'lead_affiliate_id'],
  ['subscriptions', 'sale_affiliate_id'],
];

/** An affiliate's code is a word of its own [O v2 spec: no blanks, begins with a letter]. @throws RefusalError 400, 409 */
function checkCode(values: Fields, { account, before }: Writing): Fields {
  if (before && !Object.hasOwn(values, 'code')) return values;
  const code = asString(values['code']) ?? '';
  const least = before ? 2 : 4;
  if (!/^\p{L}\S*$/u.test(code) || code.length < least) {
    badRequest(`code must begin with a letter, have no blanks and at least ${least} characters`);
  }
  for (const { id, fields } of account.tables.affiliates) {
    if (id !== before?.id && sameText(fields['code'], code)) {
      throw new RefusalError(409, `An affiliate with the code '${code}' already exists`);
    }
  }
  return values;
}

/** The values with the affiliate's own parent, of whom 0 says there is none. @throws RefusalError 400 */
function checkParent(values: Fields, { account, before }: Writing): Fields {
  if (!Object.hasOwn(values, 'parent_affiliate_id')) return values;
  const parent_affiliate_id = Number(values['parent_affiliate_id']) === 0 ? null : values['parent_affiliate_id'];
  const checked = withReferences({ parent_affiliate_id }, account, { parent_affiliate_id: 'affiliates' });
  if (before && checked['parent_affiliate_id'] === before.id) badRequest('An affiliate cannot be its own parent');
  return { ...values, ...checked };
}

/** A new affiliate has the name of the contact, where no other is given [O v2 spec]. */
function newAffiliate(values: Fields, { tables }: Account): Fields {
  const contact = tables.contacts.get(Number(values['contact_id']));
  const { given_name, family_name } = contact ? briefContact(contact) : {};
  const name = asString(values['name'])?.trim() || [given_name, family_name].filter(Boolean).join(' ');
  const defaults = { status: 'ACTIVE', notify_on_sale: false, notify_on_lead: false, track_leads_days: 0 };
  return { ...defaults, ...values, name };
}

const AFFILIATES_V1: Resource = {
  ...AFFILIATES,
  stored: ({ parent_id, track_leads_for, status, ...body }, writing) => {
    const renamed = {
      ...body,
      ...(parent_id === undefined ? {} : { parent_affiliate_id: parent_id }),
      ...(track_leads_for === undefined ? {} : { track_leads_days: track_leads_for }),
      ...(typeof status === 'string' ? { status: status.toUpperCase() } : {}),
    };
    return AFFILIATES.stored?.(renamed, writing) ?? renamed;
  },
  shown: (affiliate, showing) => ({
    ...AFFILIATES.shown?.(affiliate, showing),
    parent_id: affiliate.fields['parent_affiliate_id'],
    status: String(affiliate.fields['status']).toLowerCase(),
    track_leads_for: affiliate.fields['track_leads_days'],
  }),
  queryV1: {
    equals: {
      code: ({ fields }) => asString(fields['code']),
      contact_id: ({ fields }) => Number(fields['contact_id']),
      name: ({ fields }) => asString(fields['name']),
      parent_id: ({ fields }) => Number(fields['parent_affiliate_id']) || undefined,
      status: ({ fields }) => asString(fields['status']),
    },
  },
};

/** Affiliates in both versions. */
export const AFFILIATE_RECORD_HANDLERS: Handlers = {
  ...usual(AFFILIATES, {
    list: 'v2:listAffiliate',
    create: 'v2:addAffiliate',
    get: 'v2:getAffiliate',
    update: 'v2:updateAffiliate',
    delete: 'v2:deleteAffiliate',
  }),
  ...usual(AFFILIATES_V1, { create: 'v1:createAffiliateUsingPOST', get: 'v1:getAffiliateUsingGET' }),
  'v1:listAffiliatesUsingGET': (request, account) => {
    const program = request.query.get('program_id');
    const { affiliates } = account.tables;
    const all = program
      ? [...affiliates].filter(({ id }) => programIds(account, id).includes(Number(program)))
      : affiliates;
    return replyRecords(AFFILIATES_V1, all, { request, account });
  },
};
