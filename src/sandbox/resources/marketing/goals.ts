import { asNumber, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { referredId, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { goalsOf, idList, isPublished } from './automationParts.ts';

/**
 * Lets a contact achieve a goal: it leaves the sequences before the goal and enters those behind it.
 * @returns what came of it, under the names of both versions
 */
export function achieve(account: Account, goal: StoredRecord, contactId: number, request: SandboxRequest): Fields {
  const { sequenceContacts, goalContacts } = account.relations;
  const automationId = Number(goal.fields['automation_id']);
  const what = { campaign_id: automationId, automation_id: automationId, goal_id: goal.id };
  if (!isPublished(account.tables.automations.get(automationId))) {
    return { ...what, success: false, message: 'The automation is not published' };
  }
  goalContacts.add(goal.id, contactId, timeOf(request));
  const left = idList(goal.fields['previous_sequence_ids']).filter((id) => sequenceContacts.remove(id, contactId));
  const entered = idList(goal.fields['next_sequence_ids']).filter((id) =>
    sequenceContacts.add(id, contactId, timeOf(request)),
  );
  return {
    ...what,
    ...{ success: true, message: 'Goal achieved' },
    flow_start_results: entered.map((flow_id) => ({ success: true, message: 'Sequence started', flow_id })),
    flow_stop_results: left.map((flow_id) => ({ success: true, message: 'Sequence stopped', flow_id })),
  };
}

/** The contact a body names. @throws RefusalError 400 where it names none, or one nobody has */
export function contactIn({ tables }: Account, value: unknown): number {
  return referredId(tables.contacts, value, 'contact_id') ?? badRequest('contact_id is required');
}

/** The goals of automations that run which a call from outside achieves. */
function apiGoals({ tables }: Account, integration: string, callName: string): StoredRecord[] {
  return [...tables.automationGoals].filter(
    ({ fields }) =>
      fields['integration'] === integration &&
      fields['call_name'] === callName &&
      isPublished(tables.automations.get(Number(fields['automation_id']))),
  );
}

/** The goals a v2 body means, which names either a call or a goal. @throws RefusalError 400 */
function goalsIn(account: Account, body: Fields): StoredRecord[] {
  const integration = asString(body['integration']);
  const callName = asString(body['call_name']);
  const automationId = asNumber(body['automation_id']);
  const goalId = asNumber(body['goal_id']);
  const names = [integration, callName].filter((given) => given !== undefined).length;
  const ids = [automationId, goalId].filter((given) => given !== undefined).length;
  if (integration !== undefined && callName !== undefined && ids === 0) return apiGoals(account, integration, callName);
  if (automationId === undefined || goalId === undefined || names > 0) {
    badRequest('Either integration and call_name or automation_id and goal_id are required, and not both');
  }
  const goal = goalsOf(account, automationId).find(({ id }) => id === goalId);
  return [goal ?? badRequest(`Automation ${automationId} has no goal ${goalId}`)];
}

/** Goals achieved by a call, in both versions. */
export const GOAL_HANDLERS: Handlers = {
  'v2:achieveGoal': (request, account) => {
    const body = bodyObject(request);
    const contactId = contactIn(account, body['contact_id']);
    const results = goalsIn(account, body).map((goal) => achieve(account, goal, contactId, request));
    return reply(request, { results });
  },
  'v1:createAchieveApiGoalEventUsingPOST': (request, account) => {
    const { integration = '', callName = '' } = request.path;
    const contactId = contactIn(account, bodyObject(request)['contact_id']);
    const goals = apiGoals(account, integration, callName);
    return reply(
      request,
      goals.map((goal) => achieve(account, goal, contactId, request)),
    );
  },
};
