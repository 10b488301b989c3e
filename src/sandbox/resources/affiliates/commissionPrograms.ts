import type { StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields } from '../records.ts';
import { type Resource, replyRecords, usual } from '../resource.ts';
import { defaultCommission, productCommissions, subscriptionCommissions } from './commissionTerms.ts';
import { memberIds, programIds } from './programMembers.ts';

/** By what affiliates are paid: a default and what differs for some products and plans. */
export const COMMISSION_PROGRAMS: Resource = {
  name: 'Commission program',
  table: 'commissionPrograms',
  joins: {
    affiliate_id: (account) => (program) => memberIds(account, program.id),
  },
  stored: (body, { before }) => notBlank(pickFields(body, ['name', 'notes', 'priority']), 'name', before),
  shown: (program, { account }) => ({
    affiliate_ids: memberIds(account, program.id),
    default_commission: defaultCommission(program),
    product_commissions: productCommissions(program, account),
    subscription_commissions: subscriptionCommissions(program, account),
  }),
  removed: ({ id }, { tables, relations }) => {
    relations.affiliatePrograms.forgetRight(id);
    const { affiliateLinks, commissionProgramResources: resources } = tables;
    for (const link of affiliateLinks) {
      const program_ids = idsBut(id, link, 'program_ids');
      if (program_ids) affiliateLinks.change(link, { program_ids }, link.updated);
    }
    // What was for this program alone goes with it.
    for (const resource of resources) {
      const commission_program_ids = idsBut(id, resource, 'commission_program_ids');
      if (commission_program_ids?.length === 0) resources.remove(resource.id);
      else if (commission_program_ids) resources.change(resource, { commission_program_ids }, resource.updated);
    }
  },
};

/** The ids in a list of a record without one of them; undefined where it is not among them. */
function idsBut(id: number, { fields }: StoredRecord, name: string): unknown[] | undefined {
  const ids = fields[name];
  return Array.isArray(ids) && ids.includes(id) ? ids.filter((each) => each !== id) : undefined;
}

/** v1 says of a program who was asked for. */
const COMMISSION_PROGRAMS_V1: Resource = {
  ...COMMISSION_PROGRAMS,
  shown: (_program, { request }) => ({ affiliate_id: request.query.get('affiliate_id') ?? undefined }),
};

/** Commission programs in both versions. */
export const COMMISSION_PROGRAM_HANDLERS: Handlers = {
  ...usual(COMMISSION_PROGRAMS, {
    list: 'v2:listAffiliateCommissionPrograms',
    create: 'v2:addCommissionProgram',
    get: 'v2:getCommissionProgram',
    update: 'v2:updateCommissionProgram',
    delete: 'v2:deleteAffiliateCommissionProgram',
  }),
  'v1:listProgramsUsingGET': (request, account) => {
    const affiliate = request.query.get('affiliate_id');
    const { commissionPrograms } = account.tables;
    const ids = affiliate ? programIds(account, Number(affiliate)) : [];
    const all = affiliate ? ids.flatMap((id) => commissionPrograms.get(id) ?? []) : commissionPrograms;
    return replyRecords(COMMISSION_PROGRAMS_V1, all, { request, account });
  },
};
