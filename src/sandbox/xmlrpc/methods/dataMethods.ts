import { asString, asStrings } from '../../../keap/json.ts';
import { sameText } from '../../resources/records.ts';
import { fieldName } from '../../seed/customFields.ts';
import type { RecordType } from '../../store/customField.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandler, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { DataTable } from '../tables/dataTable.ts';
import { countRows, queryTable } from '../tables/tableQuery.ts';
import { appSetting } from './appSetting.ts';
import { answered, fieldsIn, numberIn, recordIn, textIn } from './arguments.ts';

/** The user a call names by mail address. Any digest of a password opens the sandbox. @throws FaultError */
function userIn(args: Arguments, { account }: XmlRpcContext): StoredRecord {
  const user = [...account.tables.users].find(({ fields }) => sameText(fields['email'], textIn(args, 'username')));
  if (!user || !/^[\da-f]{32}$/i.test(textIn(args, 'passwordHash'))) {
    fault('FailedLoginAttempt', 'Invalid username or password');
  }
  return user;
}

const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  Contact: 'CONTACT',
  Company: 'COMPANY',
  Affiliate: 'REFERRAL_PARTNER',
  'Task/Appt/Note': 'TASK_NOTE_APPOINTMENT',
  Order: 'ORDER',
  Subscription: 'SUBSCRIPTION',
  Opportunity: 'OPPORTUNITY',
};

/** REST's words for types that XML-RPC calls otherwise. */
const FIELD_TYPES: Readonly<Record<string, string>> = {
  ...{ Phone: 'PHONE_NUMBER', SSN: 'SOCIAL_SECURITY_NUMBER', MultiSelect: 'LIST_BOX' },
};

function fieldTypeOf(type: string): string {
  return FIELD_TYPES[type] ?? type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

/** A custom field with a name nobody has, in the group a call names. */
const addCustomField: XmlRpcHandler = (args, context) => {
  const record_type = RECORD_TYPES[textIn(args, 'customFieldType')] ?? 'CONTACT';
  const group = recordIn(args, 'headerId', 'customFieldGroups', context);
  if (group.fields['record_type'] !== record_type) {
    fault('InvalidParameter', `headerId ${group.id} is of ${group.fields['record_type']}, not ${record_type}`);
  }
  const label = textIn(args, 'displayName').trim();
  if (label === '') fault('InvalidParameter', 'displayName is required');
  const taken = new Set(context.account.customFields(record_type).map(({ field_name }) => field_name));
  let name = fieldName(label);
  for (let more = 0; taken.has(name); more++) name = `${fieldName(label)}${more}`;
  const field_type = fieldTypeOf(textIn(args, 'dataType'));
  const options = /DROPDOWN|RADIO|LIST_BOX|DRILLDOWN/.test(field_type) ? { options: [] } : {};
  const fields = { record_type, label, field_type, field_name: name, group_id: group.id, ...options };
  return context.account.tables.customFields.insert(fields, new Date(context.now).toISOString()).id;
};

/** An appointment as a calendar file. */
const calendarFile: XmlRpcHandler = (args, context) => {
  const { id, fields } = recordIn(args, 'appointmentId', 'appointments', context);
  const stamp = (time: unknown) => new Date(String(time)).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const text = (value: unknown) => (asString(value) ?? '').replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
  return [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Sandbox//Keap API Explorer//EN', 'BEGIN:VEVENT'],
    ...[`UID:appointment-${id}@sandbox.example.com`, `DTSTAMP:${stamp(new Date(context.now).toISOString())}`],
    ...[`DTSTART:${stamp(fields['start_date'])}`, `DTEND:${stamp(fields['end_date'])}`],
    ...[`SUMMARY:${text(fields['title'])}`, `LOCATION:${text(fields['location'])}`, 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
};

/** Records of all tables, custom fields, and what the application knows of itself. */
export const DATA_METHODS: XmlRpcHandlers = {
  'DataService.query': (args, context) =>
    queryTable(
      {
        ...{ table: textIn(args, 'table'), limit: numberIn(args, 'limit'), page: numberIn(args, 'page') },
        ...{ conditions: args['queryData'], fields: asStrings(args['selectedFields']) ?? [] },
        ...(textIn(args, 'orderBy') ? { orderBy: textIn(args, 'orderBy') } : {}),
        ascending: args['ascending'] !== false,
      },
      context,
    ),
  'DataService.findByField': (args, context) =>
    queryTable(
      {
        ...{ table: textIn(args, 'table'), limit: numberIn(args, 'limit'), page: numberIn(args, 'page') },
        conditions: { [textIn(args, 'fieldName')]: args['fieldValue'] },
        fields: asStrings(args['returnFields']) ?? [],
      },
      context,
    ),
  'DataService.count': (args, context) => countRows(textIn(args, 'table'), args['queryData'], context),
  'DataService.load': (args, context) => {
    const table = new DataTable(textIn(args, 'table'), 'R', context);
    const fields = (asStrings(args['wantedFields']) ?? []).map((name) => table.field(name, 'R'));
    if (fields.length === 0) fault('NoFieldsError', `No fields of ${table.name} are asked for`);
    return table.show(table.row(numberIn(args, 'recordId')), fields);
  },
  'DataService.add': (args, context) =>
    new DataTable(textIn(args, 'table'), 'A', context).add(fieldsIn(args, 'values')),
  'DataService.update': (args, context) => {
    const id = numberIn(args, 'Id');
    new DataTable(textIn(args, 'table'), 'E', context).change(id, fieldsIn(args, 'values'));
    return id;
  },
  'DataService.delete': (args, context) => {
    new DataTable(textIn(args, 'table'), 'D', context).remove(numberIn(args, 'Id'));
    return true;
  },
  'DataService.addCustomField': addCustomField,
  'DataService.updateCustomField': (args, context) => {
    const { id } = recordIn(args, 'customFieldId', 'customFields', context);
    new DataTable('DataFormField', 'E', context).change(id, fieldsIn(args, 'values'));
    return true;
  },
  'DataService.authenticateUser': (args, context) => userIn(args, context).id,
  'DataService.getTemporaryKey': (args, context) => userIn(args, context).id.toString(16).padStart(32, 'a'),
  'DataService.getAppSetting': (args, context) => appSetting(textIn(args, 'module'), textIn(args, 'setting'), context),
  'DataService.getAppointmentCal': calendarFile,
  'DataService.getAppointmentICal': calendarFile,
  'DataService.getUserInfo': (_args, { rest }) => {
    const { json } = rest('GET', '/v2/oauth/connect/userinfo');
    const text = (name: string) => String(answered(json, name) ?? '');
    return {
      ...{ globalUserId: Number(text('sub')), casUsername: text('email') },
      ...{ displayName: `${text('given_name')} ${text('family_name')}`.trim(), appAlias: 'Sandbox Ltd' },
      appUrl: 'https://sandbox.infusionsoft.com',
    };
  },
};
