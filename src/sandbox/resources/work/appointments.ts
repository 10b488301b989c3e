import { asString } from '../../../keap/json.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, replyRecords, usual } from '../resource.ts';
import { syncToken } from '../syncToken.ts';
import { replacing, withMoments } from './workBodies.ts';

const NAMES = [
  ...['contact_id', 'description', 'end_date', 'location', 'remind_time', 'start_date', 'title', 'user'],
] as const;

/** Appointments, which v1 alone has. */
export const APPOINTMENTS: Resource = {
  name: 'Appointment',
  table: 'appointments',
  queryV1: {
    equals: { contact_id: ({ fields }) => Number(fields['contact_id']) },
    moment: ({ fields }) => asString(fields['start_date']),
  },
  stored: (body, { account, request, before }) => {
    const given = withMoments(pickFields(body, NAMES), ['start_date', 'end_date']);
    return notBlank(replacing(withReferences(given, account, { user: 'users' }), NAMES, request), 'title', before);
  },
};

/** Appointments. */
export const APPOINTMENT_HANDLERS: Handlers = {
  ...usual(APPOINTMENTS, {
    create: 'v1:createAppointmentUsingPOST',
    get: 'v1:getAppointmentUsingGET',
    update: 'v1:updatePropertiesOnAppointmentUsingPATCH',
    delete: 'v1:deleteAppointmentUsingDELETE',
  }),
  ...usual(APPOINTMENTS, { update: 'v1:updateAppointmentUsingPUT' }),
  'v1:listAppointmentsUsingGET': (request, account) =>
    replyRecords(APPOINTMENTS, account.tables.appointments, { request, account }, { sync_token: syncToken(request) }),
};
