import { asList } from '../../../keap/json.ts';
import { clawbackOf } from '../../resources/affiliates/commissions.ts';
import { briefContact } from '../../resources/contacts/contactViews.ts';
import { invoiceIdOf } from '../../resources/sales/orderSums.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { Decimal, momentOf } from '../plain.ts';
import { momentIn, numberIn, pick, recordIn, textIn } from './arguments.ts';

/** Whether a moment lies between the two dates of a call. */
function within(args: Arguments): (time: unknown) => boolean {
  const from = Date.parse(momentIn(args, 'filterStartDate'));
  const to = Date.parse(momentIn(args, 'filterEndDate'));
  return (time) => Date.parse(String(time)) >= from && Date.parse(String(time)) <= to;
}

const dollars = (cents: unknown) => new Decimal(Number(cents) / 100);

function commissionsOf(affiliate: StoredRecord, { account }: XmlRpcContext): StoredRecord[] {
  return account.tables.affiliateCommissions.referring('affiliate_id', affiliate.id);
}

function soldTo({ fields }: StoredRecord, { account }: XmlRpcContext) {
  const contact = account.tables.contacts.get(Number(fields['contact_id']));
  const { given_name, family_name } = contact ? briefContact(contact) : {};
  return {
    ...{ InvoiceId: invoiceIdOf(Number(fields['order_id'])), SaleAffId: fields['sales_affiliate_id'] },
    ...{ ContactFirstName: given_name, ContactLastName: family_name },
    ...{ ProductName: fields['product_name'], Description: fields['description'] },
  };
}

/** What an affiliate earned, lost and was paid, in cents. */
function totals(affiliate: StoredRecord, context: XmlRpcContext, counts: (time: unknown) => boolean = () => true) {
  const commissions = commissionsOf(affiliate, context);
  const earned = sum(
    commissions.filter(({ fields }) => counts(fields['time_earned'])).map(({ fields }) => Number(fields['amount'])),
  );
  const clawbacks = sum(
    commissions
      .flatMap((each) => clawbackOf(each) ?? [])
      .filter(({ time }) => counts(time))
      .map(({ amount }) => amount),
  );
  const payments = context.account.tables.affiliatePayments.referring('affiliate_id', affiliate.id);
  const paid = sum(
    payments.filter(({ fields }) => counts(fields['pay_date'])).map(({ fields }) => Number(fields['amount'])),
  );
  return { earned, clawbacks, paid, balance: earned - clawbacks - paid };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function affiliatesIn(ids: unknown, { account }: XmlRpcContext): StoredRecord[] {
  return (asList(ids) ?? []).map((id) => {
    const found = account.tables.affiliates.get(Number(id));
    return found ?? fault('RecordNotFound', `Affiliate ${id} was not found`);
  });
}

const PROGRAM = { Id: 'id', Name: 'name', Notes: 'notes', Priority: 'priority' } as const;

function programView({ id, fields }: StoredRecord) {
  return pick({ id, ...fields }, PROGRAM);
}

/** Affiliates, their programs and their links. */
export const AFFILIATE_METHODS: XmlRpcHandlers = {
  'APIAffiliateService.affClawbacks': (args, context) => {
    const counts = within(args);
    return commissionsOf(recordIn(args, 'affiliateId', 'affiliates', context), context).flatMap((commission) => {
      const clawback = clawbackOf(commission);
      if (!clawback || !counts(clawback.time)) return [];
      return [
        { ...soldTo(commission, context), Amount: dollars(clawback.amount), DateEarned: momentOf(clawback.time) },
      ];
    });
  },
  'APIAffiliateService.affCommissions': (args, context) => {
    const counts = within(args);
    return commissionsOf(recordIn(args, 'affiliateId', 'affiliates', context), context)
      .filter(({ fields }) => counts(fields['time_earned']))
      .map((commission) => ({
        ...soldTo(commission, context),
        AmtEarned: dollars(commission.fields['amount']),
        DateEarned: momentOf(commission.fields['time_earned']),
      }));
  },
  'APIAffiliateService.affPayouts': (args, context) => {
    const counts = within(args);
    const { id } = recordIn(args, 'affiliateId', 'affiliates', context);
    return context.account.tables.affiliatePayments
      .referring('affiliate_id', id)
      .filter(({ fields }) => counts(fields['pay_date']))
      .map(({ fields }) => ({
        ...{ PayAmt: dollars(fields['amount']), PayDate: momentOf(fields['pay_date']) },
        ...{ PayType: fields['pay_type'], PayNote: fields['notes'] ?? '' },
      }));
  },
  'APIAffiliateService.affRunningTotals': (args, context) =>
    affiliatesIn(args['affiliateIds'], context).map((affiliate) => {
      const { earned, clawbacks, balance } = totals(affiliate, context);
      return {
        ...{ AffiliateId: affiliate.id, AmountEarned: dollars(earned) },
        ...{ Clawbacks: dollars(clawbacks), RunningBalance: dollars(balance) },
      };
    }),
  'APIAffiliateService.affSummary': (args, context) => {
    const counts = within(args);
    return affiliatesIn(args['affiliateId'], context).map((affiliate) => {
      const { earned, clawbacks, paid, balance } = totals(affiliate, context, counts);
      return {
        ...{ AffiliateId: affiliate.id, AmountEarned: dollars(earned), Clawbacks: dollars(clawbacks) },
        ...{ AmountPaid: dollars(paid), Balance: dollars(balance) },
      };
    });
  },
  'AffiliateProgramService.getAffiliatePrograms': (_args, { account }) =>
    [...account.tables.commissionPrograms].map(programView),
  'AffiliateProgramService.getAffiliatesByProgram': (args, context) => {
    const { id } = recordIn(args, 'programId', 'commissionPrograms', context);
    const { affiliates } = context.account.tables;
    return context.account.relations.affiliatePrograms.ofRight(id).flatMap((link) => {
      const affiliate = affiliates.get(link.id);
      if (!affiliate) return [];
      const { name, code, contact_id } = affiliate.fields;
      return [{ Id: affiliate.id, AffName: name, AffCode: code, ContactId: contact_id }];
    });
  },
  'AffiliateProgramService.getProgramsForAffiliate': (args, context) => {
    const { id } = recordIn(args, 'affiliateId', 'affiliates', context);
    const { commissionPrograms } = context.account.tables;
    const links = context.account.relations.affiliatePrograms.ofLeft(id);
    return links.flatMap((link) => commissionPrograms.get(link.id) ?? []).map(programView);
  },
  'AffiliateProgramService.getResourcesForAffiliateProgram': (args, context) => {
    const program = recordIn(args, 'programId', 'commissionPrograms', context);
    return [...context.account.tables.commissionProgramResources]
      .filter(({ fields }) => asList(fields['commission_program_ids'])?.includes(program.id))
      .map(({ id, fields }) => ({
        ...{ Id: id, Title: fields['title'], ResourceType: fields['type'], ResourceOrder: fields['order'] },
        ...{ ResourceHREF: fields['url'], ResourceHTML: fields['content_html'], Notes: fields['notes'] },
      }));
  },
  'AffiliateService.getRedirectLinksForAffiliate': (args, context) => {
    const affiliate = recordIn(args, 'affiliateId', 'affiliates', context);
    return context.account.tables.affiliateLinks.referring('affiliate_id', affiliate.id).map(({ id, fields }) => ({
      ...{ Id: id, Name: fields['name'], LocalUrlCode: fields['code'], RedirectUrl: fields['website_address'] },
      ProgramIds: asList(fields['program_ids'])?.join(','),
    }));
  },
  'AffiliateService.updatePhoneStats': (args, { account, now }) => {
    const stats = {
      firstName: textIn(args, 'firstName'),
      lastName: textIn(args, 'lastName'),
      calls: numberIn(args, 'calls'),
    };
    account.tables.phoneStats.insert({ ...stats, totalTime: args['totalTime'] }, new Date(now).toISOString());
    return true;
  },
};
