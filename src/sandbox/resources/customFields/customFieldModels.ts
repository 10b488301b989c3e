import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { RecordType } from '../../store/customField.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { HIDDEN_V2, OPTIONAL_V1 } from '../contacts/contactViews.ts';
import type { Handler, Handlers } from '../handler.ts';
import { pascalCase } from '../pascalCase.ts';
import { reply } from '../reply.ts';
import { FAMILIES, FAMILIES_V1 } from './families.ts';
import { ofType } from './places.ts';

/** A custom field as both versions describe it, each with its own word for the type. */
export function shownField({ id, fields }: StoredRecord, { catalog }: SandboxRequest, account: Account): Fields {
  const group = account.tables.customFieldGroups.get(Number(fields['group_id']));
  const type = String(fields['field_type']);
  return {
    ...fields,
    id,
    group_name: group?.fields['name'],
    field_type: catalog.version === 'v1' ? pascalCase(type) : type,
  };
}

/** Which custom fields records of a kind have, and which of their properties come only when asked for. */
function model(type: RecordType, optional: (request: SandboxRequest) => readonly string[]): Handler {
  return (request, account) =>
    reply(request, {
      custom_fields: ofType(account.tables.customFields, type).map((field) => shownField(field, request, account)),
      optional_properties: optional(request),
    });
}

/** What `fields` of v2's list and of its single records may ask for, where it adds to what comes anyway. */
function optionalV2({ catalog, operation }: SandboxRequest): readonly string[] {
  const list = operation.path.replace(/\/model$/, '');
  const asked = catalog.operations
    .filter(({ method, path }) => method === 'GET' && (path === list || /^\/\{\w+\}$/.test(path.slice(list.length))))
    .filter(({ path }) => path.startsWith(list))
    .flatMap(({ query }) => query?.fields ?? []);
  return [...new Set(asked)];
}

const OPTIONAL_BY_TYPE_V1: Partial<Record<RecordType, readonly string[]>> = {
  CONTACT: OPTIONAL_V1,
  COMPANY: ['notes', 'fax_number', 'custom_fields'],
  OPPORTUNITY: ['custom_fields'],
};

/** The models of every kind of record in both versions. */
export function modelHandlers(): Handlers {
  const handlers: Record<string, Handler> = {};
  // The fields of contacts are a choice, in which those that come anyway have a place too.
  for (const family of FAMILIES) {
    handlers[family.model] = model(family.type, family.type === 'CONTACT' ? () => HIDDEN_V2 : optionalV2);
  }
  for (const family of FAMILIES_V1) {
    handlers[family.model] = model(family.type, () => OPTIONAL_BY_TYPE_V1[family.type] ?? []);
  }
  return handlers;
}
