import { asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { pickFields, recordOf, timeOf } from '../records.ts';
import { type Resource, replyRecords, usual, type Writing } from '../resource.ts';
import { authors, renamed, replacing, resulting } from './workBodies.ts';

/** Notes as v2 shows them. */
export const NOTES: Resource = {
  name: 'Note',
  table: 'notes',
  customFields: 'TASK_NOTE_APPOINTMENT',
  parents: { contact_id: { table: 'contacts', name: 'Contact', field: 'contact_id' } },
  stored: (body, writing) => {
    const fields = {
      ...pickFields(body, ['title', 'text', 'type', 'contact_id', 'custom_fields']),
      ...pin(body, writing),
    };
    if (isBlank(fields, 'title', writing) && isBlank(fields, 'type', writing)) badRequest('title or type is required');
    return { ...fields, ...authors(writing), ...assignment(body, writing) };
  },
  shown: ({ fields }, { account }) => ({
    assigned_to_user: userOf(account, fields['assigned_to_user_id']),
    custom_fields: fields['custom_fields'] ?? [],
  }),
};

function isBlank(values: Fields, name: string, writing: Writing): boolean {
  return !asString(resulting(values, name, writing))?.trim();
}

/** A note that is pinned again keeps the time at which it was first. */
function pin({ is_pinned }: Fields, { before, request }: Writing): Fields {
  if (is_pinned === undefined) return {};
  return { pinned_at: is_pinned === true ? (before?.fields['pinned_at'] ?? timeOf(request)) : undefined };
}

/** The user in a body is who the note is for, and of a new one also who made it. */
function assignment({ user_id }: Fields, { before }: Writing): Fields {
  if (user_id === undefined) return {};
  return { assigned_to_user_id: user_id, ...(before || user_id === null ? {} : { created_by_user_id: user_id }) };
}

function userOf({ tables }: Account, id: unknown): Fields | undefined {
  const user = tables.users.get(Number(id));
  if (!user) return undefined;
  const { given_name, family_name, email } = user.fields;
  return { id: user.id, user_id: user.id, given_name, family_name, email_address: email };
}

const NAMES_V1 = {
  ...{ title: 'title', body: 'text', type: 'type', contact_id: 'contact_id', user_id: 'assigned_to_user_id' },
} as const;

/** Notes as v1 shows them. */
export const NOTES_V1: Resource = {
  ...NOTES,
  queryV1: {
    equals: {
      contact_id: ({ fields }) => Number(fields['contact_id']),
      user_id: ({ fields }) => Number(fields['assigned_to_user_id']),
    },
  },
  stored: (body, writing) => {
    const fields = replacing(renamed(body, NAMES_V1), Object.values(NAMES_V1), writing.request);
    if (isBlank(fields, 'title', writing) && isBlank(fields, 'text', writing)) badRequest('title or body is required');
    return { ...fields, ...authors(writing), ...assignment(body, writing) };
  },
  shown: ({ fields }, { account }) => ({
    body: fields['text'],
    last_updated_by: userOf(account, fields['last_updated_by_user_id']),
    user_id: fields['assigned_to_user_id'],
  }),
};

const NOTE_TEMPLATES: Resource = { name: 'Note template', table: 'noteTemplates' };

/** Notes in both versions, and the templates for them. */
export const NOTE_HANDLERS: Handlers = {
  ...usual(NOTES, {
    list: 'v2:listAllNotes',
    create: 'v2:createNote',
    get: 'v2:getNote',
    update: 'v2:updateNote',
    delete: 'v2:deleteNote',
  }),
  'v2:listNotes': (request, account) => {
    const { id } = recordOf(account.tables.contacts, 'Contact', request, 'contact_id');
    return replyRecords(NOTES, account.tables.notes.referring('contact_id', id), { request, account });
  },
  ...usual(NOTE_TEMPLATES, { list: 'v2:listNoteTemplates' }),
  ...usual(NOTES_V1, {
    list: 'v1:listNotesUsingGET',
    create: 'v1:createNoteUsingPOST',
    get: 'v1:getNoteUsingGET',
    update: 'v1:updatePropertiesOnNoteUsingPATCH',
    delete: 'v1:deleteNoteUsingDELETE',
  }),
  ...usual(NOTES_V1, { update: 'v1:updateNoteUsingPUT' }),
};
