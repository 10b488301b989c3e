/** A custom field as v2 describes it, ids as numbers. */
export interface CustomField {
  readonly id: number;
  readonly label: string;
  /** The name filters use. */
  readonly field_name: string;
  readonly field_type: string;
  readonly options?: readonly string[];
  readonly group_id: number;
  readonly group_name: string;
}

/** Kinds of records that have custom fields here. */
export type CustomFieldOwner = 'contacts' | 'companies';

const group = { group_id: 1, group_name: 'Custom fields' };

/** Every type of custom field stands here once for contacts, some for companies. */
export const CUSTOM_FIELDS: Readonly<Record<CustomFieldOwner, readonly CustomField[]>> = {
  contacts: [
    { id: 1, label: 'Favourite colour', field_name: 'FavouriteColour', field_type: 'TEXT', ...group },
    { id: 3, label: 'Budget', field_name: 'Budget', field_type: 'CURRENCY', ...group },
    { id: 5, label: 'Loyalty points', field_name: 'LoyaltyPoints', field_type: 'WHOLE_NUMBER', ...group },
    { id: 7, label: 'Wants the newsletter', field_name: 'WantsNewsletter', field_type: 'YES_NO', ...group },
    { id: 9, label: 'Contract ends', field_name: 'ContractEnds', field_type: 'DATE', ...group },
    {
      id: 11,
      label: 'Status',
      field_name: 'Status0',
      field_type: 'DROPDOWN',
      options: ['Prospect', 'Customer', 'Former customer'],
      ...group,
    },
    {
      id: 13,
      label: 'Interests',
      field_name: 'Interests',
      field_type: 'LIST_BOX',
      options: ['Workshops', 'Consulting', 'Books', 'Garden & "outdoor"'],
      ...group,
    },
    { id: 15, label: 'Story', field_name: 'Story', field_type: 'TEXT_AREA', ...group },
  ],
  companies: [
    {
      id: 17,
      label: 'Industry',
      field_name: 'Industry',
      field_type: 'DROPDOWN',
      options: ['Retail', 'Health', 'Trades'],
      ...group,
    },
    { id: 19, label: 'Employees', field_name: 'Employees', field_type: 'WHOLE_NUMBER', ...group },
    { id: 21, label: 'Portal', field_name: 'Portal', field_type: 'WEBSITE', ...group },
  ],
};

/** Whether values of a type are compared as numbers. */
export function isNumericField({ field_type }: CustomField): boolean {
  return NUMERIC.has(field_type);
}

/** Whether values of a type are dates. */
export function isDateField({ field_type }: CustomField): boolean {
  return field_type === 'DATE' || field_type === 'DATE_TIME';
}

const NUMERIC = new Set([
  ...['WHOLE_NUMBER', 'DECIMAL_NUMBER', 'CURRENCY', 'PERCENT', 'YEAR', 'MONTH', 'DAY_OF_WEEK', 'USER'],
]);
