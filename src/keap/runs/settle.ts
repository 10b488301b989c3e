import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { type RecordKinds, recordOf } from '../edit/recordKinds.ts';
import { wholeRead } from '../edit/wholeRead.ts';
import { numberText } from '../exactJson.ts';
import { asList, asObject, asString } from '../json.ts';
import { emptyDraft, parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';
import { CONTACT_LIST, MAKES_CONTACT, madeContact } from './madeContact.ts';
import { callSettling } from './settleCalls.ts';
import { hasValue, isNothing, parsedJson } from './settledValue.ts';
import { TAGGINGS, type Tagging } from './taggings.ts';

/** What reading says of a row whose answer never came; undefined where it does not tell. */
export type Settled = 'done' | 'notDone' | undefined;

/** An operation with what is needed to send it. */
export interface Known {
  readonly operation: Operation;
  readonly schemas: Schemas;
}

/** A reading request that can tell whether another one was carried out, and what its answer means. */
export interface Settling extends Known {
  readonly draft: RequestDraft;
  /** @param text of the body */
  readonly judge: (status: number, text: string) => Settled;
  /** The id of the record that was made, as the answer shows it. */
  readonly madeId?: (text: string) => string | undefined;
}

/**
 * How to find out by one reading call whether a request was carried out: a deleted record is gone, a changed one has
 * what was asked for, a tag is on its contact, a contact by this email and name was made meanwhile. Undefined where no
 * reading tells, as of most that is made: another one like it may be there for other reasons.
 * @param since when the run was made, in milliseconds since 1970
 */
export async function settlingOf(
  operation: Operation,
  draft: RequestDraft,
  kinds: RecordKinds,
  lookUp: (key: string) => Promise<Known | undefined>,
  since: number,
): Promise<Settling | undefined> {
  if (operation.call) return callSettling(operation, draft, lookUp);
  const tagging = TAGGINGS[operation.key]?.(draft);
  if (tagging) return tagSettling(tagging, await lookUp(TAGS_OF_CONTACT));
  if (MAKES_CONTACT.has(operation.key)) return contactSettling(draft, since, await lookUp(CONTACT_LIST));
  const record = recordOf(kinds, operation, draft);
  const reader = record && (await lookUp(record.kind.reader));
  if (!record || !reader) return undefined;
  const reading = { ...reader, draft: wholeRead(reader.operation, reader.schemas, record.ids) };
  if (operation.method === 'DELETE') return { ...reading, judge: judgeDeletion };
  if (operation.method !== 'PATCH' && operation.method !== 'PUT') return undefined;
  const mask = inputTexts(draft.parameters['query:update_mask']);
  return { ...reading, judge: (status, text) => (status === 200 ? judgeChange(draft.body, text, mask) : undefined) };
}

const TAGS_OF_CONTACT = 'v2:listTagsForContact';
const MOST_TAGS = '1000';

function tagSettling({ contact, tags, on }: Tagging, reader: Known | undefined): Settling | undefined {
  if (!reader) return undefined;
  const [contactId, size] = [parameterId({ in: 'path', name: 'contact_id' }), 'query:page_size'];
  const draft = { ...emptyDraft(TAGS_OF_CONTACT), parameters: { [contactId]: contact, [size]: MOST_TAGS } };
  const judge = (status: number, text: string): Settled => {
    const answer = asObject(parsedJson(text));
    const list = asList(answer?.['tags']);
    if (status !== 200 || !list) return undefined;
    const there = new Set(list.map((applied) => textOf(asObject(asObject(applied)?.['tag'])?.['id'])));
    const found = tags.filter((tag) => there.has(tag)).length;
    // What is not on this page may be on the next one.
    const isWhole = !asString(answer?.['next_page_token']);
    if (on) return found === tags.length ? 'done' : isWhole ? 'notDone' : undefined;
    return found > 0 ? 'notDone' : isWhole ? 'done' : undefined;
  };
  return { ...reader, draft, judge };
}

function contactSettling({ body }: RequestDraft, since: number, list: Known | undefined): Settling | undefined {
  const made = madeContact(body, since);
  if (!made || !list) return undefined;
  const found = (text: string) => made.find(text);
  const judge = (status: number, text: string): Settled => {
    const contact = status === 200 ? found(text) : undefined;
    if (contact === 'none') return 'notDone';
    return contact && 'done';
  };
  const madeId = (text: string) => {
    const contact = found(text);
    return contact === 'none' ? undefined : contact?.id;
  };
  return { ...list, draft: made.draft, judge, madeId };
}

function judgeDeletion(status: number): Settled {
  if (status === 404) return 'done';
  return status === 200 ? 'notDone' : undefined;
}

function judgeChange(body: string, text: string, mask: readonly string[]): Settled {
  const [wanted, record] = [asObject(parsedJson(body)), asObject(parsedJson(text))];
  if (!wanted || !record) return undefined;
  const names = Object.keys(wanted).filter((name) => mask.length === 0 || mask.includes(name));
  if (names.length === 0 || names.some((name) => record[name] === undefined && !isNothing(wanted[name])))
    return undefined;
  return names.every((name) => hasValue(record[name], wanted[name])) ? 'done' : 'notDone';
}

function textOf(id: unknown): string | undefined {
  return asString(id) ?? numberText(id);
}
