import { resolveSchema } from '../../../keap/catalog/schema.ts';
import { asObject, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { showFields, showOptional } from '../../query/fields.ts';
import { type Readers, sorted } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { customContent } from '../contacts/contactParts.ts';
import { modelV1, modelV2 } from '../customFields/customFieldModels.ts';
import type { Handlers } from '../handler.ts';
import { masked, recordOf, sameText, timeOf, v1List, v2List } from '../records.ts';
import { COMPANY_OPTIONAL_V1, companyFromV1, companyFromV2, companyV1, companyV2 } from './companyViews.ts';

const READERS: Readers<StoredRecord> = {
  id: ({ id }) => id,
  company_id: ({ id }) => id,
  name: ({ fields }) => asString(fields['company_name']),
  company_name: ({ fields }) => asString(fields['company_name']),
  email: ({ fields }) => asString(asObject(fields['email_address'])?.['email']),
  city: ({ fields }) => asString(asObject(fields['address'])?.['locality']),
  state: ({ fields }) => asString(asObject(fields['address'])?.['region']),
  create_time: ({ created }) => created,
  date_created: ({ created }) => created,
  since_time: ({ updated }) => updated,
  until_time: ({ updated }) => updated,
};

function shownV1(company: StoredRecord, request: SandboxRequest): Fields {
  const known = resolveSchema({ $ref: '#/schemas/Company' }, request.catalog.schemas).properties ?? {};
  return showOptional(companyV1(company), request, COMPANY_OPTIONAL_V1, Object.keys(known));
}

function foundV1({ query }: SandboxRequest, account: Account): readonly StoredRecord[] {
  const name = query.get('company_name');
  const matching = account.companies.all().filter(({ fields }) => !name || sameText(fields['company_name'], name));
  const order = { field: query.get('order') || 'id', descending: query.get('order_direction') === 'DESCENDING' };
  return sorted(matching, order, READERS);
}

/** Companies in both versions; v1 cannot delete one. */
export const COMPANY_HANDLERS: Handlers = {
  'v2:listCompanies': (request, account) =>
    v2List(request, account.companies.all(), { readers: READERS, custom: customContent }, 'companies', (company) =>
      showFields(companyV2(account, company), request, []),
    ),
  'v2:createCompany': (request, account) => {
    const fields = companyFromV2(bodyObject(request), account);
    if (!asString(fields['company_name'])?.trim()) badRequest('company_name is required');
    return { status: 201, json: companyV2(account, account.companies.insert(fields, timeOf(request))) };
  },
  'v2:getCompany': (request, account) => {
    const company = recordOf(account.companies, 'Company', request, 'company_id');
    return { status: 200, json: showFields(companyV2(account, company), request, []) };
  },
  'v2:updateCompany': (request, account) => {
    const company = recordOf(account.companies, 'Company', request, 'company_id');
    const fields = companyFromV2(masked(bodyObject(request), request), account);
    return { status: 200, json: companyV2(account, account.companies.change(company, fields, timeOf(request))) };
  },
  'v2:deleteCompany': (request, account) => {
    account.removeCompany(recordOf(account.companies, 'Company', request, 'company_id').id, timeOf(request));
    return { status: 204 };
  },
  'v2:retrieveCompanyCustomFieldModel': (request, account) => ({
    status: 200,
    json: modelV2(request, account, 'companies'),
  }),
  'v1:listCompaniesUsingGET': (request, account) =>
    v1List(request, foundV1(request, account), 'companies', (company) => shownV1(company, request)),
  'v1:createCompanyUsingPOST': (request, account) => {
    const company = account.companies.insert(companyFromV1(bodyObject(request), account), timeOf(request));
    return { status: 201, json: shownV1(company, request) };
  },
  'v1:getCompanyUsingGET': (request, account) => ({
    status: 200,
    json: shownV1(recordOf(account.companies, 'Company', request, 'companyId'), request),
  }),
  'v1:updateCompanyUsingPATCH': (request, account) => {
    const company = recordOf(account.companies, 'Company', request, 'companyId');
    const fields = companyFromV1(bodyObject(request), account);
    return { status: 200, json: shownV1(account.companies.change(company, fields, timeOf(request)), request) };
  },
  'v1:retrieveCompanyModelUsingGET': (_request, account) => ({
    status: 200,
    json: modelV1(account, 'companies', COMPANY_OPTIONAL_V1),
  }),
};
