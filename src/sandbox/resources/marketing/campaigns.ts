import { asString } from '../../../keap/json.ts';
import type { Readers } from '../../query/select.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { replyPage } from '../reply.ts';
import { named, type Resource, replyRecords, usual } from '../resource.ts';
import { standardReaders } from '../standardReaders.ts';
import {
  activeCount,
  completedCount,
  goalsOf,
  goalView,
  isPublished,
  sequencesOf,
  sequenceView,
} from './automationParts.ts';
import { AUTOMATIONS, categoryNames } from './automations.ts';

/** Campaigns: the same records as automations, under the older name. */
const CAMPAIGNS: Resource = {
  ...AUTOMATIONS,
  name: 'Campaign',
  readers: {
    ...AUTOMATIONS.readers,
    publisheddate: ({ fields }) => asString(fields['published_date']),
    datecreated: ({ created }) => created,
    lastupdated: ({ updated }) => updated,
  },
  joins: {
    ...AUTOMATIONS.joins,
    completedContactCount: (account) => (record) => completedCount(account, record.id),
  },
};

/** Campaigns as v1 shows them, with their goals and sequences where a request asks for these. */
const CAMPAIGNS_V1: Resource = {
  ...CAMPAIGNS,
  optional: ['goals', 'sequences'],
  shown: (record, showing) => {
    const { account, request } = showing;
    const parts = isPublished(record);
    return {
      ...CAMPAIGNS.shown?.(record, showing),
      goals: parts ? goalsOf(account, record.id).map((goal) => goalView(goal, account, request.now)) : [],
      sequences: parts ? sequencesOf(account, record.id).map((each) => sequenceView(each, account, request.now)) : [],
    };
  },
};

function ordersV1(account: Account): Readers<StoredRecord> {
  return {
    name: ({ fields }) => asString(fields['title']),
    active_contact_count: ({ id }) => activeCount(account, id),
    completed_contact_count: ({ id }) => completedCount(account, id),
    category: (record) => categoryNames(account, record)[0],
  };
}

const PARTS = { read: standardReaders(), idOf: ({ id }: StoredRecord) => id };

/** Campaigns in both versions, with their goals and sequences; those of one that does not run are not shown. */
export const CAMPAIGN_HANDLERS: Handlers = {
  ...usual(CAMPAIGNS, { list: 'v2:listCampaigns', get: 'v2:getCampaign' }),
  'v2:getCampaignGoals': (request, account) => {
    const campaign = named(CAMPAIGNS, request, account);
    const goals = isPublished(campaign) ? goalsOf(account, campaign.id) : [];
    const view = (goal: StoredRecord) => goalView(goal, account, request.now);
    return replyPage(request, goals, PARTS, view, { campaign_id: campaign.id });
  },
  'v2:getCampaignSequences': (request, account) => {
    const campaign = named(CAMPAIGNS, request, account);
    const sequences = isPublished(campaign) ? sequencesOf(account, campaign.id) : [];
    const view = (sequence: StoredRecord) => sequenceView(sequence, account, request.now);
    return replyPage(request, sequences, PARTS, view, { campaign_id: campaign.id });
  },
  ...usual(CAMPAIGNS_V1, { get: 'v1:getCampaignUsingGET' }),
  'v1:listCampaignsUsingGET': (request, account) => {
    const text = request.query.get('search_text')?.toLowerCase() ?? '';
    const fits = ({ fields }: StoredRecord) => asString(fields['title'])?.toLowerCase().includes(text) === true;
    const found = [...account.tables.automations].filter(fits);
    const list = { ...CAMPAIGNS_V1, queryV1: { orders: ordersV1(account) } };
    return replyRecords(list, found, { request, account });
  },
};
