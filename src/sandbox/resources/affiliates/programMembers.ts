import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Handler, Handlers } from '../handler.ts';
import { recordOf, referredId, timeOf } from '../records.ts';
import { reply } from '../reply.ts';

/** The commission programs an affiliate is in. */
export function programIds({ relations }: Account, affiliateId: number): number[] {
  return relations.affiliatePrograms.ofLeft(affiliateId).map(({ id }) => id);
}

/** The affiliates in a commission program. */
export function memberIds({ relations }: Account, programId: number): number[] {
  return relations.affiliatePrograms.ofRight(programId).map(({ id }) => id);
}

/** What is done about the affiliate in the path and the program in the body. */
function membership(act: (account: Account, ids: readonly [number, number], request: SandboxRequest) => void): Handler {
  return (request, account) => {
    const { id } = recordOf(account.tables.affiliates, 'Affiliate', request, 'id');
    const name = 'affiliate_program_id';
    const program = referredId(account.tables.commissionPrograms, bodyObject(request)[name], name);
    act(account, [id, program ?? badRequest(`${name} is required`)], request);
    return reply(request);
  };
}

/** Who is in which commission program. */
export const PROGRAM_MEMBER_HANDLERS: Handlers = {
  'v2:addAffiliateToProgram': membership(({ relations }, [affiliate, program], request) => {
    relations.affiliatePrograms.add(affiliate, program, timeOf(request));
  }),
  'v2:removeAffiliateFromProgram': membership(({ relations }, [affiliate, program]) => {
    relations.affiliatePrograms.remove(affiliate, program);
  }),
};
