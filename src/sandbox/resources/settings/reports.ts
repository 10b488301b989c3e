import { asList, asNumber, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { parseOrder } from '../../query/filter.ts';
import { readPageRequest, writeToken } from '../../query/paging.ts';
import { selectPage } from '../../query/select.ts';
import { listParameter, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { RecordType } from '../../store/customField.ts';
import type { StoredRecord } from '../../store/table.ts';
import { briefCompany } from '../companies/companies.ts';
import { briefContact } from '../contacts/contactViews.ts';
import { customContent } from '../customFields/values.ts';
import type { Handlers } from '../handler.ts';
import { reply } from '../reply.ts';
import { named, type Resource, usual } from '../resource.ts';

/** Saved searches. They are made in the application; the API only lists and runs them. */
const REPORTS: Resource = { name: 'Report', table: 'reports' };

/** A column of a report: how it is called and what stands in it, as text. */
interface Column {
  readonly name: string;
  readonly label: string;
  readonly read: (record: StoredRecord) => string | undefined;
}

const OF_EVERY_RECORD: readonly Column[] = [
  { name: 'Id', label: 'ID', read: ({ id }) => String(id) },
  { name: 'DateCreated', label: 'Created', read: ({ created }) => created },
  { name: 'LastUpdated', label: 'Last updated', read: ({ updated }) => updated },
];

const OF_CONTACTS: readonly Column[] = [
  { name: 'FirstName', label: 'First name', read: (contact) => briefContact(contact).given_name },
  { name: 'LastName', label: 'Last name', read: (contact) => briefContact(contact).family_name },
  { name: 'Email', label: 'Email', read: (contact) => briefContact(contact).email },
  property('JobTitle', 'Job title', 'job_title'),
  property('ContactType', 'Person type', 'contact_type'),
  property('OwnerID', 'Owner ID', 'owner_id'),
];

const OF_COMPANIES: readonly Column[] = [
  { name: 'Company', label: 'Company', read: (company) => briefCompany(company).company_name },
  { name: 'Email', label: 'Email', read: (company) => briefCompany(company).email },
  property('Website', 'Website', 'website'),
];

function property(name: string, label: string, field: string): Column {
  return { name, label, read: ({ fields }) => asString(fields[field]) ?? asNumber(fields[field])?.toString() };
}

function isAboutCompanies(report: StoredRecord): boolean {
  return report.fields['table'] === 'companies';
}

/** What a report knows of its records, their custom fields among it, each by its name after an underscore. */
function columnsOf(report: StoredRecord, account: Account): Column[] {
  const type: RecordType = isAboutCompanies(report) ? 'COMPANY' : 'CONTACT';
  const custom = account.customFields(type).map(({ id, field_name, label }) => ({
    name: `_${field_name}`,
    label,
    read: (record: StoredRecord) => [customContent(record, id)].flat().join(', ') || undefined,
  }));
  return [...OF_EVERY_RECORD, ...(isAboutCompanies(report) ? OF_COMPANIES : OF_CONTACTS), ...custom];
}

/** The records a report finds, as they are now. */
function found(report: StoredRecord, { tables }: Account): Iterable<StoredRecord> {
  const table = isAboutCompanies(report) ? tables.companies : tables.contacts;
  const [field, wanted] = asList(report.fields['where']) ?? [];
  return typeof field === 'string' ? [...table].filter(({ fields }) => fields[field] === wanted) : table;
}

/** The columns that a request asks for; all where it asks for none. @throws RefusalError 400 */
function asked(columns: readonly Column[], { query }: SandboxRequest): readonly Column[] {
  const names = listParameter(query, 'fields') ?? [];
  if (names.length === 0) return columns;
  return names.map((name) => {
    const column = columns.find((each) => each.name === name);
    return column ?? badRequest(`fields takes some of ${columns.map((each) => each.name).join(', ')}, not '${name}'`);
  });
}

/** What reports tell of the account as it is. */
export const REPORT_HANDLERS: Handlers = {
  'v2:retrieveReportModel': (request, account) =>
    reply(request, { fields: columnsOf(named(REPORTS, request, account), account) }),
  // A read, though a POST: the rows are those of this moment.
  'v2:runReport': (request, account) => {
    const report = named(REPORTS, request, account);
    const columns = columnsOf(report, account);
    const shown = asked(columns, request);
    const order = parseOrder(request.query.get('order_by') ?? '', { orderBy: columns.map(({ name }) => name) });
    const { from, size } = readPageRequest(request);
    const selection = {
      read: (field: string) => columns.find(({ name }) => name === field)?.read ?? (() => undefined),
      idOf: ({ id }: StoredRecord) => id,
    };
    const list = { clauses: [], ...(order && { order }) };
    const { items, next } = selectPage(found(report, account), list, selection, from, size);
    const results = items.map((record) => ({
      columns: shown.map(({ name, read }) => ({ field_name: name, value: read(record) ?? '' })),
    }));
    return reply(request, { results, page_token: writeToken(next, request) });
  },
};

/** Which reports there are. */
export const FIXED_REPORT_HANDLERS: Handlers = usual(REPORTS, {
  list: 'v2:listReports',
  get: 'v2:retrieveReport',
});
