import { asObject } from '../../../keap/json.ts';
import { badRequest, notFound } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { addressV1 } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { masked, pickFields, timeOf } from '../records.ts';
import { reply } from '../reply.ts';

/** What the account says of the business that owns it. */
export function businessProfile({ tables }: Account): StoredRecord {
  return tables.businessProfiles.get(1) ?? notFound('Business profile', 1);
}

/** What both versions take. */
const NAMES = [
  ...['name', 'email', 'website', 'phone', 'address', 'currency_code', 'business_goals', 'business_primary_color'],
  'business_secondary_color',
] as const;

/** What v1 takes besides. */
const NAMES_V1 = [...NAMES, 'business_type', 'language_tag', 'logo_url', 'phone_ext', 'time_zone'] as const;

function profileV1({ fields }: StoredRecord): Fields {
  const address = asObject(fields['address']);
  return { ...fields, address: address && { field: 'BILLING', ...addressV1(address) } };
}

/** The profile of the business under both its names. */
export const BUSINESS_PROFILE_HANDLERS: Handlers = {
  'v2:getBusinessProfile': (request, account) => reply(request, businessProfile(account).fields),
  'v2:updateBusinessProfile': (request, account) => {
    const values = pickFields(masked(bodyObject(request), request), NAMES);
    if ('name' in values && !values['name']) badRequest('name is required');
    const { businessProfiles } = account.tables;
    return reply(request, businessProfiles.change(businessProfile(account), values, timeOf(request)).fields);
  },
  'v1:getAccountProfileUsingGET': (request, account) => reply(request, profileV1(businessProfile(account))),
  // Replaces the profile: what the body leaves out is gone, but for the name.
  'v1:updateAccountInfoUsingPUT': (request, account) => {
    const before = businessProfile(account);
    const given = pickFields(bodyObject(request), NAMES_V1);
    const nothing = Object.fromEntries(NAMES_V1.map((name) => [name, undefined]));
    const address = asObject(given['address']);
    const values = {
      ...nothing,
      ...given,
      name: given['name'] || before.fields['name'],
      // v2 knows one name for both kinds of code.
      address: address && { postal_code: address['zip_code'], ...address },
    };
    return reply(request, profileV1(account.tables.businessProfiles.change(before, values, timeOf(request))));
  },
};
