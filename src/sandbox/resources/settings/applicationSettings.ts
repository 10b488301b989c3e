import { asObject, asStrings } from '../../../keap/json.ts';
import { listParameter } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { reply, replyList } from '../reply.ts';
import { businessProfile } from './businessProfile.ts';
import { CONTACT_WORDS } from './optionWords.ts';

/** What the application is about, which follows the business profile. */
function application(account: Account): Fields {
  const { fields } = businessProfile(account);
  const address = asObject(fields['address']) ?? {};
  return {
    company: {
      ...fields,
      street_address_1: address['line1'],
      street_address_2: address['line2'],
      city: address['locality'],
      state: address['region'],
      zip: address['postal_code'] ?? address['zip_code'],
      country: address['country_code'],
      web_logo_url: fields['logo_url'],
    },
    time_zone: fields['time_zone'],
    default_view_locale: fields['language_tag'],
    features_enabled: { marketing: true },
  };
}

const ACTIVITY = { appointment_types: 'Call,Email,Meeting,Other', share_opportunity_with_related_user: false };

/** The stages there are, by what they mean for a deal. */
function opportunity({ tables }: Account): Fields {
  const stages = [...tables.opportunityStages]
    .map(({ fields }) => fields)
    .sort((a, b) => Number(a['order']) - Number(b['order']));
  const active = stages.filter((stage) => stage['end_stage'] !== true);
  const ends = stages.filter((stage) => stage['end_stage'] === true);
  const win = ends.find((stage) => Number(stage['probability']) > 0);
  const loss = ends.find((stage) => stage !== win);
  const reasons = (stage: Fields | undefined) => asStrings(stage?.['reasons'])?.join(',');
  return {
    default_stage: active[0]?.['name'],
    states: {
      active: { stages: active.map((stage) => stage['name']).join(',') },
      win: { stage: win?.['name'], reasons: reasons(win) },
      loss: { stage: loss?.['name'], reasons: reasons(loss) },
    },
  };
}

/** The modules of the configuration besides the application itself, by the names both versions have for them. */
function modules(account: Account): Readonly<Record<string, Fields>> {
  const { currency_code } = businessProfile(account).fields;
  return {
    affiliate: {
      commission: { levels: 2, calculation_type: 'Percent', participant_types: 'Customer,Partner' },
      choose_affiliate: false,
      display_affiliate_ip_address: false,
      do_not_notify_affiliate: false,
      skip_pay_if_unused: true,
      use_referral_history_if_no_tracking_cookie: true,
    },
    appointment: ACTIVITY,
    contact: {
      ...Object.fromEntries(Object.entries(CONTACT_WORDS).map(([name, words]) => [name, words.join(',')])),
      address_labels: { line_1: 'Billing', line_2: 'Shipping', line_3: 'Other' },
      default_new_contact_form: 'Standard',
      disable_contact_edit_in_client_login: false,
    },
    ecommerce: {
      currency: currency_code,
      credit_card_types: 'American Express,Discover,MasterCard,Visa',
      payment_types: 'Cash,Check,Credit Card,Money Order',
      default_country: 'United States',
      default_to_auto_charge: true,
      default_charge_max_retry_attempts: 3,
      default_number_of_days_between_charge_attempts: 2,
      merchant_account_max_retry_attempts: 3,
      track_cost_per_unit: false,
      track_inventory: true,
    },
    email: { append_contact_key_to_links: true, whitelisted_domains: 'example.com,example.org' },
    forms: { spam_filters_enabled: true },
    fulfillment: { default_message_to: 'fulfilment@example.com', default_message_fields: 'Name,Address' },
    invoice: { tax_label: 'Tax' },
    note: ACTIVITY,
    opportunity: opportunity(account),
    task: ACTIVITY,
    template: { default_country_code: 1, default_user_id: 1 },
  };
}

/** The configuration of the application: all of it in v1; in v2 the application itself and what is asked for. */
export const APPLICATION_HANDLERS: Handlers = {
  'v2:getApplicationConfigurations': (request, account) => {
    const asked = (listParameter(request.query, 'fields') ?? []).map((name) => name.toLowerCase());
    const found = Object.entries(modules(account)).filter(([name]) => asked.includes(name));
    return reply(request, { application: application(account), ...Object.fromEntries(found) });
  },
  'v1:getConfigurationUsingGET': (request, account) =>
    reply(request, { application: application(account), ...modules(account) }),
};

/** What nobody can change by the API. */
export const FIXED_APPLICATION_HANDLERS: Handlers = {
  'v2:isApplicationEnabled': (request) => reply(request, { isEnabled: true }),
  'v1:getApplicationEnabledUsingGET': (request) => reply(request, { value: 'true' }),
  'v2:getContactOptionTypes': (request) => replyList(request, CONTACT_WORDS.contact_types),
  'v1:getContactOptionTypesUsingGET': (request) => reply(request, { value: CONTACT_WORDS.contact_types.join(',') }),
};
