import { asNumber, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { idIn, notBlank, pickFields, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { type Resource, usual } from '../resource.ts';
import { OWNER_ID } from '../settings/users.ts';

/** The stages opportunities go through. */
export const OPPORTUNITY_STAGES: Resource = {
  name: 'Opportunity stage',
  table: 'opportunityStages',
  readers: {
    opportunity_stage_id: ({ id }) => id,
    opportunity_stage_name: ({ fields }) => asString(fields['name']),
    stage_order: orderOf,
  },
  stored: (body, { account, before }) => {
    const fields = pickFields(body, ['name', 'order', 'target_number_days', 'probability']);
    checkRange(fields, 'probability', 100);
    checkRange(fields, 'target_number_days', Number.POSITIVE_INFINITY);
    const checklist = 'checklist_items' in body ? { checklist_items: checklist_items(body, account) } : {};
    return notBlank({ ...fields, ...checklist }, 'name', before);
  },
  // Every opportunity is in some stage: those of one that goes begin again.
  removed: ({ id }, account, request) => {
    const [first] = inOrder(account);
    if (!first) return;
    for (const opportunity of account.tables.opportunities.referring('stage_id', id)) {
      moveTo(first.id, opportunity, account, request);
    }
  },
};

/** How opportunities moved from stage to stage. */
const STAGE_MOVES: Resource = {
  name: 'Stage move',
  table: 'stageMoves',
  readers: { move_date: ({ fields }) => asString(fields['move_time']) },
};

function orderOf({ fields }: StoredRecord): number {
  return asNumber(fields['order']) ?? 0;
}

function inOrder({ tables }: Account): StoredRecord[] {
  return [...tables.opportunityStages].sort((a, b) => orderOf(a) - orderOf(b) || a.id - b.id);
}

function checkRange(fields: Fields, name: string, most: number): void {
  const value = asNumber(fields[name]);
  if (value === undefined || (value >= 0 && value <= most)) return;
  badRequest(`${name} must be at least 0${Number.isFinite(most) ? ` and at most ${most}` : ''}`);
}

/** The checklist of a body, in which items without an id are new. */
function checklist_items(body: Fields, { tables }: Account): Fields[] {
  const known = [...tables.opportunityStages].flatMap(({ fields }) => parts(fields, 'checklist_items'));
  let last = Math.max(0, ...known.map(({ id }) => Number(id)));
  return parts(body, 'checklist_items').map((item) => ({ ...item, id: idIn(item['id']) ?? ++last }));
}

function moveTo(stage_id: number, opportunity: StoredRecord, account: Account, request: SandboxRequest): void {
  const { opportunities } = account.tables;
  const fields = { stage_id, stage_entrance_time: timeOf(request) };
  noteMove(opportunity, opportunities.change(opportunity, fields, timeOf(request)), account, request);
}

/** Writes down that an opportunity came into another stage, or into its first. */
export function noteMove(
  before: StoredRecord | undefined,
  after: StoredRecord,
  { tables }: Account,
  request: SandboxRequest,
): void {
  const { stage_id, user_id } = after.fields;
  if (before?.fields['stage_id'] === stage_id) return;
  tables.stageMoves.insert(
    {
      opportunity_id: after.id,
      user_id: user_id ?? OWNER_ID,
      created_by: OWNER_ID,
      // Keap's word for "from nowhere".
      move_from_stage_id: before?.fields['stage_id'] ?? 0,
      move_to_stage_id: stage_id,
      move_time: timeOf(request),
      prev_stage_move_time: before?.fields['stage_entrance_time'],
    },
    timeOf(request),
  );
}

/** A stage as opportunities in it show it, under both versions' names. */
export function stageDetails({ fields }: StoredRecord): Fields {
  const items = parts(fields, 'checklist_items').map(({ order, ...item }) => ({ ...item, item_order: order }));
  return {
    ...{ probability: fields['probability'], stage_order: fields['order'], checklist_items: items },
    ...{ target_num_days: fields['target_number_days'], check_list_items: items },
  };
}

/** Stages, v1's pipeline of them, and moves. */
export const OPPORTUNITY_STAGE_HANDLERS: Handlers = {
  ...usual(OPPORTUNITY_STAGES, {
    list: 'v2:listOpportunityStages',
    create: 'v2:createOpportunityStage',
    get: 'v2:getOpportunityStage',
    update: 'v2:updateOpportunityStage',
    delete: 'v2:deleteOpportunityStage',
  }),
  ...usual(STAGE_MOVES, { list: 'v2:listOpportunityStageMoves', get: 'v2:getOpportunityStageMove' }),
  'v1:listOpportunityStagePipelinesUsingGET': (request, account) =>
    reply(
      request,
      inOrder(account).map(({ id, fields }, index) => ({
        end_stage: fields['end_stage'] === true,
        is_default: index === 0,
        stage_count: account.tables.opportunities.referring('stage_id', id).length,
        stage_id: id,
        stage_name: fields['name'],
        stage_order: fields['order'],
      })),
    ),
};
