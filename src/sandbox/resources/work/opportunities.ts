import { asObject, asString } from '../../../keap/json.ts';
import { badRequest, notFound } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { idIn, notBlank, pickFields, referredId, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import {
  create,
  named,
  type Resource,
  replyRecord,
  replyRecords,
  storedFrom,
  usual,
  type Writing,
} from '../resource.ts';
import { OWNER_ID } from '../settings/users.ts';
import { noteMove } from './opportunityStages.ts';
import { companyName, contactOf, OPPORTUNITY_JOINS, partiesOf, statusOf } from './opportunityViews.ts';
import { renamed, replacing, withMoments } from './workBodies.ts';

const NAMES = [
  ...['opportunity_title', 'next_action_time', 'next_action_notes', 'opportunity_notes', 'estimated_close_time'],
  ...['include_in_forecast', 'projected_revenue_low', 'projected_revenue_high', 'contact_id', 'stage_id', 'user_id'],
  ...['custom_fields', 'affiliate_id'],
] as const;

/** The most ids a filter of opportunities takes, by Keap's own words. */
const MOST_IDS = 100;

/** Opportunities as v2 shows them. */
export const OPPORTUNITIES: Resource = {
  name: 'Opportunity',
  table: 'opportunities',
  customFields: 'OPPORTUNITY',
  readers: { opportunity_id: ({ id }) => id },
  joins: OPPORTUNITY_JOINS,
  stored: (body, writing) => finished(pickFields(body, NAMES), writing),
  shown: (opportunity, showing) => ({
    ...partiesOf(opportunity, showing),
    ...statusOf(opportunity, showing),
    custom_fields: opportunity.fields['custom_fields'] ?? [],
    lead_source: OPPORTUNITY_JOINS.lead_source_name(showing.account)(opportunity),
  }),
  removed: ({ id }, { tables }) => {
    for (const move of tables.stageMoves.referring('opportunity_id', id)) tables.stageMoves.remove(move.id);
    for (const task of tables.tasks.referring('opportunity_id', id)) {
      tables.tasks.change(task, { opportunity_id: undefined }, task.updated);
    }
  },
};

/** What both versions make of a body: its stage and moments checked, and when it came into the stage. */
function finished(given: Fields, { account, before, request }: Writing): Fields {
  const moments = withMoments(given, ['next_action_time', 'estimated_close_time']);
  const fields = withReferences(moments, account, { stage_id: 'opportunityStages', affiliate_id: 'affiliates' });
  const { stage_id } = fields;
  for (const name of ['contact_id', 'stage_id']) {
    if (Object.hasOwn(fields, name) && !fields[name]) badRequest(`${name} is required`);
  }
  return {
    ...notBlank(fields, 'opportunity_title', before),
    ...(stage_id === undefined || stage_id === before?.fields['stage_id']
      ? {}
      : { stage_entrance_time: timeOf(request) }),
    ...(before ? {} : { created_by: OWNER_ID }),
    last_updated_by: OWNER_ID,
  };
}

const NAMES_V1 = {
  ...{ affiliate_id: 'affiliate_id', contact: 'contact_id', stage: 'stage_id', user: 'user_id' },
  ...{ estimated_close_date: 'estimated_close_time', next_action_date: 'next_action_time' },
  ...{ next_action_notes: 'next_action_notes', opportunity_notes: 'opportunity_notes' },
  ...{ opportunity_title: 'opportunity_title', include_in_forecast: 'include_in_forecast' },
  ...{ projected_revenue_high: 'projected_revenue_high', projected_revenue_low: 'projected_revenue_low' },
  custom_fields: 'custom_fields',
} as const;

/** Opportunities as v1 shows and takes them: with objects in place of ids, and a number for yes and no. */
export const OPPORTUNITIES_V1: Resource = {
  ...OPPORTUNITIES,
  optional: ['custom_fields'],
  stored: (body, writing) => {
    const given = renamed({ ...body, ...objectsIn(body, writing.account), ...forecastIn(body) }, NAMES_V1);
    return finished(replacing(given, Object.values(NAMES_V1), writing.request), writing);
  },
  shown: (opportunity, showing) => shownV1(opportunity, partiesOf(opportunity, showing)),
};

function shownV1({ fields, created, updated }: StoredRecord, parties: Fields): Fields {
  return {
    ...parties,
    custom_fields: fields['custom_fields'] ?? [],
    date_created: created,
    last_updated: updated,
    estimated_close_date: fields['estimated_close_time'],
    next_action_date: fields['next_action_time'],
    include_in_forecast: fields['include_in_forecast'] === true ? 1 : 0,
  };
}

function objectsIn(body: Fields, { tables }: Account): Fields {
  const tablesByName = { contact: tables.contacts, stage: tables.opportunityStages, user: tables.users };
  const given = Object.entries(tablesByName).filter(([name]) => Object.hasOwn(body, name));
  const ids = given.map(([name, table]) => [name, referredId(table, asObject(body[name])?.['id'], `${name}.id`)]);
  return Object.fromEntries(ids);
}

function forecastIn(body: Fields): Fields {
  return 'include_in_forecast' in body ? { include_in_forecast: Number(body['include_in_forecast']) > 0 } : {};
}

/** Whether an opportunity or its contact has a text in its name, company or first email address. */
function mentions(term: string, account: Account): (opportunity: StoredRecord) => boolean {
  const wanted = term.toLowerCase();
  return (opportunity) => {
    const contact = contactOf(account, opportunity);
    const known = contact ? [...Object.values(briefContact(contact)), companyName(account, contact)] : [];
    return [...known, opportunity.fields['opportunity_title']].some((text) =>
      asString(text)?.toLowerCase().includes(wanted),
    );
  };
}

/** Lists do not tell what stages are about: the document of v1 says so of its own example. */
function listedV1(account: Account): Resource {
  return {
    ...OPPORTUNITIES_V1,
    queryV1: {
      equals: {
        stage_id: ({ fields }) => Number(fields['stage_id']),
        user_id: ({ fields }) => Number(fields['user_id']),
      },
      orders: {
        next_action: ({ fields }) => String(fields['next_action_time'] ?? ''),
        opportunity_name: ({ fields }) => String(fields['opportunity_title']),
        contact_name: OPPORTUNITY_JOINS.contact_name(account),
      },
    },
    shown: (opportunity, showing) => shownV1(opportunity, partiesOf(opportunity, showing, true)),
  };
}

/** A handler that makes an opportunity and writes down its first stage. */
function creating(resource: Resource): Handlers[string] {
  return (request, account) => {
    const opportunity = create(resource, request, account);
    noteMove(undefined, opportunity, account, request);
    return replyRecord(resource, opportunity, { request, account });
  };
}

/** A handler that changes the opportunity that a request means, and writes down a move to another stage. */
function changing(resource: Resource, find: (...of: Parameters<Handlers[string]>) => StoredRecord): Handlers[string] {
  return (request, account) => {
    const before = find(request, account);
    const fields = storedFrom(resource, { request, account, before });
    const after = account.tables.opportunities.change(before, fields, timeOf(request));
    noteMove(before, after, account, request);
    return replyRecord(resource, after, { request, account });
  };
}

/** Opportunities in both versions. */
export const OPPORTUNITY_HANDLERS: Handlers = {
  ...usual(OPPORTUNITIES, { get: 'v2:getOpportunity', delete: 'v2:deleteOpportunity' }),
  'v2:listOpportunities': (request, account) => {
    const ids = request.list.clauses.find(({ field }) => field === 'ids')?.values ?? [];
    if (ids.length > MOST_IDS) badRequest(`The filter field 'ids' takes at most ${MOST_IDS} ids`);
    if (ids.length > 0 && request.list.clauses.some(({ field }) => field === 'opportunity_id')) {
      badRequest("The filter fields 'opportunity_id' and 'ids' cannot be used together");
    }
    return replyRecords(OPPORTUNITIES, account.tables.opportunities, { request, account });
  },
  'v2:createOpportunity': creating(OPPORTUNITIES),
  'v2:updateOpportunity': changing(OPPORTUNITIES, (request, account) => named(OPPORTUNITIES, request, account)),
  ...usual(OPPORTUNITIES_V1, { get: 'v1:getOpportunityUsingGET' }),
  'v1:listOpportunitiesUsingGET': (request, account) => {
    const { opportunities } = account.tables;
    const term = request.query.get('search_term');
    const all = term ? [...opportunities].filter(mentions(term, account)) : opportunities;
    return replyRecords(listedV1(account), all, { request, account });
  },
  'v1:createOpportunityUsingPOST': creating(OPPORTUNITIES_V1),
  'v1:updatePropertiesOnOpportunityUsingPATCH': changing(OPPORTUNITIES_V1, (request, account) =>
    named(OPPORTUNITIES_V1, request, account),
  ),
  // The only PUT whose path names nothing: the id is in the body.
  'v1:updateOpportunityUsingPUT': changing(OPPORTUNITIES_V1, (request, { tables }) => {
    const id = idIn(bodyObject(request)['id']) ?? badRequest('id is required');
    return tables.opportunities.get(id) ?? notFound('Opportunity', id);
  }),
};
