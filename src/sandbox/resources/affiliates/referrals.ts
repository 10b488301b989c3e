import { asString } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { inUtc, pickFields, recordOf, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, replyRecords, usual } from '../resource.ts';

const NAMES = [
  ...['description', 'source', 'contact_id', 'referral_partner_id', 'referral_time', 'expiration_time', 'ip_address'],
  'referral_type',
] as const;

/** Who was brought by whom. Only v2 has them. */
const REFERRALS: Resource = {
  name: 'Referral',
  table: 'referrals',
  readers: { type: ({ fields }) => asString(fields['referral_type']) },
  stored: (body, { account, request }) => ({
    referral_type: 'MANUAL',
    referral_time: timeOf(request),
    ...withReferences(inUtc(pickFields(body, NAMES), ['referral_time', 'expiration_time']), account, {
      referral_partner_id: 'affiliates',
    }),
  }),
};

/** A referral goes with the contact. */
function referralsIn({ tables }: Account): StoredRecord[] {
  return [...tables.referrals].filter(({ fields }) => tables.contacts.get(Number(fields['contact_id'])));
}

/** Referrals, of all affiliates and of one. */
export const REFERRAL_HANDLERS: Handlers = {
  ...usual(REFERRALS, { create: 'v2:createReferral' }),
  'v2:listReferrals': (request, account) => replyRecords(REFERRALS, referralsIn(account), { request, account }),
  'v2:getReferralsByAffiliateId': (request, account) => {
    const { id } = recordOf(account.tables.affiliates, 'Affiliate', request, 'affiliate_id');
    const all = referralsIn(account).filter(({ fields }) => fields['referral_partner_id'] === id);
    return replyRecords(REFERRALS, all, { request, account });
  },
};
