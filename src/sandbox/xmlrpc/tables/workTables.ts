import { own } from './contactTables.ts';
import { storedView } from './storedView.ts';
import { CREATED, flag, moment, property, shown, type TableView, UPDATED, word } from './tableView.ts';

/** Opportunities, tasks, tickets and files. */
export const WORK_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  Lead: storedView({
    table: 'opportunities',
    custom: 'OPPORTUNITY',
    fields: {
      OpportunityTitle: property('opportunity_title'),
      ContactID: property('contact_id'),
      AffiliateId: property('affiliate_id'),
      UserID: property('user_id'),
      StageID: property('stage_id'),
      Objection: property('objection'),
      ProjectedRevenueLow: property('projected_revenue_low'),
      ProjectedRevenueHigh: property('projected_revenue_high'),
      OpportunityNotes: property('opportunity_notes'),
      DateCreated: CREATED,
      LastUpdated: UPDATED,
      LastUpdatedBy: property('last_updated_by'),
      CreatedBy: property('created_by'),
      EstimatedCloseDate: moment('estimated_close_time'),
      NextActionDate: moment('next_action_time'),
      NextActionNotes: property('next_action_notes'),
    },
    made: ({ now }) => ({ stage_id: 1, stage_entrance_time: new Date(now).toISOString(), custom_fields: [] }),
    deleteBy: '/v2/opportunities',
  }),
  Stage: storedView({
    table: 'opportunityStages',
    fields: {
      StageName: property('name'),
      StageOrder: property('order'),
      TargetNumDays: property('target_number_days'),
    },
  }),
  StageMove: storedView({
    table: 'stageMoves',
    fields: {
      OpportunityId: property('opportunity_id'),
      MoveDate: moment('move_time'),
      MoveToStage: property('move_to_stage_id'),
      MoveFromStage: property('move_from_stage_id'),
      PrevStageMoveDate: moment('prev_stage_move_time'),
      CreatedBy: property('created_by'),
      DateCreated: CREATED,
      UserId: property('user_id'),
    },
  }),
  Status: storedView({ table: 'leadStatuses', fields: own('StatusName', 'StatusOrder', 'TargetNumDays') }),
  MtgLead: storedView({ table: 'mortgageLeads', fields: {} }),
  ContactAction: storedView({
    table: 'tasks',
    custom: 'TASK_NOTE_APPOINTMENT',
    fields: {
      ContactId: property('contact_id'),
      OpportunityId: property('opportunity_id'),
      ActionType: property('type'),
      ActionDescription: property('title'),
      CreationDate: { ...CREATED, write: () => ({}) },
      CreationNotes: property('description'),
      CompletionDate: {
        ...moment('completion_time'),
        write: (...args) => ({ ...moment('completion_time').write?.(...args), completed: true }),
      },
      ActionDate: moment('due_time'),
      EndDate: moment('end_time'),
      UserID: property('assigned_to_user_id'),
      Accepted: flag('accepted'),
      CreatedBy: property('created_by_user_id'),
      LastUpdated: UPDATED,
      LastUpdatedBy: property('last_updated_by_user_id'),
      Priority: word('priority', [
        [1, 'CRITICAL'],
        [2, 'ESSENTIAL'],
        [3, 'NONESSENTIAL'],
      ]),
      IsAppointment: { read: () => 0, write: () => ({}) },
      ObjectType: { read: () => 'Task', write: () => ({}) },
    },
    made: () => ({ type: 'Other', priority: 'NONESSENTIAL', completed: false, custom_fields: [] }),
    deleteBy: '/v2/tasks',
  }),
  Ticket: storedView({ table: 'tickets', fields: { DateCreated: CREATED, LastUpdated: UPDATED } }),
  TicketStage: storedView({ table: 'ticketStages', fields: own('StageName') }),
  TicketType: storedView({ table: 'ticketTypes', fields: own('CategoryId', 'Label') }),
  Expense: storedView({
    table: 'contactExpenses',
    fields: own('ContactId', 'ExpenseType', 'TypeId', 'ExpenseAmt', 'DateIncurred'),
  }),
  FileBox: storedView({
    table: 'files',
    fields: {
      FileName: property('file_name'),
      Extension: shown(({ fields }) => /\.([^.]+)$/.exec(String(fields['file_name']))?.[1]),
      FileSize: property('file_size'),
      ContactId: property('contact_id'),
      Public: flag('is_public'),
    },
  }),
};
