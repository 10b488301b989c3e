import { asList, asString, asStrings } from '../../../keap/json.ts';
import { briefContact } from '../../resources/contacts/contactViews.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { answered, numberIn, recordIn, textIn } from './arguments.ts';

/** Rows of a page of a saved search. */
const PAGE = 1_000;

/** A page of what a saved search finds, by the names of its columns. */
function run(args: Arguments, fields: readonly string[], context: XmlRpcContext) {
  const { id } = recordIn(args, 'savedSearchId', 'reports', context);
  recordIn(args, 'userId', 'users', context);
  const page = numberIn(args, 'pageNumber');
  if (page < 0) fault('InvalidParameter', 'pageNumber must be at least 0');
  const asked = fields.length > 0 ? `&fields=${encodeURIComponent(fields.join(','))}` : '';
  let token = '';
  for (let place = 0; ; place++) {
    const path = `/v2/reporting/reports/${id}:run?page_size=${PAGE}${asked}&page_token=${encodeURIComponent(token)}`;
    const { json } = context.rest('POST', path);
    const rows = asList(answered(json, 'results')) ?? [];
    token = asString(answered(json, 'page_token')) ?? asString(answered(json, 'next_page_token')) ?? '';
    if (place === page) return rows.map(rowOf);
    if (token === '') return [];
  }
}

function rowOf(row: unknown) {
  const columns = asList(answered(row, 'columns')) ?? [];
  return Object.fromEntries(
    columns.map((column) => [String(answered(column, 'field_name')), answered(column, 'value')]),
  );
}

/** Kinds of quick searches with their titles. */
const QUICK_SEARCHES: Readonly<Record<string, string>> = {
  FindPerson: 'Find a person',
  FindCompany: 'Find a company',
  FindOrder: 'Find an order',
};

/** What a quick search of a kind goes through: the id of each record and the text it is found by. */
function* searched(kind: string, { account }: XmlRpcContext): Generator<readonly [id: number, text: string]> {
  const { companies, contacts, orders } = account.tables;
  if (kind === 'FindPerson') {
    for (const contact of contacts) {
      const { given_name = '', family_name = '', email = '' } = briefContact(contact);
      yield [contact.id, `${given_name} ${family_name} (${email})`];
    }
  } else if (kind === 'FindCompany') {
    for (const { id, fields } of companies) yield [id, String(fields['company_name'])];
  } else if (kind === 'FindOrder') {
    for (const { id, fields } of orders) yield [id, `${id} ${fields['title']}`];
  } else
    fault('InvalidParameter', `quickSearchType must be one of ${Object.keys(QUICK_SEARCHES).join(', ')}, not ${kind}`);
}

/** Saved searches, and the search field of the application. */
export const SEARCH_METHODS: XmlRpcHandlers = {
  'SearchService.getAllReportColumns': (args, context) => {
    const { id } = recordIn(args, 'savedSearchId', 'reports', context);
    const { json } = context.rest('GET', `/v2/reporting/reports/${id}/model`);
    const fields = asList(answered(json, 'fields')) ?? [];
    return Object.fromEntries(
      fields.map((field) => [String(answered(field, 'name')), String(answered(field, 'label'))]),
    );
  },
  'SearchService.getSavedSearchResultsAllFields': (args, context) => run(args, [], context),
  'SearchService.getSavedSearchResults': (args, context) => run(args, asStrings(args['returnFields']) ?? [], context),
  'SearchService.getAvailableQuickSearches': (args, context) => {
    recordIn(args, 'userId', 'users', context);
    return QUICK_SEARCHES;
  },
  'SearchService.getDefaultQuickSearch': (args, context) => {
    recordIn(args, 'userId', 'users', context);
    return 'FindPerson';
  },
  'SearchService.quickSearch': (args, context) => {
    recordIn(args, 'userId', 'users', context);
    const wanted = textIn(args, 'searchData').toLowerCase();
    const size = Math.min(Math.max(numberIn(args, 'returnLimit'), 0), PAGE);
    const from = Math.max(numberIn(args, 'page'), 0) * size;
    const found: { Id: number; Name: string }[] = [];
    for (const [Id, Name] of searched(textIn(args, 'quickSearchType'), context)) {
      if (found.length >= from + size) break;
      if (Name.toLowerCase().includes(wanted)) found.push({ Id, Name });
    }
    return found.slice(from);
  },
};
