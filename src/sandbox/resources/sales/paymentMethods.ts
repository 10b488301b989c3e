import { badRequest } from '../../errors.ts';
import { hash } from '../../example/random.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject } from '../../request.ts';
import { iso } from '../../seed/dice.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { pickFields, recordOf, referredId, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { named, type Resource, replyRecords, type Showing, usual } from '../resource.ts';

const READERS: Readers<StoredRecord> = {
  ...{ payment_method_id: ({ id }) => id, credit_card_id: ({ id }) => id },
  ...{ since_time: ({ created }) => created, until_time: ({ created }) => created },
};

/** Cards of contacts, of whose numbers nothing is known but the last four digits. */
export const PAYMENT_METHODS: Resource = {
  name: 'Payment method',
  table: 'paymentMethods',
  readers: READERS,
  parents: { contact_id: { table: 'contacts', name: 'Contact', field: 'contact_id' } },
  shown: (method, { request }) => paymentMethodShown(method, request.now),
};

function paymentMethodShown({ id, fields }: StoredRecord, now: number): Fields {
  return {
    ...{ payment_method_id: id, credit_card_id: id, payment_method_type: 'CARD' },
    card_info: pickFields(fields, [
      ...['brand', 'fingerprint', 'card_type', 'last_four', 'expiration_year', 'expiration_month'],
    ]),
    status: isExpired({ fields }, now) ? 'EXPIRED' : undefined,
  };
}

/** A payment method within what it paid; undefined for one that is gone. */
export function paymentMethodOf(id: unknown, { account, request }: Showing): Fields | undefined {
  const method = account.tables.paymentMethods.get(Number(id));
  return method && { ...method.fields, created_time: method.created, ...paymentMethodShown(method, request.now) };
}

/** Cards hold until their month is over. */
export function isExpired({ fields }: Pick<StoredRecord, 'fields'>, now: number): boolean {
  const year = Number(fields['expiration_year']);
  const month = Number(fields['expiration_month']);
  return now >= Date.UTC(year, month);
}

/** The payment methods that are in use, of one contact or of all. */
export function methodsInUse({ tables }: Account, contactId?: number): StoredRecord[] {
  const { paymentMethods } = tables;
  const methods = contactId === undefined ? [...paymentMethods] : paymentMethods.referring('contact_id', contactId);
  return methods.filter(({ fields }) => fields['is_inactive'] !== true);
}

/**
 * The payment method that a body wants charged.
 * @throws RefusalError 400 for another contact's, an inactive one and one that is not there
 */
export function chargeable(id: unknown, contactId: number, { tables }: Account, name: string): StoredRecord {
  const method = tables.paymentMethods.get(Number(id));
  if (!method || method.fields['contact_id'] !== contactId) {
    badRequest(`${name} ${id} is no payment method of contact ${contactId}`);
  }
  if (method.fields['is_inactive'] === true) badRequest(`${name} ${id} is inactive`);
  return method;
}

/** Payment methods in v2. */
export const PAYMENT_METHOD_HANDLERS: Handlers = {
  'v2:listPaymentMethods': (request, account) =>
    replyRecords(PAYMENT_METHODS, methodsInUse(account), { request, account }),
  'v2:listPaymentMethods_1': (request, account) => {
    const { id } = recordOf(account.tables.contacts, 'Contact', request, 'contact_id');
    return replyRecords(PAYMENT_METHODS, methodsInUse(account, id), { request, account });
  },
  ...usual(PAYMENT_METHODS, { delete: 'v2:deletePaymentMethod' }),
  'v2:deactivatePaymentMethod': (request, account) => {
    const method = named(PAYMENT_METHODS, request, account);
    account.tables.paymentMethods.change(method, { is_inactive: true }, timeOf(request));
    return reply(request);
  },
  // The key lives for one session of Keap's own form, so nothing is kept of it.
  'v2:createPaymentMethodConfig': (request, account) => {
    const { contact_id } = bodyObject(request);
    const id = referredId(account.tables.contacts, contact_id, 'contact_id') ?? badRequest('contact_id is required');
    return reply(request, { session_key: `session_${id}_${hash(`${id} ${iso(request.now)}`).toString(36)}` });
  },
};
