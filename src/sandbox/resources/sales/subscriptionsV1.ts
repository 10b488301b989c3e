import type { Handlers } from '../handler.ts';
import { compact } from '../records.ts';
import { type Resource, usual } from '../resource.ts';
import { defaultMerchant } from './merchants.ts';
import { SUBSCRIPTIONS, subscriptionFields } from './subscriptions.ts';

/** Subscriptions as v1 shows them, which calls payment methods credit cards and merchant accounts gateways. */
const SUBSCRIPTIONS_V1: Resource = {
  ...SUBSCRIPTIONS,
  queryV1: { equals: { contact_id: ({ fields }) => Number(fields['contact_id']) } },
  stored: ({ credit_card_id, payment_gateway_id, first_bill_date, ...body }, writing) =>
    subscriptionFields(
      {
        ...body,
        ...compact({
          payment_method_id: credit_card_id,
          merchant_account_id: payment_gateway_id,
          start_date: first_bill_date,
        }),
      },
      writing,
    ),
  shown: (subscription, showing) => {
    const { fields } = subscription;
    const shown = SUBSCRIPTIONS.shown?.(subscription, showing) ?? {};
    const gateway = fields['merchant_account_id'];
    return {
      ...shown,
      credit_card_id: shown['payment_method_id'],
      payment_gateway_id: gateway,
      use_default_payment_gateway: gateway === defaultMerchant(showing.account).id,
    };
  },
};

/** v1's subscriptions. */
export const SUBSCRIPTION_V1_HANDLERS: Handlers = usual(SUBSCRIPTIONS_V1, {
  list: 'v1:listSubscriptionsUsingGET',
  create: 'v1:createSubscriptionUsingPOST',
});
