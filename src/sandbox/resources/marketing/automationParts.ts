import { notFound } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { pathId, recordOf } from '../records.ts';

const DAY = 86_400_000;

/** The sequences of an automation, whether it runs or not. */
export function sequencesOf({ tables }: Account, automationId: number): StoredRecord[] {
  return tables.automationSequences.referring('automation_id', automationId);
}

/** The goals of an automation, whether it runs or not. */
export function goalsOf({ tables }: Account, automationId: number): StoredRecord[] {
  return tables.automationGoals.referring('automation_id', automationId);
}

/** Whether an automation runs. One that does not lets nobody in and shows neither sequences nor goals. */
export function isPublished(automation: StoredRecord | undefined): boolean {
  return automation?.fields['status'] === 'PUBLISHED';
}

/** The sequence that a path names under its automation. @throws RefusalError 400, 404 */
export function namedSequence(
  account: Account,
  request: SandboxRequest,
  parameters: { readonly automation: string; readonly sequence: string },
): { readonly automation: StoredRecord; readonly sequence: StoredRecord } {
  const automation = recordOf(account.tables.automations, 'Automation', request, parameters.automation);
  const id = pathId(request, parameters.sequence);
  const sequence = sequencesOf(account, automation.id).find((each) => each.id === id);
  return { automation, sequence: sequence ?? notFound('Sequence', id) };
}

/** How many contacts are in an automation, each counted once. */
export function activeCount(account: Account, automationId: number): number {
  const sequences = sequencesOf(account, automationId);
  return distinct(sequences.flatMap(({ id }) => account.relations.sequenceContacts.ofLeft(id)));
}

/** How many contacts have achieved a goal with nothing behind it, each counted once. */
export function completedCount(account: Account, automationId: number): number {
  const last = goalsOf(account, automationId).filter(({ fields }) => idList(fields['next_sequence_ids']).length === 0);
  return distinct(last.flatMap(({ id }) => account.relations.goalContacts.ofLeft(id)));
}

function distinct(links: readonly { readonly id: number }[]): number {
  return new Set(links.map(({ id }) => id)).size;
}

/** Ids as the seed and only the seed stores them. */
export function idList(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

/** What is known of a sequence: of the contacts in it those are done for whom its steps' waiting is over. */
export function sequenceView({ id, fields }: StoredRecord, account: Account, now: number): Fields {
  const links = account.relations.sequenceContacts.ofLeft(id);
  const done = now - DAY * Number(fields['days']);
  return {
    id,
    ...fields,
    active_contact_count: links.length,
    active_contact_count_completed: links.filter(({ since }) => Date.parse(since) <= done).length,
    historical_contact_count: recent(links, now),
  };
}

/** What is known of a goal. */
export function goalView({ id, fields }: StoredRecord, account: Account, now: number): Fields {
  return { id, ...fields, historical_contact_counts: recent(account.relations.goalContacts.ofLeft(id), now) };
}

function recent(links: readonly { readonly since: string }[], now: number): Fields {
  const within = (days: number) => links.filter(({ since }) => Date.parse(since) > now - days * DAY).length;
  return { '24_hours': within(1), '30_days': within(30) };
}
