import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asList, asObject, type JsonObject } from '../../../src/keap/json.ts';
import { keapClient } from '../keapClient.ts';
import { KEY } from '../sandboxSupport.ts';
import { sentRequests, valuesIn } from './sentRequests.ts';

const now = Date.UTC(2026, 10, 20, 12);
const { sent, refused, made, filtered, origin } = sentRequests({ clock: () => now });

/** The first contact, whose first card is good for years. */
const CONTACT = '1';
const CARD = '1';

const newOrder = (price: number, contact = CONTACT) =>
  made('/v2/orders', {
    ...{ contact_id: contact, order_title: 'To pay', order_type: 'ONLINE', order_time: '2026-11-19T10:00:00.000Z' },
    order_items: [{ product_id: '1', quantity: 1, price_per_unit: price }],
  });

const CARD_BODY = {
  ...{ card_number: '4111 1111 1111 1111', card_type: 'Visa', name_on_card: 'Noor Haddad', verification_code: '737' },
  ...{ expiration_month: '08', expiration_year: '2031', email_address: 'noor@example.com' },
};

describe('Payments of the sandbox', () => {
  it('settle an order bit by bit, with a transaction each, in both versions', async () => {
    const id = await newOrder(100);
    const path = `/v2/orders/${id}/payments`;
    const cash = {
      payment_method_type: 'Cash',
      payment_amount: 30.5,
      apply_to_commissions: true,
      notes: 'At the door',
    };
    const first = await sent(201, 'POST', path, { ...cash, payment_time: '2026-11-01T10:00:00.000Z' });
    assert.deepEqual([first.at('payment_amount'), first.at('payment_status_message')], [30.5, 'APPROVED']);
    const partly = await sent(200, 'GET', `/v2/orders/${id}`);
    assert.deepEqual([partly.at('status'), partly.at('total_paid', 'amount')], ['DRAFT', 3050]);
    assert.equal(partly.at('invoice_id'), first.at('invoice_id'));

    const body = {
      charge_now: true,
      credit_card_id: Number(CARD),
      payment_amount: '69.50',
      apply_to_commissions: false,
    };
    const second = await sent(201, 'POST', `/v1/orders/${id}/payments`, body);
    const paid = await sent(200, 'GET', `/v1/orders/${id}`);
    assert.deepEqual([paid.at('status'), paid.at('total_paid'), paid.at('total_due')], ['PAID', 100, 100]);

    const listed = await sent(200, 'GET', path);
    assert.deepEqual(valuesIn(listed, 'invoice_order_payments', 'amount'), [30.5, 69.5]);
    assert.deepEqual(valuesIn(listed, 'invoice_order_payments', 'pay_status'), ['MANUAL_PAID', 'APPROVED']);
    assert.deepEqual(valuesIn(listed, 'invoice_order_payments', 'skip_commission'), [false, true]);
    assert.equal(listed.at('invoice_order_payments', 0, 'pay_time'), '2026-11-01T10:00:00.000Z');
    assert.equal(listed.at('invoice_order_payments', 0, 'note'), 'At the door');
    const v1 = await sent(200, 'GET', `/v1/orders/${id}/payments`);
    assert.deepEqual(
      asList(v1.json)?.map((payment) => asObject(payment)?.['amount']),
      [30.5, 69.5],
    );

    const all = await filtered('/v2/sales/payments', `order_id==${id}`);
    assert.deepEqual(valuesIn(all, 'payments', 'type'), ['Cash', 'Credit Card']);
    assert.equal(all.at('payments', 1, 'payment_method', 'payment_method_id'), CARD);
    const transactions = await sent(200, 'GET', `/v1/orders/${id}/transactions`);
    assert.deepEqual(valuesIn(transactions, 'transactions', 'amount'), [30.5, 69.5]);
    assert.equal(transactions.at('transactions', 1, 'id'), second.at('transaction_id'));
    const one = await sent(200, 'GET', `/v1/transactions/${second.at('transaction_id')}`);
    assert.deepEqual([one.at('order_ids'), one.at('orders', 0, 'id')], [id, Number(id)]);
    await refused(400, /transactions/, 'DELETE', `/v2/orders/${id}`);
  });

  it('are refused beyond the balance, by nothing and by another’s card', async () => {
    const id = await newOrder(10);
    const pay = (more: object) =>
      ['POST', `/v2/orders/${id}/payments`, { apply_to_commissions: true, ...more }] as const;
    await refused(400, /balance/, ...pay({ payment_amount: 10.01, payment_method_type: 'Check' }));
    await refused(400, /greater than 0/, ...pay({ payment_amount: 0, payment_method_id: CARD }));
    await refused(
      400,
      /payment_method_type must be one of/,
      ...pay({ payment_amount: 1, payment_method_type: 'Gold' }),
    );
    await refused(400, /payment_method_id or/, ...pay({ payment_amount: 1 }));
    await refused(400, /no payment method of contact 1/, ...pay({ payment_amount: 1, payment_method_id: '2' }));
    const charge = { charge_now: true, payment_amount: '1' };
    await refused(400, /credit_card_id is required/, 'POST', `/v1/orders/${id}/payments`, charge);
    assert.deepEqual((await sent(200, 'GET', `/v2/orders/${id}/payments`)).list('invoice_order_payments'), []);
  });

  it('leave a failed transaction and nothing paid where the card has expired', async () => {
    const contact = await made('/v2/contacts', {
      family_name: 'Late',
      email_addresses: [{ email: 'late@example.com', field: 'EMAIL1' }],
    });
    const card = { ...CARD_BODY, expiration_year: '2026', expiration_month: '10' };
    const added = await sent(201, 'POST', `/v1/contacts/${contact}/creditCards`, card);
    const methods = await sent(200, 'GET', `/v2/contacts/${contact}/paymentMethods`);
    assert.equal(methods.at('records', 0, 'status'), 'EXPIRED');
    const id = await newOrder(10, contact);
    const body = { payment_method_id: String(added.at('id')), payment_amount: 10, apply_to_commissions: true };
    const result = await sent(201, 'POST', `/v2/orders/${id}/payments`, body);
    assert.match(String(result.at('payment_status_message')), /DECLINED/);
    assert.equal(result.at('id'), undefined);
    assert.equal((await sent(200, 'GET', `/v2/orders/${id}`)).at('total_paid', 'amount'), 0);
    const [transaction] = (await filtered('/v2/sales/transactions', `order_id==${id}`)).list('transactions');
    assert.deepEqual([transaction?.['status'], transaction?.['is_successful']], ['FAILED', false]);
  });

  it('match orders and transactions from the start', () => {
    const { pages } = keapClient(400);
    const payments = pages('/v2/sales/payments', 1000);
    const transactions = pages('/v2/sales/transactions', 1000);
    const sum = (of: readonly JsonObject[]) =>
      Math.round(of.reduce((total, { amount }) => total + Number(amount) * 100, 0));
    for (const order of pages('/v2/orders', 1000)) {
      const own = payments.filter(({ order_ids }) => asList(order_ids)?.includes(order['id']));
      const [paid, refunded] = ['total_paid', 'refund_total'].map((name) => Number(asObject(order[name])?.['amount']));
      assert.equal(sum(own), (paid ?? 0) - (refunded ?? 0), `order ${order['id']}`);
      const moved = transactions.filter(
        (each) => each['is_successful'] && asList(each['order_ids'])?.includes(order['id']),
      );
      assert.deepEqual(
        moved.map(({ payment_id }) => payment_id),
        own.map(({ id }) => id),
      );
    }
    const refund = payments.find(({ amount }) => Number(amount) < 0);
    assert.ok(payments.some(({ refund_payment_id }) => refund_payment_id === refund?.['id']));
  });

  it('and transactions are filtered and sorted as the whole lists say', () => {
    const { pages } = keapClient(400);
    const expects = (path: string, key: string) => {
      const all = pages(path, 1000);
      return (filter: string, fits: (record: JsonObject) => boolean) => {
        const found = pages(`${path}?filter=${encodeURIComponent(filter)}`, 1000).map((record) => record[key]);
        assert.deepEqual(
          found,
          all.filter(fits).map((record) => record[key]),
          filter,
        );
        assert.ok(found.length > 0 && found.length < all.length, filter);
      };
    };
    const moment = '2026-05-01T00:00:00.000Z';
    const payments = expects('/v2/sales/payments', 'id');
    payments('id>=9', ({ id }) => Number(id) >= 9);
    payments('ids==2,4', ({ id }) => id === '2' || id === '4');
    payments('amount>100', ({ amount }) => Number(amount) > 100);
    payments('order_ids==3,4', ({ order_ids }) => ['3', '4'].includes(String(order_ids)));
    payments('contact_id==1', ({ contact_id }) => contact_id === '1');
    payments(`since_time==${moment}`, ({ payment_time }) => String(payment_time) >= moment);
    payments(`until_time==${moment}`, ({ payment_time }) => String(payment_time) <= moment);
    payments('merchant_account_id==2', ({ merchant_account_id }) => merchant_account_id === '2');
    payments('merchant_account_type==KEAP_PAY', ({ merchant_account_type }) => merchant_account_type === 'KEAP_PAY');
    const transactions = expects('/v2/sales/transactions', 'transaction_time');
    transactions('amount<=50', ({ amount }) => Number(amount) <= 50);
    transactions('status==FAILED', ({ status }) => status === 'FAILED');
    transactions('is_successful==false', ({ is_successful }) => is_successful === false);
    transactions('transaction_method==REFUND', ({ transaction_method }) => transaction_method === 'REFUND');
    transactions(`since_time==${moment}`, ({ transaction_time }) => String(transaction_time) >= moment);
    const paid = expects('/v2/orders/4/payments', 'id');
    const [first] = pages('/v2/orders/4/payments', 10);
    paid(`payment_id==${first?.['payment_id']}`, ({ id }) => id === first?.['id']);
    assert.equal(pages('/v2/orders/4/payments?filter=invoice_id%3D%3D10004', 10).length, 2);
    assert.equal(pages('/v2/orders/4/payments?filter=pay_status%3D%3DREFUNDED', 10).length, 0);
    for (const [path, field] of [
      ['payments', 'payment_time'],
      ['payments', 'amount'],
      ['transactions', 'amount'],
    ] as const) {
      const sorted = pages(`/v2/sales/${path}?order_by=${field}%20asc`, 1000).map((record) => record[field]);
      assert.deepEqual(
        sorted,
        sorted.toSorted((a, b) => (Number(a) || Date.parse(String(a))) - (Number(b) || Date.parse(String(b)))),
      );
    }
  });
});

describe('Cards of the sandbox', () => {
  it('are cut to their last four digits, wherever they show', async () => {
    const added = await sent(201, 'POST', '/v1/contacts/2/creditCards', CARD_BODY);
    assert.deepEqual([added.at('contact_id'), added.at('validation_status')], [2, 'Good']);
    const v1 = await sent(200, 'GET', '/v1/contacts/2/creditCards');
    const card = asObject(asList(v1.json)?.at(-1));
    assert.deepEqual([card?.['card_number'], card?.['id']], ['XXXXXXXXXXXX1111', added.at('id')]);
    const v2 = await sent(200, 'GET', '/v2/contacts/2/paymentMethods');
    assert.equal(v2.at('records', 0, 'card_info', 'last_four'), '1111');
    assert.equal(v2.at('records', 0, 'card_info', 'expiration_year'), '2031');
    const snapshot = await (await fetch(`${origin()}/sandbox/snapshot`, { headers: { 'X-Keap-API-Key': KEY } })).text();
    assert.match(snapshot, /"last_four":"1111"/);
    for (const text of [added.text, v1.text, v2.text, snapshot]) {
      assert.doesNotMatch(text, /4111 ?1111|verification_code|"737"/);
    }
  });

  it('with a wrong number are kept as invalid', async () => {
    const wrong = { ...CARD_BODY, card_number: '4111111111111112' };
    const added = await sent(201, 'POST', '/v1/contacts/6/creditCards', wrong);
    assert.deepEqual(
      [added.at('validation_status'), added.at('validation_message')],
      ['Invalid', 'The card number is not valid'],
    );
  });

  it('vanish from lists when deactivated or deleted, and cannot be charged', async () => {
    const first = String((await sent(201, 'POST', '/v1/contacts/8/creditCards', CARD_BODY)).at('id'));
    const second = String((await sent(201, 'POST', '/v1/contacts/8/creditCards', CARD_BODY)).at('id'));
    const ids = async () =>
      valuesIn(await sent(200, 'GET', '/v2/contacts/8/paymentMethods'), 'records', 'payment_method_id');
    assert.deepEqual(await ids(), [first, second]);
    await sent(404, 'POST', `/v2/contacts/9/paymentMethods/${first}:deactivate`);
    await sent(204, 'POST', `/v2/contacts/8/paymentMethods/${first}:deactivate`);
    assert.deepEqual(await ids(), [second]);
    const body = { payment_method_id: first, payment_amount: 1, apply_to_commissions: true };
    await refused(400, /inactive/, 'POST', `/v2/orders/${await newOrder(1, '8')}/payments`, body);
    await sent(204, 'DELETE', `/v2/contacts/8/paymentMethods/${second}`);
    assert.deepEqual(await ids(), []);
    assert.deepEqual((await filtered('/v2/paymentMethods', 'contact_id==8')).list('payment_methods'), []);
    await sent(404, 'DELETE', `/v2/contacts/8/paymentMethods/${second}`);
  });

  it('go with their contact', async () => {
    const contact = await made('/v2/contacts', {
      family_name: 'Goes',
      email_addresses: [{ email: 'goes@example.com', field: 'EMAIL1' }],
    });
    const card = (await sent(201, 'POST', `/v1/contacts/${contact}/creditCards`, CARD_BODY)).at('id');
    const found = () => filtered('/v2/paymentMethods', `payment_method_id==${card}`);
    assert.equal((await found()).list('payment_methods').length, 1);
    await sent(204, 'DELETE', `/v1/contacts/${contact}`);
    assert.equal((await found()).list('payment_methods').length, 0);
  });

  it('are filtered and sorted in the list of all', () => {
    const { pages } = keapClient(400);
    const all = pages('/v2/paymentMethods', 1000);
    const found = (filter: string) => pages(`/v2/paymentMethods?filter=${encodeURIComponent(filter)}`, 1000);
    const moment = '2026-01-01T00:00:00.000Z';
    assert.deepEqual(
      found('merchant_account_id==2'),
      all.filter((method) => method['merchant_account_id'] === '2'),
    );
    assert.deepEqual(
      found('credit_card_id==3'),
      all.filter((method) => method['credit_card_id'] === '3'),
    );
    assert.deepEqual(
      found(`since_time==${moment}`),
      all.filter((method) => String(method['created_time']) >= moment),
    );
    const times = pages('/v2/paymentMethods?order_by=created_time%20desc', 1000).map(({ created_time }) =>
      String(created_time),
    );
    assert.deepEqual(times, times.toSorted().reverse());
  });

  it('are entered in a form with a key for a contact', async () => {
    const config = await sent(200, 'POST', '/v2/paymentMethodConfigs', { contact_id: '3' });
    assert.match(String(config.at('session_key')), /^session_/);
    await refused(400, /contact_id 99999/, 'POST', '/v2/paymentMethodConfigs', { contact_id: '99999' });
  });
});

describe('Merchant accounts of the sandbox', () => {
  it('have one default, which can be moved', async () => {
    const merchants = await sent(200, 'GET', '/v2/merchants?order_by=name%20asc');
    assert.equal(merchants.at('default_merchant_account_id'), '1');
    assert.deepEqual(valuesIn(merchants, 'merchant_accounts', 'id'), ['4', '1', '3', '2']);
    await sent(200, 'POST', '/v2/sales/merchants/2:setDefault');
    assert.equal((await sent(200, 'GET', '/v2/merchants')).at('default_merchant_account_id'), '2');
    const v1 = await sent(200, 'GET', '/v1/merchants');
    assert.deepEqual([v1.at('default_merchant_account'), v1.list('merchant_accounts').length], [2, 4]);
    await sent(404, 'POST', '/v2/sales/merchants/99:setDefault');
    await sent(200, 'POST', '/v2/sales/merchants/1:setDefault');
    assert.deepEqual(valuesIn(await filtered('/v2/merchants', 'type==STRIPE'), 'merchant_accounts'), ['2']);
  });

  it('ship', async () => {
    const methods = await sent(200, 'GET', '/v2/shipping');
    assert.deepEqual(valuesIn(methods, 'shipping_methods', 'name'), ['Standard', 'Express', 'Übersee', 'Pick-up']);
  });
});
