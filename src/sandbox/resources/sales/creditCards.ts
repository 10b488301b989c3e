import { asString } from '../../../keap/json.ts';
import { hash } from '../../example/random.ts';
import { bodyObject } from '../../request.ts';
import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { compact, pickFields, recordOf, timeOf } from '../records.ts';
import { reply, replyList } from '../reply.ts';
import { defaultMerchant, merchantFields } from './merchants.ts';
import { methodsInUse } from './paymentMethods.ts';

const SHOWN = [
  ...['address', 'email_address', 'expiration_month', 'expiration_year', 'name_on_card'],
  ...['maestro_issue_number', 'maestro_start_date_month', 'maestro_start_date_year'],
] as const;

/** What is kept of a card's number: its end and whether it is one. The number itself is cut here and nowhere kept. */
function cutNumber(value: unknown): Fields {
  const digits = (asString(value) ?? '').replaceAll(/[ -]/g, '');
  const isNumber = /^\d{12,19}$/.test(digits) && hasCheckDigit(digits);
  return {
    last_four: /^\d{12,19}$/.test(digits) ? digits.slice(-4) : undefined,
    validation_status: isNumber ? 'Good' : 'Invalid',
    validation_message: isNumber ? undefined : 'The card number is not valid',
  };
}

/** Luhn's check, which every card number passes. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** Cards of contacts in v1: the payment methods that v2 lists. */
export const CREDIT_CARD_HANDLERS: Handlers = {
  'v1:listCreditCardsUsingGET': (request, account) => {
    const { id } = recordOf(account.tables.contacts, 'Contact', request, 'contactId');
    return replyList(
      request,
      methodsInUse(account, id).map((method) => ({
        id: method.id,
        payment_method_id: method.id,
        card_number: `XXXXXXXXXXXX${method.fields['last_four'] ?? 'XXXX'}`,
        card_type: method.fields['brand'],
        validation_status: method.fields['validation_status'],
      })),
    );
  },
  'v1:createCreditCardUsingPOST': (request, account) => {
    const { id: contact_id } = recordOf(account.tables.contacts, 'Contact', request, 'contactId');
    const body = bodyObject(request);
    const fields = {
      contact_id,
      ...merchantFields(defaultMerchant(account)),
      ...{ brand: body['card_type'], card_type: 'CREDIT' },
      ...pickFields(body, SHOWN),
      ...compact(cutNumber(body['card_number'])),
      // Of no digit of the number, or it could be guessed.
      fingerprint: `card_${hash(`${contact_id} ${timeOf(request)}`).toString(36)}`,
    };
    const { id, fields: kept } = account.tables.paymentMethods.insert(fields, timeOf(request));
    return reply(request, { ...kept, id, card_type: kept['brand'] });
  },
};
