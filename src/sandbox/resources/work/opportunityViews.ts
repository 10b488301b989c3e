import { asString } from '../../../keap/json.ts';
import type { Readers } from '../../query/select.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { CONTACT_READERS } from '../contacts/contactReaders.ts';
import { briefContact } from '../contacts/contactViews.ts';
import { leadSourceName } from '../leads/leadSources.ts';
import type { Showing } from '../resource.ts';
import { stageDetails } from './opportunityStages.ts';

type Reader = Readers<StoredRecord>[string];

/** Whom an opportunity is with. */
export function contactOf({ tables }: Account, { fields }: StoredRecord): StoredRecord | undefined {
  return tables.contacts.get(Number(fields['contact_id']));
}

function fromContact(name: string): (account: Account) => Reader {
  const read = CONTACT_READERS[name];
  return (account) => (opportunity) => {
    const contact = contactOf(account, opportunity);
    return contact && read?.(contact);
  };
}

/** What filters and orders of opportunities go by that their contacts know. */
export const OPPORTUNITY_JOINS = {
  contact_phone: fromContact('phone_number'),
  contact_city: fromContact('city'),
  contact_state: fromContact('state'),
  contact_name: (account) => (opportunity) => {
    const contact = contactOf(account, opportunity);
    return contact && fullName(contact);
  },
  lead_source_name: (account) => (opportunity) => leadSourceName(account, contactOf(account, opportunity)),
} satisfies Readonly<Record<string, (account: Account) => Reader>>;

function fullName(contact: StoredRecord): string {
  const { given_name = '', family_name = '' } = briefContact(contact);
  return `${given_name} ${family_name}`.trim();
}

/** The name of the company an opportunity's contact works for. */
export function companyName({ tables }: Account, { fields }: StoredRecord): string | undefined {
  return asString(tables.companies.get(Number(fields['company_id']))?.fields['company_name'] ?? fields['company_name']);
}

function contactIn(account: Account, contact: StoredRecord): Fields {
  const { email, given_name, family_name } = briefContact(contact);
  return {
    ...{ id: contact.id, email, first_name: given_name, last_name: family_name },
    ...{ company_name: companyName(account, contact), job_title: contact.fields['job_title'] },
    phone_number: [CONTACT_READERS['phone_number']?.(contact)].flat()[0],
    city: CONTACT_READERS['city']?.(contact),
    state: CONTACT_READERS['state']?.(contact),
  };
}

/** An opportunity's contact, stage and user, of which lists in v1 know less. */
export function partiesOf(opportunity: StoredRecord, { account }: Showing, isBrief = false): Fields {
  const { contact_id, stage_id, user_id } = opportunity.fields;
  const contact = contactOf(account, opportunity);
  const stage = account.tables.opportunityStages.get(Number(stage_id));
  const user = account.tables.users.get(Number(user_id));
  return {
    contact: contact ? contactIn(account, contact) : { id: contact_id },
    stage: {
      ...{ id: stage_id, name: stage?.fields['name'] },
      ...(stage && !isBrief ? { details: stageDetails(stage), reasons: stage.fields['reasons'] ?? [] } : {}),
    },
    user: user && { id: user.id, first_name: user.fields['given_name'], last_name: user.fields['family_name'] },
  };
}

/** Whether an opportunity is still open, as its stage tells. */
export function statusOf({ fields }: StoredRecord, { account }: Showing): Fields {
  const stage = account.tables.opportunityStages.get(Number(fields['stage_id']));
  if (stage?.fields['end_stage'] !== true) return { status: 'Active', status_id: 1 };
  return Number(stage.fields['probability']) > 0 ? { status: 'Won', status_id: 2 } : { status: 'Lost', status_id: 3 };
}
