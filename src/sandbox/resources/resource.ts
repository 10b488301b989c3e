import type { Answer } from '../answer.ts';
import { badRequest, notFound } from '../errors.ts';
import { showFields, showOptional } from '../query/fields.ts';
import { type Readers, type Selection, sorted } from '../query/select.ts';
import { bodyObject, type SandboxRequest } from '../request.ts';
import type { TableName } from '../seed/tables.ts';
import type { Account } from '../store/account.ts';
import type { RecordType } from '../store/customField.ts';
import type { Fields, StoredRecord, Table } from '../store/table.ts';
import { customContent, storedCustomFields, withoutGoneFields } from './customFields/values.ts';
import type { Handler, Handlers } from './handler.ts';
import { masked, pathId, timeOf } from './records.ts';
import { withReferences } from './references.ts';
import { recordProperties, reply, replyOffsetPage, replyPage } from './reply.ts';
import { standardReaders } from './standardReaders.ts';

/** What a body becomes part of: `before` is the record it changes, undefined for a new one. */
export interface Writing {
  readonly account: Account;
  readonly request: SandboxRequest;
  readonly before: StoredRecord | undefined;
}

/** What a record is shown in. */
export interface Showing {
  readonly account: Account;
  readonly request: SandboxRequest;
}

/** The record that a path parameter names and the records here belong to. */
export interface Parent {
  readonly table: TableName;
  /** What refusals call it. */
  readonly name: string;
  /** The property here that holds its id. */
  readonly field: string;
}

/** What v1's own query parameters ask of a list. */
export interface QueryV1 {
  /** Equality by parameter name, without regard to case. */
  readonly equals?: Readers<StoredRecord>;
  /** What `since` and `until` are about; the last change unless told otherwise. */
  readonly moment?: (record: StoredRecord) => string | undefined;
  /** The words of `order`. */
  readonly orders?: Readers<StoredRecord>;
}

/** A kind of record and how one version of the API shows and takes it. Most need no more than a name and a table. */
export interface Resource {
  /** What refusals call it: *Task*. */
  readonly name: string;
  readonly table: TableName;
  /** What stands in its custom fields. */
  readonly customFields?: RecordType;
  /** Filter and order fields that are no property of the same name. */
  readonly readers?: Readers<StoredRecord>;
  /** Filter and order fields that other records know: what reads them, made once for a list that asks. */
  readonly joins?: Readonly<Record<string, (account: Account) => Readers<StoredRecord>[string]>>;
  /** By path parameter. */
  readonly parents?: Readonly<Record<string, Parent>>;
  /** What comes only when `fields` or `optional_properties` asks for it, where the catalog does not tell. */
  readonly optional?: readonly string[];
  readonly queryV1?: QueryV1;
  /** What a body, masked and with its references checked, is stored as; itself unless told otherwise. */
  readonly stored?: (body: Fields, writing: Writing) => Fields;
  /** What is known of a record beyond what is stored of it; the answer's schema picks from both. */
  readonly shown?: (record: StoredRecord, showing: Showing) => Fields;
  /** What else happens when a record goes. */
  readonly removed?: (record: StoredRecord, account: Account, request: SandboxRequest) => void;
}

function tableOf({ table }: Resource, account: Account): Table {
  return account.tables[table];
}

/** The records a path names above a resource, as the properties that hold their ids. @throws RefusalError 400, 404 */
function parentFields({ parents = {} }: Resource, request: SandboxRequest, account: Account): Fields {
  const fields: Record<string, unknown> = {};
  for (const [parameter, { table, name, field }] of Object.entries(parents)) {
    if (request.path[parameter] === undefined) continue;
    const id = pathId(request, parameter);
    if (!account.tables[table].get(id)) notFound(name, id);
    fields[field] = id;
  }
  return fields;
}

function belongs({ fields }: StoredRecord, parents: Fields): boolean {
  return Object.entries(parents).every(([field, id]) => Number(fields[field]) === id);
}

/** The record that the last parameter of a path names. @throws RefusalError 400, 404 */
export function named(resource: Resource, request: SandboxRequest, account: Account): StoredRecord {
  const parents = parentFields(resource, request, account);
  const parameter = Object.keys(request.path).findLast((name) => !Object.hasOwn(resource.parents ?? {}, name)) ?? 'id';
  const id = pathId(request, parameter);
  const record = tableOf(resource, account).get(id);
  return record && belongs(record, parents) ? record : notFound(resource.name, id);
}

/** All there is to know of a record, under every name that Keap has for its id and times. */
export function viewOf(resource: Resource, stored: StoredRecord, showing: Showing): Fields {
  const record = withoutGoneFields(stored, showing.account);
  const { id, created, updated } = record;
  return {
    id,
    ...{ create_time: created, created_time: created, date_created: created },
    ...{ update_time: updated, updated_time: updated, last_updated: updated, last_updated_time: updated },
    ...record.fields,
    ...resource.shown?.(record, showing),
  };
}

/** A record without what comes only when asked for. */
function shownTo(resource: Resource, record: StoredRecord, showing: Showing): Fields {
  const { request } = showing;
  const view = viewOf(resource, record, showing);
  const { optional = [] } = resource;
  if (request.catalog.version === 'v2') return showFields(view, request, optional);
  return optional.length > 0 || request.operation.parameters.some(({ name }) => name === 'optional_properties')
    ? showOptional(view, request, optional, [...recordProperties(request), ...optional])
    : view;
}

/** An operation's success with a record; `status` where it declares several. */
export function replyRecord(resource: Resource, record: StoredRecord, showing: Showing, status?: number): Answer {
  return reply(showing.request, shownTo(resource, record, showing), status);
}

/** How lists of a resource are filtered and sorted: by its own readers, else by the property of the same name. */
export function selectionOf({ readers, joins = {} }: Resource, account: Account): Selection<StoredRecord> {
  const read = standardReaders(readers);
  return {
    read: (field) => (Object.hasOwn(joins, field) ? joins[field]?.(account) : undefined) ?? read(field),
    custom: customContent,
    idOf: ({ id }) => id,
  };
}

/** Answers a list of some records of a resource, in either version. */
export function replyRecords(
  resource: Resource,
  all: Iterable<StoredRecord> | Table,
  showing: Showing,
  rest: Fields = {},
): Answer {
  const { request, account } = showing;
  const view = (record: StoredRecord) => shownTo(resource, record, showing);
  if (request.catalog.version === 'v2') return replyPage(request, all, selectionOf(resource, account), view, rest);
  return replyOffsetPage(request, queriedV1(resource, all, request), view, rest);
}

/** The records v1's own parameters ask for, in the order they ask for; a table as it is where they ask nothing. */
function queriedV1({ queryV1 = {} }: Resource, all: Iterable<StoredRecord> | Table, request: SandboxRequest) {
  const { query } = request;
  const tests: ((record: StoredRecord) => boolean)[] = [];
  for (const [name, read] of Object.entries(queryV1.equals ?? {})) {
    const wanted = query.get(name)?.toLowerCase();
    if (!wanted) continue;
    tests.push((record) => [read(record)].flat().some((worth) => String(worth ?? '').toLowerCase() === wanted));
  }
  const moment = queryV1.moment ?? (({ updated }) => updated);
  const since = momentIn(query, 'since');
  const until = momentIn(query, 'until');
  if (since !== undefined) tests.push((record) => Date.parse(moment(record) ?? '') >= since);
  if (until !== undefined) tests.push((record) => Date.parse(moment(record) ?? '') <= until);
  const order = query.get('order');
  if (tests.length === 0 && !order && 'size' in all) return all;
  const found = [...all].filter((record) => tests.every((test) => test(record)));
  if (!order) return found;
  const descending = query.get('order_direction') === 'DESCENDING';
  return sorted(found, { field: order, descending }, { read: standardReaders(queryV1.orders), idOf: ({ id }) => id });
}

/** A moment in a query. @throws RefusalError 400 */
export function momentIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  const found = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(found)) badRequest(`${name} must be a date and time such as 2026-01-01T00:00:00.000Z`);
  return found;
}

/** What a request's body is stored as, without what only Keap decides. @throws RefusalError 400 */
export function storedFrom(resource: Resource, writing: Writing): Fields {
  const { account, request } = writing;
  const { id: _id, ...body } = masked(bodyObject(request), request);
  const values = withReferences(body, account);
  const type = resource.customFields;
  const fields =
    type && 'custom_fields' in values
      ? { ...values, custom_fields: storedCustomFields(account, type, values['custom_fields']) }
      : values;
  return resource.stored?.(fields, writing) ?? fields;
}

/** Makes a record of a request's body and answers it. */
export function create(resource: Resource, request: SandboxRequest, account: Account): StoredRecord {
  const parents = parentFields(resource, request, account);
  const fields = storedFrom(resource, { account, request, before: undefined });
  return tableOf(resource, account).insert({ ...fields, ...parents }, timeOf(request));
}

/** The handlers of the usual operations on a resource, by what they do. */
export const USUAL = {
  list: (resource) => (request, account) => {
    const parents = parentFields(resource, request, account);
    const table = tableOf(resource, account);
    const all = Object.keys(parents).length === 0 ? table : [...table].filter((record) => belongs(record, parents));
    return replyRecords(resource, all, { request, account });
  },
  create: (resource) => (request, account) =>
    replyRecord(resource, create(resource, request, account), { request, account }),
  get: (resource) => (request, account) =>
    replyRecord(resource, named(resource, request, account), { request, account }),
  update: (resource) => (request, account) => {
    const before = named(resource, request, account);
    const fields = storedFrom(resource, { account, request, before });
    const changed = tableOf(resource, account).change(before, fields, timeOf(request));
    return replyRecord(resource, changed, { request, account });
  },
  delete: (resource) => (request, account) => {
    const record = named(resource, request, account);
    tableOf(resource, account).remove(record.id);
    resource.removed?.(record, account, request);
    return reply(request);
  },
} satisfies Readonly<Record<string, (resource: Resource) => Handler>>;

/** Handlers of the usual operations on a resource: `{ list: 'v2:listTasks', get: 'v2:getTask' }`. */
export function usual(resource: Resource, keys: Partial<Record<keyof typeof USUAL, string>>): Handlers {
  const handlers: Record<string, Handler> = {};
  for (const [what, make] of Object.entries(USUAL)) {
    const key = keys[what as keyof typeof USUAL];
    if (key !== undefined) handlers[key] = make(resource);
  }
  return handlers;
}
