import { asString } from '../../../keap/json.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import { fieldName } from '../../seed/customFields.ts';
import type { Account } from '../../store/account.ts';
import type { RecordType } from '../../store/customField.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handler, Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { masked, notBlank, pickFields, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { reply } from '../reply.ts';
import { modelHandlers, shownField } from './customFieldModels.ts';
import { FAMILIES, FAMILIES_V1 } from './families.ts';
import { fieldTypeV2 } from './fieldWords.ts';
import { storedOptions } from './options.ts';
import { homeGroup, namedOfType, placeHandlers, referredPlace } from './places.ts';

/** A field's name for filters, which no other field of the records has: a number makes the difference, as in `Status0`. */
function freeName(account: Account, type: RecordType, label: string): string {
  const taken = new Set(account.customFields(type).map(({ field_name }) => field_name.toLowerCase()));
  const word = fieldName(label);
  const name = /^[A-Za-z]/.test(word) ? word : `Field${word}`;
  if (!taken.has(name.toLowerCase())) return name;
  for (let number = 0; ; number++) if (!taken.has(`${name}${number}`.toLowerCase())) return `${name}${number}`;
}

/** @throws RefusalError 400 */
function storedField(body: Fields, type: RecordType, account: Account, before?: StoredRecord): Fields {
  const fields: Record<string, unknown> = { ...notBlank(pickFields(body, ['label']), 'label', before) };
  const group_id = referredPlace(account.tables.customFieldGroups, type, body['group_id'], 'group_id');
  if (group_id !== undefined) fields['group_id'] = group_id;
  if (!before) Object.assign(fields, withReferences(pickFields(body, ['user_group_id']), account, USER_GROUPS));
  const field_type = asString(before?.fields['field_type']) ?? fieldTypeV2(String(body['field_type']));
  if ('options' in body) fields['options'] = storedOptions(field_type, body, parts(before?.fields ?? {}, 'options'));
  return before ? fields : { ...fields, field_type };
}

const USER_GROUPS = { user_group_id: 'userGroups' } as const;

/** The answer is the field, or holds it: tasks differ from all others. */
function replyField(request: SandboxRequest, account: Account, field: StoredRecord) {
  const view = shownField(field, request, account);
  return reply(request, { ...view, custom_field: view });
}

/** Adds a field, which bodies and filters may name from then on. */
function create(type: RecordType): Handler {
  return (request, account) => {
    const fields = storedField(bodyObject(request), type, account);
    const now = timeOf(request);
    const group_id = fields['group_id'] ?? homeGroup(account, type, now).id;
    const field_name = freeName(account, type, String(fields['label']));
    const field = account.tables.customFields.insert({ ...fields, group_id, field_name, record_type: type }, now);
    return replyField(request, account, field);
  };
}

function named(type: RecordType, request: SandboxRequest, account: Account): StoredRecord {
  return namedOfType(account.tables.customFields, 'Custom field', type, request, 'custom_field_id');
}

function update(type: RecordType): Handler {
  return (request, account) => {
    const before = named(type, request, account);
    const fields = storedField(masked(bodyObject(request), request), type, account, before);
    return replyField(request, account, account.tables.customFields.change(before, fields, timeOf(request)));
  };
}

/** What records hold in a field that goes is not shown any more, see `withoutGoneFields`. */
function remove(type: RecordType): Handler {
  return (request, account) => {
    account.tables.customFields.remove(named(type, request, account).id);
    return reply(request);
  };
}

function handlers(): Handlers {
  const found: Record<string, Handler> = {};
  for (const family of FAMILIES) {
    found[family.create] = create(family.type);
    if (family.update !== undefined) found[family.update] = update(family.type);
    found[family.delete] = remove(family.type);
    Object.assign(found, placeHandlers(family.type, family.word));
  }
  for (const { type, create: key } of FAMILIES_V1) if (key !== undefined) found[key] = create(type);
  return { ...found, ...modelHandlers() };
}

/** Custom fields of every kind of record, their models, groups and tabs, in both versions. */
export const CUSTOM_FIELD_HANDLERS: Handlers = handlers();
