import type { Fields, TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const SET_UP = '2024-11-01T08:00:00.000Z';

/** Records of one look for everybody, under the names that XML-RPC's tables have for their fields. */
function fixed(list: readonly Fields[]): () => TableSeed {
  return () => ({
    count: list.length,
    make: (id) => ({ fields: list[id - 1] ?? {}, created: SET_UP, updated: SET_UP }),
  });
}

/** Records that follow the contacts. */
function grown(name: string, share: number, make: (world: World, id: number) => Fields): (world: World) => TableSeed {
  return (world) => ({
    count: Math.ceil(world.size.contacts * share),
    make: (id) => {
      const created = iso(world.dice(name, id).moment());
      return { fields: make(world, id), created, updated: created };
    },
  });
}

/** What only XML-RPC shows. */
export const XML_RPC_RECORD_TABLES = {
  userGroupMembers: fixed([
    { UserId: 1, GroupId: 1, Admin: 1 },
    { UserId: 2, GroupId: 2, Admin: 1 },
    { UserId: 3, GroupId: 3, Admin: 0 },
    { UserId: 4, GroupId: 2, Admin: 0 },
  ]),
  actionSequences: fixed([
    { TemplateName: 'Welcome a customer', VisibleToTheseUsers: '1,2,3' },
    { TemplateName: 'Remind "gently"', VisibleToTheseUsers: '1' },
    { TemplateName: 'Abschied', VisibleToTheseUsers: '1,4' },
  ]),
  leadStatuses: fixed(
    ['Cold', 'Warm', 'Hot'].map((StatusName, index) => ({
      ...{ StatusName, StatusOrder: String(index + 1), TargetNumDays: String(7 * (index + 1)) },
    })),
  ),
  ticketStages: fixed(['New', 'In work', 'Waiting', 'Closed'].map((StageName) => ({ StageName }))),
  ticketTypes: fixed(['Question', 'Complaint', 'Return'].map((Label) => ({ CategoryId: 1, Label }))),
  tickets: grown('tickets', 0.02, (world, id) => {
    const dice = world.dice('ticketFields', id);
    return {
      xmlrpc: {
        ...{ IssueId: id, ContactId: 1 + dice.below(world.size.contacts), UserId: 1 + dice.below(4) },
        ...{
          TicketTitle: dice.one(['Gloves too small', 'Où est ma commande ?', 'Rechnung <fehlt>']),
          TicketTypeId: 1 + dice.below(3),
        },
        ...{ Summary: 'As told on the phone.', Stage: 1 + dice.below(4), Priority: 1 + dice.below(3), CreatedBy: 1 },
      },
    };
  }),
  mortgageLeads: grown('mortgageLeads', 0.01, (world, id) => {
    const dice = world.dice('mortgageLeadFields', id);
    return {
      xmlrpc: {
        ...{ OpportunityId: 1 + dice.below(Math.max(1, world.size.opportunities)), MtgNotes: 'Rate until spring' },
        ...{ ApplicationDate: iso(dice.moment()), EstimatedCloseDate: iso(dice.moment()) },
      },
    };
  }),
  contactExpenses: grown('contactExpenses', 0.02, (world, id) => {
    const dice = world.dice('contactExpenseFields', id);
    return {
      ...{ ContactId: 1 + dice.below(world.size.contacts), ExpenseType: dice.one(['Lead', 'Mail']), TypeId: 1 },
      ...{ ExpenseAmt: dice.below(20_000) / 100, DateIncurred: iso(dice.moment()) },
    };
  }),
  /** Contacts in other applications, by `linkContact`. */
  contactMaps: fixed([]),
  /** Contacts whose campaign waits. */
  pausedCampaignees: fixed([]),
  /** What was told of calls, by `updatePhoneStats`. */
  phoneStats: fixed([]),
  /** Surveys that were handed in. */
  surveyResults: fixed([{ Name: 'How was it?' }]),
  /** Commissions that were set by hand for subscriptions. */
  recurringCommissions: fixed([]),
  /** Tokens with which a card may be handed in. */
  cardTokens: fixed([]),
} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
