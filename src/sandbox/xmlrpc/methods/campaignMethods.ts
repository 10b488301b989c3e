import { asList } from '../../../keap/json.ts';
import { sequencesOf } from '../../resources/marketing/automationParts.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { Moment, momentOf } from '../plain.ts';
import { type CampaignStep, campaignees, campaignSteps } from '../tables/marketingTables.ts';
import { answered, listIn, numberIn, recordIn, textIn } from './arguments.ts';

/** The contact and the campaign of a call. @throws FaultError RecordNotFound */
function whoAndWhere(args: Arguments, campaign: string, context: XmlRpcContext) {
  const contact = recordIn(args, 'contactId', 'contacts', context);
  const automation = recordIn(args, campaign, 'automations', context);
  const isIn = sequencesOf(context.account, automation.id).filter((sequence) =>
    context.account.relations.sequenceContacts.ofLeft(sequence.id).some(({ id }) => id === contact.id),
  );
  return { contact, automation, isIn };
}

function pausedOf(contactId: number, campaignId: number, { account }: XmlRpcContext) {
  return [...account.tables.pausedCampaignees].find(
    ({ fields }) => fields['ContactId'] === contactId && fields['CampaignId'] === campaignId,
  );
}

/** @throws FaultError RecordNotFound */
function stepIn(args: Arguments, name: string, context: XmlRpcContext): CampaignStep {
  const id = numberIn(args, name);
  return campaignSteps(context).find(({ Id }) => Id === id) ?? fault('RecordNotFound', `${name} ${id} was not found`);
}

/** What campaigns, which REST v2 calls automations, and action sets do with contacts. */
export const CAMPAIGN_METHODS: XmlRpcHandlers = {
  'ContactService.addToCampaign': (args, context) => {
    const { contact, automation } = whoAndWhere(args, 'campaignId', context);
    const [first] = sequencesOf(context.account, automation.id);
    if (!first) return false;
    const path = `/v2/campaigns/${automation.id}/sequences/${first.id}:addContacts`;
    const { json } = context.rest('POST', path, { contact_ids: [String(contact.id)] });
    return answered(answered(json, 'add_to_sequence_results'), String(contact.id)) === 'SUCCESS';
  },
  'ContactService.removeFromCampaign': (args, context) => {
    const { contact, automation, isIn } = whoAndWhere(args, 'followUpSequenceId', context);
    for (const { id } of isIn) {
      const path = `/v2/campaigns/${automation.id}/sequences/${id}:removeContacts`;
      context.rest('POST', path, { contact_ids: [String(contact.id)] });
    }
    return isIn.length > 0;
  },
  'ContactService.pauseCampaign': (args, context) => {
    const { contact, automation, isIn } = whoAndWhere(args, 'sequenceId', context);
    if (isIn.length === 0) return false;
    if (!pausedOf(contact.id, automation.id, context)) {
      const fields = { ContactId: contact.id, CampaignId: automation.id };
      context.account.tables.pausedCampaignees.insert(fields, new Date(context.now).toISOString());
    }
    return true;
  },
  'ContactService.resumeCampaignForContact': (args, context) => {
    const { contact, automation } = whoAndWhere(args, 'seqId', context);
    const paused = pausedOf(contact.id, automation.id, context);
    if (paused) context.account.tables.pausedCampaignees.remove(paused.id);
    return paused ? 1 : 0;
  },
  'ContactService.rescheduleCampaignStep': (args, context) => {
    const step = stepIn(args, 'sequenceStepId', context);
    const inSequence = new Set(context.account.relations.sequenceContacts.ofLeft(step.SequenceId).map(({ id }) => id));
    return listIn(args, 'contactIds').filter((id) => inSequence.has(Number(id))).length;
  },
  'ContactService.getNextCampaignStep': (args, context) => {
    const { automation, isIn } = whoAndWhere(args, 'followUpSequenceId', context);
    const steps = campaignSteps(context, automation.id);
    return steps.find(({ SequenceId }) => SequenceId === isIn[0]?.id)?.Id ?? 0;
  },
  'ContactService.getCampaigneeDetails': (args, context) => {
    const { contact, automation } = whoAndWhere(args, 'campaignId', context);
    for (const found of campaignees(context)) {
      if (found.ContactId === contact.id && found['CampaignId'] === automation.id) return found;
    }
    return fault('RecordNotFound', `Contact ${contact.id} is not in campaign ${automation.id}`);
  },
  'ContactService.getCampaigneeStepDetails': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const step = stepIn(args, 'stepId', context);
    const link = context.account.relations.sequenceContacts.ofLeft(step.SequenceId).find(({ id }) => id === contact.id);
    if (!link) fault('RecordNotFound', `Contact ${contact.id} is not in the sequence of step ${step.Id}`);
    return { ContactId: contact.id, StepId: step.Id, Status: 'Queued', DateCreated: momentOf(link.since) };
  },
  'ContactService.getCampaignStepDetails': (args, context) => ({ ...stepIn(args, 'stepId', context) }),
  'ContactService.getCampaignStepOrder': (args, context) =>
    campaignSteps(context, recordIn(args, 'campaignId', 'automations', context).id).map(({ Id }) => Id),
  'ContactService.runActionSequence': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const { fields } = recordIn(args, 'actionSetId', 'actionSequences', context);
    return [
      {
        ...{ Action: fields['TemplateName'], Message: `Ran for contact ${contact.id}`, IsError: false },
        Date: new Moment(context.now),
      },
    ];
  },
  'FunnelService.achieveGoal': (args, context) => {
    const body = {
      ...{ integration: textIn(args, 'integration'), call_name: textIn(args, 'callName') },
      contact_id: recordIn(args, 'contactId', 'contacts', context).id,
    };
    const results = asList(answered(context.rest('POST', '/v2/automations/goals/achieve', body).json, 'results')) ?? [];
    return results.map((result) => ({
      ...{ funnelId: Number(answered(result, 'automation_id')), goalId: Number(answered(result, 'goal_id')) },
      ...{ success: answered(result, 'success') === true, msg: String(answered(result, 'message')) },
    }));
  },
};
