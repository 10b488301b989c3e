import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { CustomField, CustomFieldOwner } from '../../store/customFields.ts';
import type { Fields } from '../../store/table.ts';
import { compact } from '../records.ts';

const RECORD_TYPES = { contacts: 'CONTACT', companies: 'COMPANY' } as const;

function options({ options: labels }: CustomField): Fields[] | undefined {
  return labels?.map((label, index) => ({ id: String(index + 1), label }));
}

/** What custom fields records of a kind have, and which properties may be asked for, as v2 says it. */
export function modelV2({ catalog }: SandboxRequest, account: Account, owner: CustomFieldOwner): Fields {
  const list = catalog.operations.find(
    ({ key }) => key === (owner === 'contacts' ? 'v2:listContacts' : 'v2:listCompanies'),
  );
  return {
    custom_fields: account.customFields(owner).map((field) =>
      compact({
        id: String(field.id),
        label: field.label,
        options: options(field),
        record_type: RECORD_TYPES[owner],
        field_type: field.field_type,
        group_id: String(field.group_id),
        group_name: field.group_name,
        field_name: field.field_name,
      }),
    ),
    optional_properties: list?.query?.fields ?? [],
  };
}

/** The same as v1 says it: `WholeNumber` for `WHOLE_NUMBER`. */
export function modelV1(account: Account, owner: CustomFieldOwner, optional: readonly string[]): Fields {
  return {
    custom_fields: account.customFields(owner).map((field) =>
      compact({
        id: field.id,
        label: field.label,
        options: options(field),
        record_type: RECORD_TYPES[owner],
        field_type: fieldTypeV1(field.field_type),
        field_name: field.field_name,
      }),
    ),
    optional_properties: optional,
  };
}

function fieldTypeV1(type: string): string {
  return type
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');
}
