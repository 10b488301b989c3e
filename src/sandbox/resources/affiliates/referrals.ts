import { asString } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
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

/** Takes the referrals of a contact along that goes. */
export function forgetReferralsOf(contactId: number, { tables: { referrals } }: Account): void {
  for (const { id } of referrals.referring('contact_id', contactId)) referrals.remove(id);
}

/** Referrals, of all affiliates and of one. */
export const REFERRAL_HANDLERS: Handlers = {
  ...usual(REFERRALS, { list: 'v2:listReferrals', create: 'v2:createReferral' }),
  'v2:getReferralsByAffiliateId': (request, account) => {
    const { affiliates, referrals } = account.tables;
    const { id } = recordOf(affiliates, 'Affiliate', request, 'affiliate_id');
    return replyRecords(REFERRALS, referrals.referring('referral_partner_id', id), { request, account });
  },
};
