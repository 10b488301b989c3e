import { asBoolean, asString } from '../../../keap/json.ts';
import { notFound } from '../../errors.ts';
import { among, type Selection } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { sameText, timeOf } from '../records.ts';
import { reply, replyPage } from '../reply.ts';

/** An address with its status: one part of a contact, or a record of its own where no contact has it. */
interface Address {
  /** Ascending in the order of the list, and the same as long as the address stays where it is. */
  readonly id: number;
  readonly email: string;
  readonly fields: Fields;
  readonly created: string;
  readonly owner?: StoredRecord;
}

/** Behind the ids of all addresses that contacts have. */
const LONE = 10 ** 13;

/** Every address once, however many contacts have it: first those of contacts, then those nobody has. */
function* addresses({ tables }: Account): Generator<Address> {
  const seen = new Set<string>();
  for (const owner of tables.contacts) {
    for (const [index, fields] of parts(owner.fields, 'email_addresses').entries()) {
      const email = asString(fields['email']) ?? '';
      if (email === '' || seen.has(email.toLowerCase())) continue;
      seen.add(email.toLowerCase());
      yield { id: owner.id * 100 + index, email, fields, created: owner.created, owner };
    }
  }
  for (const { id, fields, created } of tables.emailAddresses) {
    const email = asString(fields['email']) ?? '';
    if (!seen.has(email.toLowerCase())) yield { id: LONE + id, email, fields, created };
  }
}

/** The latest of a kind of time among the mails that went to an address of a contact. */
function latest({ tables }: Account, { owner, email }: Address, name: string): string | undefined {
  const mails = owner ? tables.emails.referring('contact_id', owner.id) : [];
  const times = mails
    .filter(({ fields }) => sameText(fields['sent_to_address'], email))
    .flatMap(({ fields }) => asString(fields[name]) ?? []);
  return times.toSorted().at(-1);
}

function statusOf({ fields }: Address): string {
  return asString(fields['email_opt_status']) ?? 'UNENGAGED_NON_MARKETABLE';
}

function isOptedIn({ fields }: Address): boolean {
  return fields['is_opt_in'] === true;
}

function selection(account: Account): Selection<Address> {
  return {
    idOf: ({ id }) => id,
    read: among<Address>({
      emails: ({ email }) => email,
      statuses: statusOf,
      opted_in: isOptedIn,
      email: ({ email }) => email,
      status: statusOf,
      create_time: ({ created }) => created,
      last_click_time: (address) => latest(account, address, 'clicked_time'),
      last_open_time: (address) => latest(account, address, 'opened_time'),
      last_sent_time: (address) => latest(account, address, 'sent_time'),
    }),
  };
}

function view(account: Account, address: Address): Fields {
  return {
    email: address.email,
    opted_in: isOptedIn(address),
    status: statusOf(address),
    create_time: address.created,
    last_click_time: latest(account, address, 'clicked_time'),
    last_open_time: latest(account, address, 'opened_time'),
    last_sent_time: latest(account, address, 'sent_time'),
  };
}

/** The address a path names. @throws RefusalError 404 */
function namedAddress(account: Account, { path }: SandboxRequest): Address {
  const wanted = path['email'] ?? '';
  for (const address of addresses(account)) if (sameText(address.email, wanted)) return address;
  return notFound('Email address', wanted);
}

/** Statuses that a request may end in either direction; bounces, complaints and what a reader chose stay. */
const CHANGEABLE = ['UNENGAGED_MARKETABLE', 'UNENGAGED_NON_MARKETABLE', 'NON_MARKETABLE', 'MANUAL'];
const OPTED_IN = ['SINGLE_OPT_IN', 'DOUBLE_OPT_IN', 'CONFIRMED'];

/** What a request makes of a status: opting in makes it unconfirmed, opting out ends the opt-in by hand. */
function changed(before: string, { opted_in, reason }: Fields): Fields {
  if (asBoolean(opted_in) === true) {
    if (!CHANGEABLE.includes(before)) return {};
    return { email_opt_status: 'SINGLE_OPT_IN', is_opt_in: true, opt_in_reason: reason };
  }
  if (![...CHANGEABLE, ...OPTED_IN].includes(before)) return {};
  return { email_opt_status: 'MANUAL', is_opt_in: false, opt_in_reason: undefined };
}

/** Changes the status of an address wherever it stands. @throws RefusalError 404 */
function update(account: Account, request: SandboxRequest): Address {
  const address = namedAddress(account, request);
  const values = changed(statusOf(address), bodyObject(request));
  const { contacts, emailAddresses } = account.tables;
  const isMeant = ({ email }: Fields) => sameText(email, address.email);
  for (const contact of contacts) {
    const before = parts(contact.fields, 'email_addresses');
    if (!before.some(isMeant)) continue;
    const email_addresses = before.map((each) => (isMeant(each) ? { ...each, ...values } : each));
    contacts.change(contact, { email_addresses }, timeOf(request));
  }
  for (const lone of emailAddresses) {
    if (isMeant(lone.fields)) emailAddresses.change(lone, values, timeOf(request));
  }
  return namedAddress(account, request);
}

/** v1's words for the statuses of an address. */
const WORDS_V1: Readonly<Record<string, string>> = {
  UNENGAGED_MARKETABLE: 'Unengaged Marketable',
  SINGLE_OPT_IN: 'Unconfirmed',
  DOUBLE_OPT_IN: 'Confirmed (Legacy)',
  CONFIRMED: 'Confirmed',
  UNENGAGED_NON_MARKETABLE: 'Unengaged NonMarketable',
  NON_MARKETABLE: 'Non-marketable',
  LOCKDOWN: 'Lockdown',
  BOUNCE: 'Soft Bounce',
  HARD_BOUNCE: 'Hard Bounce',
  MANUAL: 'Opt-Out',
  ADMIN: 'Opt-Out: Admin',
  SYSTEM: 'Opt-Out: System',
  LIST_UNSUBSCRIBE: 'List Unsubscribe',
  FEEDBACK: 'Provided Feedback',
  SPAM: 'Reported Spam',
  INVALID: 'Invalid Email',
  DEACTIVATED: 'Deactivated/Delinquent Mailbox',
};

/** Whether the addresses of contacts may be written to, in both versions. */
export const EMAIL_ADDRESS_HANDLERS: Handlers = {
  'v2:listEmailAddressStatuses': (request, account) =>
    replyPage(request, addresses(account), selection(account), (address) => view(account, address)),
  'v2:getEmailAddressStatus': (request, account) => reply(request, view(account, namedAddress(account, request))),
  'v2:updateEmailAddressOptStatus': (request, account) => reply(request, view(account, update(account, request))),
  'v1:replaceEmailAddressUsingPUT': (request, account) => {
    const address = update(account, request);
    return reply(request, { email: address.email, opted_in: isOptedIn(address), status: WORDS_V1[statusOf(address)] });
  },
};
