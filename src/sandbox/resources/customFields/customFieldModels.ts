import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { RecordType } from '../../store/customField.ts';
import type { StoredRecord } from '../../store/table.ts';
import { OPTIONAL_V1 } from '../contacts/contactViews.ts';
import type { Handler, Handlers } from '../handler.ts';
import { reply } from '../reply.ts';

/** A custom field as both versions describe it; v1 writes `WholeNumber` for `WHOLE_NUMBER`. */
function shown({ id, fields }: StoredRecord, { catalog }: SandboxRequest, account: Account) {
  const group = account.tables.customFieldGroups.get(Number(fields['group_id']));
  const type = String(fields['field_type']);
  return {
    ...fields,
    id,
    group_name: group?.fields['name'],
    field_type: catalog.version === 'v1' ? fieldTypeV1(type) : type,
  };
}

function fieldTypeV1(type: string): string {
  return type
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');
}

/** Which custom fields records of a kind have, and which properties may be asked for. */
function model(type: RecordType, optional: (request: SandboxRequest) => readonly string[]): Handler {
  return (request, account) => {
    const fields = [...account.tables.customFields].filter((field) => field.fields['record_type'] === type);
    return reply(request, {
      custom_fields: fields.map((field) => shown(field, request, account)),
      optional_properties: optional(request),
    });
  };
}

/** What `fields` of a v2 list may ask for. */
function asked(key: string): (request: SandboxRequest) => readonly string[] {
  return ({ catalog }) => catalog.operations.find((operation) => operation.key === key)?.query?.fields ?? [];
}

/** The models of contacts and companies. */
export const CUSTOM_FIELD_HANDLERS: Handlers = {
  'v2:retrieveContactModel': model('CONTACT', asked('v2:listContacts')),
  'v2:retrieveCompanyCustomFieldModel': model('COMPANY', asked('v2:listCompanies')),
  'v1:retrieveContactModelUsingGET': model('CONTACT', () => OPTIONAL_V1),
  'v1:retrieveCompanyModelUsingGET': model('COMPANY', () => ['notes', 'fax_number', 'custom_fields']),
};
