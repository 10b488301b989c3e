import type { Handlers } from '../handler.ts';
import { AFFILIATE_RECORD_HANDLERS } from './affiliate.ts';
import { AFFILIATE_LINK_HANDLERS } from './affiliateLinks.ts';
import { AFFILIATE_PAYMENT_HANDLERS } from './affiliatePayments.ts';
import { AFFILIATE_SUMMARY_HANDLERS } from './affiliateSummaries.ts';
import { COMMISSION_ASSIGNMENT_HANDLERS } from './commissionAssignments.ts';
import { COMMISSION_PROGRAM_HANDLERS } from './commissionPrograms.ts';
import { COMMISSION_HANDLERS } from './commissions.ts';
import { PROGRAM_MEMBER_HANDLERS } from './programMembers.ts';
import { PROGRAM_RESOURCE_HANDLERS } from './programResources.ts';
import { REFERRAL_HANDLERS } from './referrals.ts';

/** Affiliates, their programs, links, commissions and referrals. */
export const AFFILIATE_HANDLERS: Handlers = {
  ...AFFILIATE_RECORD_HANDLERS,
  ...PROGRAM_MEMBER_HANDLERS,
  ...COMMISSION_PROGRAM_HANDLERS,
  ...COMMISSION_ASSIGNMENT_HANDLERS,
  ...PROGRAM_RESOURCE_HANDLERS,
  ...AFFILIATE_LINK_HANDLERS,
  ...COMMISSION_HANDLERS,
  ...AFFILIATE_PAYMENT_HANDLERS,
  ...AFFILIATE_SUMMARY_HANDLERS,
  ...REFERRAL_HANDLERS,
};
