import { asList, asObject } from '../../../keap/json.ts';
import type { RecordType } from '../../store/customField.ts';
import { storedView } from './storedView.ts';
import { property, shown, type TableView } from './tableView.ts';

/** Keap's numbers for kinds of records. Only a few are in public documents, the others are guesses. */
const FORM_IDS: Readonly<Record<RecordType, number>> = {
  CONTACT: -1,
  REFERRAL_PARTNER: -3,
  OPPORTUNITY: -4,
  TASK_NOTE_APPOINTMENT: -5,
  COMPANY: -6,
  ORDER: -9,
  SUBSCRIPTION: -10,
};

/**
 * The kinds of fields by Keap's numbers, from 1 on (velocity-labs/infusionsoft, joshfullmer/data-migration-tools). The
 * last is a guess.
 */
const FIELD_TYPES: readonly string[] = [
  ...['PHONE_NUMBER', 'SOCIAL_SECURITY_NUMBER', 'CURRENCY', 'PERCENT', 'STATE', 'YES_NO', 'YEAR', 'MONTH'],
  ...['DAY_OF_WEEK', 'NAME', 'DECIMAL_NUMBER', 'WHOLE_NUMBER', 'DATE', 'DATE_TIME', 'TEXT', 'TEXT_AREA', 'LIST_BOX'],
  ...['WEBSITE', 'EMAIL', 'RADIO', 'DROPDOWN', 'USER', 'DRILLDOWN', 'USER_LIST_BOX'],
];

const formId = shown(({ fields }) => FORM_IDS[fields['record_type'] as RecordType]);

/** Custom fields, and the tabs and groups they stand in. */
export const FORM_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  DataFormTab: storedView({ table: 'customFieldTabs', fields: { FormId: formId, TabName: property('name') } }),
  DataFormGroup: storedView({
    table: 'customFieldGroups',
    fields: { TabId: property('tab_id'), Name: property('name') },
  }),
  DataFormField: storedView({
    table: 'customFields',
    fields: {
      DataType: shown(({ fields }) => 1 + FIELD_TYPES.indexOf(String(fields['field_type']))),
      FormId: formId,
      GroupId: property('group_id'),
      Name: property('field_name'),
      Label: property('label'),
      Values: {
        read: ({ fields }) => {
          const labels = (asList(fields['options']) ?? []).map((option) => asObject(option)?.['label']);
          return labels.length > 0 ? labels.join('\n') : undefined;
        },
        write: (value) => ({
          options: String(value)
            .split('\n')
            .map((label, index) => ({ id: String(index + 1), label })),
        }),
      },
    },
  }),
};
