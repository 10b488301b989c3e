import { asObject } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { pickFields, referredId, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, replyRecords, usual, type Writing } from '../resource.ts';
import { OWNER_ID } from '../settings/users.ts';
import { syncToken } from '../syncToken.ts';
import { authors, renamed, replacing, resulting, withMoments } from './workBodies.ts';

const NAMES = [
  ...['title', 'description', 'type', 'priority', 'completed', 'completion_time', 'due_time', 'remind_time_mins'],
  ...['assigned_to_user_id', 'contact_id', 'opportunity_id', 'accepted', 'custom_fields'],
] as const;

const MOMENTS = ['completion_time', 'due_time'] as const;

/** Tasks as v2 shows them. */
export const TASKS: Resource = {
  name: 'Task',
  table: 'tasks',
  customFields: 'TASK_NOTE_APPOINTMENT',
  readers: {
    task_ids: ({ id }) => id,
    user_id: ({ fields }) => Number(fields['assigned_to_user_id']) || undefined,
    has_due_date: ({ fields }) => fields['due_time'] !== undefined,
    is_completed: isCompleted,
  },
  stored: (body, writing) => {
    const given = withMoments(pickFields(body, NAMES), MOMENTS);
    const fields = withReferences(given, writing.account, { opportunity_id: 'opportunities' });
    return { ...fields, ...completion(fields, writing), ...authors(writing) };
  },
  shown: (task) => ({
    completed: isCompleted(task),
    accepted: task.fields['accepted'] === true,
    custom_fields: task.fields['custom_fields'] ?? [],
    modification_time: task.updated,
  }),
};

function isCompleted({ fields }: StoredRecord): boolean {
  return fields['completed'] === true;
}

/** A task is done when it has a time at which it was; either property says so to the other. */
function completion(values: Fields, { before, request }: Writing): Fields {
  const { completed, completion_time } = values;
  if (completed === undefined && completion_time === undefined) return {};
  const isDone = typeof completed === 'boolean' ? completed : typeof completion_time === 'string';
  if (!isDone) return { completed: false, completion_time: undefined };
  return { completed: true, completion_time: completion_time ?? before?.fields['completion_time'] ?? timeOf(request) };
}

/** v1 counts priorities: the first is the most important. */
const PRIORITIES: readonly unknown[] = ['CRITICAL', 'ESSENTIAL', 'NONESSENTIAL'];

const NAMES_V1 = {
  ...{
    title: 'title',
    description: 'description',
    type: 'type',
    completed: 'completed',
    user_id: 'assigned_to_user_id',
  },
  ...{ completion_date: 'completion_time', due_date: 'due_time', remind_time: 'remind_time_mins' },
  ...{ funnel_id: 'funnel_id', jgraph_id: 'jgraph_id', contact: 'contact_id', priority: 'priority' },
} as const;

/** Tasks as v1 shows them: with their contact in place of its id. */
export const TASKS_V1: Resource = {
  ...TASKS,
  queryV1: {
    equals: {
      completed: isCompleted,
      contact_id: ({ fields }) => Number(fields['contact_id']),
      has_due_date: ({ fields }) => fields['due_time'] !== undefined,
      user_id: ({ fields }) => Number(fields['assigned_to_user_id']),
    },
    orders: {
      completed: isCompleted,
      completion_date: ({ fields }) => String(fields['completion_time'] ?? ''),
      creation_date: ({ created }) => created,
      due_date: ({ fields }) => String(fields['due_time'] ?? ''),
      modification_date: ({ updated }) => updated,
      priority: ({ fields }) => priorityV1(fields),
      user_id: ({ fields }) => Number(fields['assigned_to_user_id']) || undefined,
    },
  },
  stored: (body, writing) => {
    const { account, request } = writing;
    const given = renamed({ ...body, ...priorityIn(body), ...contactIn(body, account) }, NAMES_V1);
    const fields = replacing(withMoments(given, MOMENTS), Object.values(NAMES_V1), request);
    if (!resulting(fields, 'title', writing) && !resulting(fields, 'due_time', writing)) {
      badRequest('title or due_date is required');
    }
    return { ...fields, ...completion(fields, writing), ...authors(writing) };
  },
  shown: (task, { account }) => {
    const { fields, created, updated } = task;
    const contact = account.tables.contacts.get(Number(fields['contact_id']));
    return {
      contact: contact && basicContact(contact),
      completed: isCompleted(task),
      completion_date: fields['completion_time'],
      creation_date: created,
      due_date: fields['due_time'],
      modification_date: updated,
      priority: priorityV1(fields),
      remind_time: fields['remind_time_mins'],
      user_id: fields['assigned_to_user_id'],
    };
  },
};

function basicContact(contact: StoredRecord): Fields {
  const { email, given_name, family_name } = briefContact(contact);
  return { id: contact.id, email, first_name: given_name, last_name: family_name };
}

function contactIn(body: Fields, { tables }: Account): Fields {
  if (!('contact' in body)) return {};
  return { contact: referredId(tables.contacts, asObject(body['contact'])?.['id'], 'contact.id') };
}

function priorityIn(body: Fields): Fields {
  return 'priority' in body ? { priority: PRIORITIES[Number(body['priority']) - 1] } : {};
}

function priorityV1({ priority }: Fields): number | undefined {
  return 1 + PRIORITIES.indexOf(priority) || undefined;
}

/** Tasks in both versions. */
export const TASK_HANDLERS: Handlers = {
  ...usual(TASKS, {
    list: 'v2:listTasks',
    create: 'v2:createTask',
    get: 'v2:getTask',
    update: 'v2:updateTask',
    delete: 'v2:deleteTask',
  }),
  ...usual(TASKS_V1, {
    create: 'v1:createTaskUsingPOST',
    get: 'v1:getTaskUsingGET',
    update: 'v1:updatePropertiesOnTaskUsingPATCH',
    delete: 'v1:deleteTaskUsingDELETE',
  }),
  ...usual(TASKS_V1, { update: 'v1:updateTaskUsingPUT' }),
  'v1:listTasksUsingGET': (request, account) =>
    replyRecords(TASKS_V1, account.tables.tasks, { request, account }, { sync_token: syncToken(request) }),
  // The tasks of whoever asks, unless those of someone else are asked for.
  'v1:listTasksForCurrentUserUsingGET': (request, account) => {
    const { tasks } = account.tables;
    const all = request.query.get('user_id') ? tasks : tasks.referring('assigned_to_user_id', OWNER_ID);
    return replyRecords(TASKS_V1, all, { request, account }, { sync_token: syncToken(request) });
  },
};
