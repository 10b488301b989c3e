import type { TableMove } from './tableMove.ts';

/** Opportunities, tasks, files, automations, reports, lead sources and affiliates. */
export const WORK_TABLES: Readonly<Record<string, readonly TableMove[]>> = {
  Lead: [
    {
      list: 'listOpportunities',
      read: 'getOpportunity',
      create: 'createOpportunity',
      change: 'updateOpportunity',
      remove: 'deleteOpportunity',
      fields: {
        Id: { at: 'id', filter: 'ids' },
        OpportunityTitle: { at: 'opportunity_title', filter: 'opportunity_title', order: 'opportunity_title' },
        ContactID: { at: 'contact.id', body: 'contact_id', filter: 'contact_id' },
        AffiliateId: { at: 'affiliate_id', filter: 'affiliate_id' },
        UserID: { at: 'user.id', body: 'user_id', filter: 'user_id' },
        StageID: { at: 'stage.id', body: 'stage_id', filter: 'stage_id' },
        StatusID: 'status_id',
        Leadsource: { at: 'lead_source', filter: 'lead_source_name' },
        Objection: 'objection',
        ProjectedRevenueLow: { at: 'projected_revenue_low', filter: 'projected_revenue_low' },
        ProjectedRevenueHigh: { at: 'projected_revenue_high', filter: 'projected_revenue_high' },
        OpportunityNotes: 'opportunity_notes',
        DateCreated: { at: 'created_time', order: 'created_time' },
        LastUpdated: { at: 'last_updated_time', order: 'update_time' },
        LastUpdatedBy: 'last_updated_by',
        CreatedBy: 'created_by',
        EstimatedCloseDate: 'estimated_close_time',
        NextActionDate: { at: 'next_action_time', order: 'next_action_time' },
        NextActionNotes: 'next_action_notes',
      },
    },
  ],
  Stage: [
    {
      list: 'listOpportunityStages',
      read: 'getOpportunityStage',
      fields: {
        Id: { at: 'id', filter: 'opportunity_stage_id' },
        StageName: { at: 'name', filter: 'opportunity_stage_name' },
        StageOrder: { at: 'order', order: 'stage_order' },
        TargetNumDays: 'target_number_days',
      },
    },
  ],
  StageMove: [
    {
      list: 'listOpportunityStageMoves',
      read: 'getOpportunityStageMove',
      fields: {
        Id: { at: 'id', order: 'id' },
        OpportunityId: { at: 'opportunity_id', filter: 'opportunity_id' },
        MoveDate: { at: 'move_time', order: 'move_date' },
        MoveToStage: 'move_to_stage_id',
        MoveFromStage: 'move_from_stage_id',
        PrevStageMoveDate: 'prev_stage_move_time',
        CreatedBy: 'created_by',
        DateCreated: 'create_time',
        UserId: { at: 'user_id', filter: 'user_id' },
      },
    },
  ],
  ContactAction: [
    {
      list: 'listTasks',
      read: 'getTask',
      create: 'createTask',
      change: 'updateTask',
      remove: 'deleteTask',
      notes: [
        'The table holds tasks, notes and appointments: notes have operations of their own in REST v2, appointments in v1 alone.',
      ],
      fields: {
        Id: { at: 'id', filter: 'task_ids', order: 'id' },
        ContactId: { at: 'contact_id', filter: 'contact_id' },
        OpportunityId: { at: 'opportunity_id', filter: 'opportunity_id' },
        ActionType: 'type',
        ActionDescription: { at: 'title', filter: 'title' },
        CreationNotes: 'description',
        CreationDate: { at: 'create_time', order: 'create_time' },
        CompletionDate: 'completion_time',
        ActionDate: { at: 'due_time', order: 'due_time' },
        UserID: { at: 'assigned_to_user_id', filter: 'user_id' },
        Accepted: 'accepted',
        CreatedBy: 'created_by_user_id',
        LastUpdated: { at: 'modification_time', order: 'update_time' },
        LastUpdatedBy: 'last_updated_by_user_id',
        Priority: {
          at: 'priority',
          filter: 'priority',
          words: [
            ['1', 'CRITICAL'],
            ['2', 'ESSENTIAL'],
            ['3', 'NONESSENTIAL'],
          ],
        },
      },
    },
  ],
  FileBox: [
    {
      list: 'listFiles',
      read: 'getFile',
      fields: {
        Id: 'id',
        FileName: { at: 'file_name', filter: 'file_name', order: 'file_name' },
        FileSize: 'file_size',
        ContactId: { at: 'contact_id', filter: 'contact_id' },
        Public: { at: 'is_public', filter: 'is_public' },
      },
    },
  ],
  Campaign: [
    {
      list: 'listCampaigns',
      read: 'getCampaign',
      fields: { Id: { at: 'id', order: 'id' }, Name: { at: 'name', filter: 'name', order: 'name' } },
    },
  ],
  Template: [
    {
      list: 'listEmailTemplates',
      read: 'getEmailTemplate',
      fields: { Id: { at: 'id', order: 'id' }, PieceTitle: 'piece_title', Categories: 'categories' },
    },
  ],
  SavedFilter: [
    {
      list: 'listReports',
      read: 'retrieveReport',
      fields: { Id: 'id', FilterName: { at: 'name', filter: 'name', order: 'name' }, UserId: 'user_ids' },
    },
  ],
  LeadSource: [
    {
      list: 'listLeadSources',
      read: 'getLeadSource',
      create: 'createLeadSource',
      change: 'updateLeadSource',
      remove: 'deleteLeadSource',
      fields: {
        Id: { at: 'id', filter: 'id' },
        Name: { at: 'name', filter: 'name', order: 'name' },
        Description: { at: 'description', filter: 'description' },
        StartDate: { at: 'start_time', filter: 'start_time', order: 'start_time' },
        EndDate: { at: 'end_time', filter: 'end_time', order: 'end_time' },
        Status: {
          at: 'status',
          filter: 'status',
          order: 'status',
          words: [
            ['1', 'ACTIVE'],
            ['0', 'INACTIVE'],
          ],
        },
        Vendor: { at: 'vendor', filter: 'vendor', order: 'vendor' },
        Medium: { at: 'medium', filter: 'medium', order: 'medium' },
        Message: { at: 'message', filter: 'message' },
        LeadSourceCategoryId: { at: 'lead_source_category_id', filter: 'lead_source_category_id' },
      },
    },
  ],
  LeadSourceCategory: [
    {
      list: 'listLeadSourceCategories',
      read: 'getLeadSourceCategory',
      create: 'createLeadSourceCategory',
      change: 'updateLeadSourceCategory',
      remove: 'deleteLeadSourceCategory',
      fields: {
        Id: 'id',
        Name: { at: 'name', filter: 'name', order: 'name' },
        Description: { at: 'description', filter: 'description' },
      },
    },
  ],
  LeadSourceExpense: [
    {
      list: 'listLeadSourceExpenses',
      create: 'createLeadSourceExpense',
      within: { field: 'LeadSourceId', path: 'lead_source_id' },
      fields: {
        Id: 'id',
        LeadSourceId: 'lead_source_id',
        LeadSourceRecurringExpenseId: 'lead_source_recurring_expense_id',
        Title: { at: 'title', filter: 'title', order: 'title' },
        Notes: 'notes',
        Amount: { at: 'amount.amount', body: 'amount', filter: 'amount', order: 'amount', cents: true },
        DateIncurred: { at: 'incurred_time', filter: 'incurred_time', order: 'incurred_time' },
      },
    },
  ],
  LeadSourceRecurringExpense: [
    {
      list: 'listLeadSourceRecurringExpenses',
      create: 'createLeadSourceRecurringExpense',
      within: { field: 'LeadSourceId', path: 'lead_source_id' },
      fields: {
        Id: 'id',
        LeadSourceId: 'lead_source_id',
        Title: { at: 'title', filter: 'title', order: 'title' },
        Notes: 'notes',
        Amount: { at: 'amount.amount', body: 'amount', filter: 'amount', order: 'amount', cents: true },
        StartDate: { at: 'start_time', filter: 'start_time', order: 'start_time' },
        EndDate: { at: 'end_time', filter: 'end_time', order: 'end_time' },
        NextExpenseDate: { at: 'next_expense_time', filter: 'next_expense_time', order: 'next_expense_time' },
      },
    },
  ],
  Affiliate: [
    {
      list: 'listAffiliate',
      read: 'getAffiliate',
      create: 'addAffiliate',
      change: 'updateAffiliate',
      remove: 'deleteAffiliate',
      fields: {
        Id: { at: 'id', filter: 'id', order: 'id' },
        AffName: { at: 'name', filter: 'name', order: 'name' },
        AffCode: { at: 'code', filter: 'code', order: 'code' },
        ContactId: { at: 'contact_id', filter: 'contact_id' },
        ParentId: 'parent_affiliate_id',
        Status: {
          at: 'status',
          filter: 'status',
          order: 'status',
          words: [
            ['1', 'ACTIVE'],
            ['0', 'INACTIVE'],
          ],
        },
        NotifyLead: 'notify_on_lead',
        NotifySale: 'notify_on_sale',
        LeadCookieFor: 'track_leads_days',
        Password: { body: 'password' },
      },
    },
  ],
  Referral: [
    {
      list: 'listReferrals',
      create: 'createReferral',
      fields: {
        Id: { at: 'id', order: 'id' },
        ContactId: { at: 'contact_id', filter: 'contact_id' },
        AffiliateId: { at: 'referral_partner_id', filter: 'referral_partner_id' },
        DateSet: { at: 'referral_time', order: 'referral_time' },
        DateExpires: 'expiration_time',
        IPAddress: 'ip_address',
        Source: { at: 'source', filter: 'source' },
        Info: { at: 'description', filter: 'description' },
        Type: {
          at: 'referral_type',
          words: [
            ['0', 'PERMANENT'],
            ['1', 'COOKIE'],
            ['2', 'MANUAL'],
          ],
        },
      },
    },
  ],
};
