import { asObject } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { TableName } from '../../seed/tables.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handler, Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { masked, recordOf, referredId, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { replyRecord } from '../resource.ts';
import { COMMISSION_PROGRAMS } from './commissionPrograms.ts';
import { changedTerms } from './commissionTerms.ts';

/** A list in a program of what is paid for certain goods. */
interface Assignments {
  /** The program's property that holds it. */
  readonly list: string;
  /** The property in it that names the goods. */
  readonly field: string;
  readonly table: TableName;
}

const PRODUCTS: Assignments = { list: 'product_commissions', field: 'product_id', table: 'products' };

const PLANS: Assignments = { list: 'subscription_commissions', field: 'subscription_id', table: 'subscriptionPlans' };

function programOf(account: Account, request: SandboxRequest, parameter = 'commission_program_id'): StoredRecord {
  return recordOf(account.tables.commissionPrograms, 'Commission program', request, parameter);
}

function changed(program: StoredRecord, values: Fields, request: SandboxRequest, account: Account) {
  const { commissionPrograms } = account.tables;
  return replyRecord(COMMISSION_PROGRAMS, commissionPrograms.change(program, values, timeOf(request)), {
    request,
    account,
  });
}

/** The goods that a body names. @throws RefusalError 400 */
function goodsIn(request: SandboxRequest, account: Account, table: TableName, name: string): number {
  return referredId(account.tables[table], bodyObject(request)[name], name) ?? badRequest(`${name} is required`);
}

function setDefault(request: SandboxRequest, account: Account) {
  const program = programOf(account, request);
  const before = asObject(program.fields['default_commission']) ?? {};
  return changed(
    program,
    { default_commission: changedTerms(before, masked(bodyObject(request), request)) },
    request,
    account,
  );
}

/** Says anew what is paid for some goods; another assignment of the same goods is no second one. */
function assign({ list, field, table }: Assignments): Handler {
  return (request, account) => {
    const program = programOf(account, request);
    const id = goodsIn(request, account, table, field);
    const others = parts(program.fields, list).filter((terms) => terms[field] !== id);
    const terms = { ...changedTerms({}, bodyObject(request)), [field]: id };
    return changed(program, { [list]: [...others, terms] }, request, account);
  };
}

/** Changes what is paid for goods of the program. The goods stand in the body and in no mask. */
function update({ list, field, table }: Assignments): Handler {
  return (request, account) => {
    const program = programOf(account, request);
    const id = goodsIn(request, account, table, field);
    const all = parts(program.fields, list);
    if (!all.some((terms) => terms[field] === id)) badRequest(`${field} ${id} is not in this commission program`);
    const body = masked(bodyObject(request), request);
    const values = all.map((terms) => (terms[field] === id ? changedTerms(terms, body) : terms));
    return changed(program, { [list]: values }, request, account);
  };
}

/** @param name what the body calls the goods */
function remove({ list, field, table }: Assignments, name: string): Handler {
  return (request, account) => {
    const program = programOf(account, request, 'commission_id');
    const id = goodsIn(request, account, table, name);
    const rest = parts(program.fields, list).filter((terms) => terms[field] !== id);
    account.tables.commissionPrograms.change(program, { [list]: rest }, timeOf(request));
    return reply(request);
  };
}

/** What a commission program pays: by default, for products and for subscription plans. */
export const COMMISSION_ASSIGNMENT_HANDLERS: Handlers = {
  'v2:createDefaultCommissionProgram': setDefault,
  'v2:updateDefaultCommissionProgram': setDefault,
  'v2:assignProductCommissionProgram': assign(PRODUCTS),
  'v2:updateProductCommissionProgram': update(PRODUCTS),
  'v2:removeProductCommissionFromCommissions': remove(PRODUCTS, 'product_id'),
  'v2:assignSubscriptionCommissionProgram': assign(PLANS),
  'v2:updateSubscriptionCommissionProgram': update(PLANS),
  'v2:removeSubscriptionPlanCommissionFromCommissions': remove(PLANS, 'subscription_plan_id'),
};
