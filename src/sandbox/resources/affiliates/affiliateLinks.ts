import { asString } from '../../../keap/json.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, usual } from '../resource.ts';
import { programsIn } from './programResources.ts';

/** Addresses by which affiliates send people; v1 calls the code and the target otherwise. */
const AFFILIATE_LINKS: Resource = {
  name: 'Affiliate link',
  table: 'affiliateLinks',
  stored: (body, { account, before }) => {
    const given = pickFields(body, ['name', 'code', 'affiliate_id', 'website_address']);
    for (const name of ['name', 'code', 'website_address']) notBlank(given, name, before);
    const fields = withReferences(given, account, { affiliate_id: 'affiliates' });
    const { program_ids } = body;
    if (program_ids === undefined) return fields;
    const none = program_ids === null || (Array.isArray(program_ids) && program_ids.length === 0);
    return { ...fields, program_ids: none ? [] : programsIn(body, account, 'program_ids') };
  },
  shown: ({ fields }) => ({ local_url_code: fields['code'], redirect_url: fields['website_address'] }),
  queryV1: {
    equals: { affiliate_id: ({ fields }) => Number(fields['affiliate_id']) },
    orders: { name: ({ fields }) => asString(fields['name']) },
  },
};

/** Affiliate links in both versions. */
export const AFFILIATE_LINK_HANDLERS: Handlers = {
  ...usual(AFFILIATE_LINKS, {
    list: 'v2:listAffiliateLinks',
    create: 'v2:createRedirectLink',
    get: 'v2:getRedirectLink',
    update: 'v2:updateRedirectLink',
    delete: 'v2:deleteRedirectLink',
  }),
  ...usual(AFFILIATE_LINKS, { list: 'v1:listAffiliateRedirectLinksUsingGET' }),
};
