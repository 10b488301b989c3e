import { asList } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Handlers } from '../handler.ts';
import { idsIn, recordOf, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { isPublished, namedSequence } from './automationParts.ts';

/** What came of one contact. */
type Result = 'SUCCESS' | 'ALREADY_IN_SEQUENCE' | 'CONTACT_DOES_NOT_EXIST' | 'FAILED';

type Step = (
  account: Account,
  request: SandboxRequest,
  contactIds: readonly number[],
) => Readonly<Record<string, Result>>;

const V1 = { automation: 'campaignId', sequence: 'sequenceId' } as const;
const V2 = { automation: 'campaign_id', sequence: 'sequence_id' } as const;

/** Puts contacts into the sequence a path names; one that does not run takes nobody. */
function adding(parameters: typeof V1 | typeof V2 | { automation: 'automation_id'; sequence: 'sequence_id' }): Step {
  return (account, request, contactIds) => {
    const { automation, sequence } = namedSequence(account, request, parameters);
    return each(account, contactIds, (contactId) => {
      if (!isPublished(automation)) return 'FAILED';
      const added = account.relations.sequenceContacts.add(sequence.id, contactId, timeOf(request));
      return added ? 'SUCCESS' : 'ALREADY_IN_SEQUENCE';
    });
  };
}

function removing(parameters: typeof V1 | typeof V2): Step {
  return (account, request, contactIds) => {
    const { sequence } = namedSequence(account, request, parameters);
    return each(account, contactIds, (contactId) =>
      account.relations.sequenceContacts.remove(sequence.id, contactId) ? 'SUCCESS' : 'FAILED',
    );
  };
}

function each({ tables }: Account, contactIds: readonly number[], step: (contactId: number) => Result) {
  const results = contactIds.map((id) => [id, tables.contacts.get(id) ? step(id) : 'CONTACT_DOES_NOT_EXIST'] as const);
  return Object.fromEntries(results);
}

function listed(request: SandboxRequest, name: 'contact_ids' | 'ids'): number[] {
  return idsIn(asList(bodyObject(request)[name]), name);
}

/** Does a step with the one contact that a v1 path names. */
function single(step: Step, request: SandboxRequest, account: Account): Answer {
  step(account, request, [recordOf(account.tables.contacts, 'Contact', request, 'contactId').id]);
  return reply(request);
}

/** Who is in which sequence, through automations, v2's campaigns and v1's. */
export const SEQUENCE_HANDLERS: Handlers = {
  'v2:addContactsToAutomationSequence': (request, account) => {
    const add = adding({ automation: 'automation_id', sequence: 'sequence_id' });
    return reply(request, {
      add_to_automation_sequence_results: add(account, request, listed(request, 'contact_ids')),
    });
  },
  'v2:addContactsToCampaignSequence': (request, account) =>
    reply(request, { add_to_sequence_results: adding(V2)(account, request, listed(request, 'contact_ids')) }),
  'v2:removeContactsFromCampaignSequence': (request, account) =>
    reply(request, { remove_from_sequence_results: removing(V2)(account, request, listed(request, 'contact_ids')) }),
  'v1:addContactsToCampaignSequenceUsingPOST': (request, account) =>
    reply(request, adding(V1)(account, request, listed(request, 'ids'))),
  'v1:removeContactsFromCampaignSequenceUsingDELETE': (request, account) => {
    removing(V1)(account, request, listed(request, 'ids'));
    return reply(request);
  },
  'v1:addContactToCampaignSequenceUsingPOST': (request, account) => single(adding(V1), request, account),
  'v1:removeContactFromCampaignSequenceUsingDELETE': (request, account) => single(removing(V1), request, account),
};
