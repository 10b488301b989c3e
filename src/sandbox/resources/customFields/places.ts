import { badRequest, notFound, RefusalError } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import { HOME } from '../../seed/customFields.ts';
import type { Account } from '../../store/account.ts';
import type { RecordType } from '../../store/customField.ts';
import type { Fields, StoredRecord, Table } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { masked, notBlank, pathId, pickFields, referredId, timeOf } from '../records.ts';
import { reply, replyList } from '../reply.ts';

/** Groups of custom fields, or the tabs that groups stand on. */
interface Place {
  readonly name: string;
  /** What stands for it in the keys of its operations. */
  readonly word: 'Group' | 'Tab';
  readonly table: 'customFieldGroups' | 'customFieldTabs';
  readonly parameter: string;
  readonly holds: {
    readonly table: 'customFields' | 'customFieldGroups';
    readonly field: string;
    readonly name: string;
  };
}

const GROUPS: Place = {
  name: 'Custom field group',
  word: 'Group',
  table: 'customFieldGroups',
  parameter: 'group_id',
  holds: { table: 'customFields', field: 'group_id', name: 'custom fields' },
};

const TABS: Place = {
  name: 'Custom field tab',
  word: 'Tab',
  table: 'customFieldTabs',
  parameter: 'tab_id',
  holds: { table: 'customFieldGroups', field: 'tab_id', name: 'groups' },
};

/** Those of a table that belong to a kind of record. */
export function ofType(table: Table, type: RecordType): StoredRecord[] {
  return [...table].filter(({ fields }) => fields['record_type'] === type);
}

/** What a path names, if it belongs to a kind of record. @throws RefusalError 400, 404 */
export function namedOfType(
  table: Table,
  what: string,
  type: RecordType,
  request: SandboxRequest,
  parameter: string,
): StoredRecord {
  const id = pathId(request, parameter);
  const record = table.get(id);
  return record?.fields['record_type'] === type ? record : notFound(what, id);
}

/** The id of the group or tab that a body names; undefined where it names none. @throws RefusalError 400 */
export function referredPlace(table: Table, type: RecordType, value: unknown, name: string): number | undefined {
  const id = referredId(table, value, name);
  if (id !== undefined && table.get(id)?.fields['record_type'] !== type) badRequest(`${name} ${id} does not exist`);
  return id;
}

function inOrder(records: readonly StoredRecord[]): StoredRecord[] {
  return records.toSorted((a, b) => Number(a.fields['order']) - Number(b.fields['order']) || a.id - b.id);
}

function add(account: Account, { table }: Place, type: RecordType, fields: Fields, now: string): StoredRecord {
  const last = inOrder(ofType(account.tables[table], type)).at(-1);
  const order = Number(last?.fields['order'] ?? 0) + 1;
  return account.tables[table].insert({ ...fields, order, record_type: type }, now);
}

/** The tab that takes in groups nobody has another tab for: the one of that name, made where there is none. */
function homeTab(account: Account, type: RecordType, now: string): StoredRecord {
  const tabs = inOrder(ofType(account.tables.customFieldTabs, type));
  return tabs.find(({ fields }) => fields['name'] === HOME) ?? tabs[0] ?? add(account, TABS, type, { name: HOME }, now);
}

/** The group that takes in fields nobody has another group for: the first on that tab, made where there is none. */
export function homeGroup(account: Account, type: RecordType, now: string): StoredRecord {
  const tab_id = homeTab(account, type, now).id;
  const groups = ofType(account.tables.customFieldGroups, type).filter(({ fields }) => fields['tab_id'] === tab_id);
  return inOrder(groups)[0] ?? add(account, GROUPS, type, { name: HOME, tab_id }, now);
}

function view({ id, fields }: StoredRecord): Fields {
  return { id, ...fields };
}

/** What a body says of a place. @throws RefusalError 400 */
function stored(place: Place, type: RecordType, request: SandboxRequest, account: Account, before?: StoredRecord) {
  const body = masked(bodyObject(request), request);
  const fields = notBlank(pickFields(body, ['name', ...(before ? ['order'] : [])]), 'name', before);
  if (place !== GROUPS) return fields;
  const given = referredPlace(account.tables.customFieldTabs, type, body['tab_id'], 'tab_id');
  const tab_id = given ?? (before ? undefined : homeTab(account, type, timeOf(request)).id);
  return tab_id === undefined ? fields : { ...fields, tab_id };
}

/** The handlers of a family's groups or tabs. What still holds something cannot be deleted: 409. */
function handlersOf(place: Place, type: RecordType, family: string): Handlers {
  const { name, word, parameter, holds } = place;
  const key = `${family}CustomField${word}`;
  const tableOf = (account: Account) => account.tables[place.table];
  const one = (request: SandboxRequest, account: Account) =>
    namedOfType(tableOf(account), name, type, request, parameter);
  return {
    [`v2:list${key}s`]: (request, account) => {
      const tab = request.query.get('tab_id');
      const all = inOrder(ofType(tableOf(account), type));
      return replyList(request, (tab ? all.filter(({ fields }) => String(fields['tab_id']) === tab) : all).map(view));
    },
    [`v2:create${key}`]: (request, account) => {
      const fields = stored(place, type, request, account);
      return reply(request, view(add(account, place, type, fields, timeOf(request))));
    },
    [`v2:get${key}`]: (request, account) => reply(request, view(one(request, account))),
    [`v2:update${key}`]: (request, account) => {
      const before = one(request, account);
      const fields = stored(place, type, request, account, before);
      return reply(request, view(tableOf(account).change(before, fields, timeOf(request))));
    },
    [`v2:delete${key}`]: (request, account) => {
      const { id } = one(request, account);
      if ([...account.tables[holds.table]].some(({ fields }) => fields[holds.field] === id)) {
        throw new RefusalError(409, `${name} with id ${id} still contains ${holds.name}`);
      }
      tableOf(account).remove(id);
      return reply(request);
    },
  };
}

/** The handlers of the groups and tabs of a family's custom fields. */
export function placeHandlers(type: RecordType, family: string): Handlers {
  return { ...handlersOf(GROUPS, type, family), ...handlersOf(TABS, type, family) };
}
