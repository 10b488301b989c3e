import { asList, asObject, asStrings } from '../../../keap/json.ts';
import { isPublished, sequencesOf } from '../../resources/marketing/automationParts.ts';
import type { Fields } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { own } from './contactTables.ts';
import { madeView, storedView } from './storedView.ts';
import { counted, dollarsOf, flag, moment, property, shown, type TableView, word } from './tableView.ts';

/** A step of a sequence of an automation, which XML-RPC calls a campaign. */
export interface CampaignStep {
  readonly Id: number;
  readonly CampaignId: number;
  readonly SequenceId: number;
  readonly StepTitle: string;
  readonly StepStatus: string;
  /** Whether it is a mail, for which there is a template. */
  readonly TemplateId: number | undefined;
}

/** The steps of all automations or of one. Their ids are unique within the automation's sequence only, in REST. */
export function campaignSteps({ account }: XmlRpcContext, automationId?: number): CampaignStep[] {
  const { automations, emailTemplates } = account.tables;
  const wanted = automationId === undefined ? [...automations] : [automations.get(automationId) ?? []].flat();
  return wanted.flatMap((automation) =>
    sequencesOf(account, automation.id).flatMap((sequence) => {
      const items = (asList(sequence.fields['paths']) ?? []).flatMap((path) => asList(asObject(path)?.['items']) ?? []);
      return items.map((item, place) => {
        const { name, type } = asObject(item) ?? {};
        return {
          ...{ Id: sequence.id * 100 + place + 1, CampaignId: automation.id, SequenceId: sequence.id },
          ...{ StepTitle: String(name), StepStatus: isPublished(automation) ? 'Active' : 'Inactive' },
          TemplateId: type === 'Email' ? 1 + (sequence.id % Math.max(1, emailTemplates.size)) : undefined,
        };
      });
    }),
  );
}

/** Which contact is in which campaign, and how. */
export function* campaignees({ account }: XmlRpcContext): Generator<Fields & { readonly ContactId: number }> {
  const { automations, pausedCampaignees } = account.tables;
  const paused = new Set([...pausedCampaignees].map(({ fields }) => `${fields['ContactId']} ${fields['CampaignId']}`));
  for (const automation of automations) {
    for (const sequence of sequencesOf(account, automation.id)) {
      for (const { id } of account.relations.sequenceContacts.ofLeft(sequence.id)) {
        yield {
          ...{ CampaignId: automation.id, Campaign: automation.fields['title'], ContactId: id },
          Status: paused.has(`${id} ${automation.id}`) ? 'Paused' : 'Active',
        };
      }
    }
  }
}

const LEAD_SOURCE = property('lead_source_id');

/** Campaigns, templates, affiliates, lead sources, saved searches, and how custom fields are arranged. */
export const MARKETING_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  Campaign: storedView({
    table: 'automations',
    fields: { Name: property('title'), Status: shown((each) => (isPublished(each) ? 'Active' : 'Inactive')) },
  }),
  Campaignee: madeView(campaignees),
  CampaignStep: madeView((context) => campaignSteps(context).map((step) => ({ ...step }))),
  ActionSequence: storedView({ table: 'actionSequences', fields: own('TemplateName', 'VisibleToTheseUsers') }),
  Template: storedView({
    table: 'emailTemplates',
    fields: {
      PieceType: shown(() => 'Email'),
      PieceTitle: property('piece_title'),
      Categories: shown(({ fields }) => asStrings(fields['categories'])?.join(',') || undefined),
    },
  }),
  Affiliate: storedView({
    table: 'affiliates',
    custom: 'REFERRAL_PARTNER',
    fields: {
      AffName: property('name'),
      AffCode: property('code'),
      ContactId: property('contact_id'),
      ParentId: property('parent_affiliate_id'),
      Status: word('status', [
        ['1', 'ACTIVE'],
        ['0', 'INACTIVE'],
      ]),
      NotifyLead: flag('notify_on_lead'),
      NotifySale: flag('notify_on_sale'),
      LeadCookieFor: counted('track_leads_days', 36_500, 0),
      // Nobody shows a password again, so nobody keeps it.
      Password: { read: () => undefined, write: () => ({}) },
    },
    made: () => ({ status: 'ACTIVE', notify_on_sale: false, notify_on_lead: false, track_leads_days: 0 }),
    deleteBy: '/v2/affiliates',
  }),
  AffResource: storedView({
    table: 'commissionProgramResources',
    fields: {
      Title: property('title'),
      ResourceType: property('type'),
      ResourceOrder: counted('order', 100_000, 0),
      ResourceHTML: property('content_html'),
      ResourceHREF: property('url'),
      Notes: property('notes'),
      ProgramIds: {
        read: ({ fields }) => asList(fields['commission_program_ids'])?.join(','),
        write: (value) => ({
          commission_program_ids: String(value)
            .split(',')
            .map(Number)
            .filter((id) => id > 0),
        }),
      },
    },
    made: () => ({ type: 'PAGE', order: 0, commission_program_ids: [] }),
  }),
  Referral: storedView({
    table: 'referrals',
    fields: {
      ContactId: property('contact_id'),
      AffiliateId: property('referral_partner_id'),
      DateSet: moment('referral_time'),
      DateExpires: moment('expiration_time'),
      IPAddress: property('ip_address'),
      Source: property('source'),
      Info: property('description'),
      Type: word('referral_type', [
        ['0', 'PERMANENT'],
        ['1', 'COOKIE'],
        ['2', 'MANUAL'],
      ]),
    },
    made: ({ now }) => ({ referral_type: 'MANUAL', referral_time: new Date(now).toISOString() }),
  }),
  LeadSource: storedView({
    table: 'leadSources',
    fields: {
      Name: property('name'),
      Description: property('description'),
      StartDate: moment('start_time'),
      EndDate: moment('end_time'),
      Status: word('status', [
        ['1', 'ACTIVE'],
        ['0', 'INACTIVE'],
      ]),
      Vendor: property('vendor'),
      Medium: property('medium'),
      Message: property('message'),
      LeadSourceCategoryId: property('lead_source_category_id'),
    },
    made: () => ({ status: 'ACTIVE' }),
  }),
  LeadSourceCategory: storedView({
    table: 'leadSourceCategories',
    fields: { Name: property('name'), Description: property('description') },
  }),
  LeadSourceExpense: storedView({
    table: 'leadSourceExpenses',
    fields: {
      LeadSourceId: LEAD_SOURCE,
      LeadSourceRecurringExpenseId: property('lead_source_recurring_expense_id'),
      Title: property('title'),
      Notes: property('notes'),
      Amount: dollarsOf('amount'),
      DateIncurred: moment('incurred_time'),
    },
    made: ({ now }) => ({ incurred_time: new Date(now).toISOString(), amount: 0 }),
  }),
  LeadSourceRecurringExpense: storedView({
    table: 'leadSourceRecurringExpenses',
    fields: {
      LeadSourceId: LEAD_SOURCE,
      Title: property('title'),
      Notes: property('notes'),
      Amount: dollarsOf('amount'),
      StartDate: moment('start_time'),
      EndDate: moment('end_time'),
      NextExpenseDate: moment('next_expense_time'),
    },
    made: ({ now }) => ({ start_time: new Date(now).toISOString(), amount: 0 }),
  }),
  SavedFilter: storedView({
    table: 'reports',
    fields: {
      FilterName: property('name'),
      ReportStoredName: shown(({ fields }) => (fields['table'] === 'companies' ? 'CompanySearch' : 'PersonSearch')),
      UserId: shown(({ fields }) => Number(asList(fields['user_ids'])?.[0]) || 1),
    },
  }),
};
