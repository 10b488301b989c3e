import type { Operation } from '../catalog/operation.ts';
import { asList } from '../json.ts';
import { XML_RPC_PAGE } from '../paging.ts';
import type { ParameterInput } from '../request/draft.ts';
import type { Kind } from './kinds.ts';
import { type Listing, listingOf } from './listing.ts';
import { type AccountRecord, type Ask, type FetchOptions, type Pages, recordOf } from './recordFetch.ts';
import { tableOfKind } from './tableKinds.ts';

/** The methods that read rows of any table: many, and one. */
export const QUERIES_ROWS = 'xmlrpc:DataService.query';
export const READS_ROW = 'xmlrpc:DataService.load';

/** How the records of a kind are listed where XML-RPC alone can be asked. */
export interface RowListing extends Pick<Listing, 'id' | 'label' | 'detail'> {
  readonly table: string;
  /** The fields that hold the ids of the records it stands within, in the order of `Listing.within`. */
  readonly outer: readonly (string | undefined)[];
}

/** What people know a row of a table by: its name, and what tells it from others of the same. */
const NAMES: Readonly<Record<string, readonly [label: readonly string[], detail?: readonly string[]]>> = {
  Affiliate: [['AffName'], ['AffCode']],
  AffResource: [['Title'], ['ResourceType']],
  Company: [['Company'], ['Email', 'City']],
  Contact: [
    ['FirstName', 'LastName'],
    ['Email', 'Company'],
  ],
  ContactGroup: [['GroupName'], ['GroupDescription']],
  ContactGroupCategory: [['CategoryName']],
  CreditCard: [['CardType', 'Last4'], ['NameOnCard']],
  FileBox: [['FileName']],
  Job: [['JobTitle'], ['JobStatus']],
  Lead: [['OpportunityTitle']],
  LeadSource: [['Name'], ['Status']],
  LeadSourceCategory: [['Name']],
  LeadSourceExpense: [['Title']],
  LinkedContactType: [['TypeName']],
  OrderItem: [['ItemName']],
  Product: [['ProductName'], ['Sku']],
  ProductCategory: [['CategoryDisplayName']],
  ProductInterestBundle: [['BundleName']],
  ProductOption: [['Label'], ['Name']],
  RecurringOrder: [['Status'], ['NextBillDate']],
  Referral: [['Info'], ['Source']],
  SavedFilter: [['FilterName']],
  Stage: [['StageName']],
  SubscriptionPlan: [['PlanPrice'], ['Cycle']],
  Template: [['PieceTitle'], ['PieceType']],
  User: [['FirstName', 'LastName'], ['Email']],
  UserGroup: [['Name']],
};

/** The field that a table has the id of an outer record in. */
const OUTER: Readonly<Partial<Record<Kind, string>>> = {
  contact: 'ContactId',
  leadSource: 'LeadSourceId',
  order: 'OrderId',
  product: 'ProductId',
};

/** How a kind is listed by XML-RPC; undefined where no table has it. */
export function rowListingOf(kind: Kind): RowListing | undefined {
  const table = tableOfKind(kind);
  const names = table === undefined || !Object.hasOwn(NAMES, table) ? undefined : NAMES[table];
  if (table === undefined || !names) return undefined;
  const [label, detail = []] = names;
  const outer = (listingOf(kind).within ?? []).map((within) => OUTER[within.kind]);
  return { table, id: 'Id', label: [label], detail, outer };
}

export interface RowFetchOptions extends Pick<FetchOptions, 'most' | 'from' | 'signal' | 'onPage'> {
  readonly listing: RowListing;
  /** `QUERIES_ROWS`. */
  readonly operation: Operation;
  /** The ids of what the records stand within, in the order of `RowListing.outer`. */
  readonly within: readonly string[];
  /** A field, and what its value begins with. */
  readonly beginning?: readonly [field: string, text: string];
}

/** Fetches page after page of a table, as `fetchPages` does of a list. */
export async function fetchRows(options: RowFetchOptions, ask: Ask): Promise<Pages> {
  const { listing, operation, within, beginning, most, from = '0', signal, onPage } = options;
  const ids = listing.outer.flatMap((name, index) => {
    const id = within[index];
    return name === undefined || id === undefined ? [] : [[name, id] as const];
  });
  // A tilde begins an operator, and a per cent sign stands for anything.
  const begins = beginning ? [[beginning[0], `${beginning[1].replaceAll(/[%~]/g, '').trim()}%`] as const] : [];
  const conditions = Object.fromEntries([...ids, ...begins]);
  const records: AccountRecord[] = [];
  for (let calls = 1, page = Number(from); ; calls++, page++) {
    const parameters = {
      'argument:table': listing.table,
      'argument:limit': String(XML_RPC_PAGE),
      'argument:page': String(page),
      'argument:queryData': JSON.stringify(conditions),
      'argument:selectedFields': fieldsOf(listing),
      'argument:orderBy': 'Id',
      'argument:ascending': 'true',
    };
    const rows = asList(await ask(operation, parameters, signal)) ?? [];
    records.push(...rows.flatMap((row) => recordOf(row, listing) ?? []));
    const isLast = rows.length < XML_RPC_PAGE;
    const so = { records: [...records], calls, ...(isLast ? {} : { next: String(page + 1) }) };
    if (isLast || calls >= most) return so;
    onPage?.(so);
  }
}

/** What reads one row, as its list would show it. */
export function rowInputs(listing: RowListing, id: string): Readonly<Record<string, ParameterInput>> {
  return {
    'argument:table': listing.table,
    'argument:recordId': id,
    'argument:wantedFields': fieldsOf(listing),
  };
}

/** The fields a search for a text goes through: an `@` makes it an address, where there are any. */
export function rowSearchFields({ label, detail }: RowListing, text: string): readonly string[] {
  return text.includes('@') && detail.includes('Email') ? ['Email'] : label.flat();
}

function fieldsOf({ id, label, detail }: RowListing): readonly string[] {
  return [id, ...label.flat(), ...detail];
}
