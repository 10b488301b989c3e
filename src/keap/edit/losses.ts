import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schemas, schemaType } from '../catalog/schema.ts';
import { numberText, parseExact, printExact, sameJson } from '../exactJson.ts';
import { asList, asObject, asString, type JsonObject } from '../json.ts';
import type { RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';
import { plainText } from '../safety/plainText.ts';
import { MASK } from './change.ts';

/** Entries of a list that a request would take away without naming them. */
export interface Loss {
  readonly property: string;
  readonly gone: readonly unknown[];
  /** How many entries the list has now. */
  readonly of: number;
  /** The list as asked for, with those entries in their places. */
  readonly whole: readonly unknown[];
}

/**
 * What tells an entry of a list from the others, the first that it has. Entries of lists that Keap merges by an id of
 * their own stay where they are not named: a discount's criteria.
 */
const ENTRY_KEYS = ['field', 'id', 'type', 'name'] as const;
const MERGED_KEY = 'criteria_id';

/** How much of an entry is shown. */
const WORDS_LENGTH = 60;
const MOST_NAMED = 5;

/**
 * The entries that a PATCH of v2 would take from a record: Keap puts lists in the place of the old ones as a whole
 * (`CreateUpdateContactRequest`; v1's PATCH merges). Entries that keep their place with other content are none.
 * @param now the record as `recordView` shows it for the operation
 */
export function lossesOf(
  operation: Operation,
  schemas: Schemas,
  draft: Pick<RequestDraft, 'body' | 'parameters'>,
  now: JsonObject,
): readonly Loss[] {
  if (operation.method !== 'PATCH' || operation.version !== 'v2') return [];
  const properties = resolveSchema(operation.requestBody?.schema, schemas).properties ?? {};
  const mask = inputTexts(draft.parameters[MASK]);
  return Object.entries(bodyOf(draft.body)).flatMap(([property, value]) => {
    const old = asList(now[property])?.filter(isEntry);
    if (!old || (mask.length > 0 && !mask.includes(property))) return [];
    if (schemaType(resolveSchema(properties[property], schemas)) !== 'array') return [];
    const kept = asList(value) ?? [];
    if (value !== null && !asList(value)) return [];
    const gone = old.filter((entry) => !isMerged(entry) && !kept.some((one) => isSameEntry(entry, one)));
    return gone.length > 0 ? [{ property, gone, of: old.length, whole: merged(old, kept) }] : [];
  });
}

/** The loss as a sentence: `email_addresses: 1 of 2 entries would vanish: EMAIL2 ada@example.com.` */
export function lossWords({ property, gone, of }: Loss): string {
  const named = gone.slice(0, MOST_NAMED).map(entryWords);
  const rest = gone.length > named.length ? ` and ${gone.length - named.length} more` : '';
  const entries = of === 1 ? 'entry' : 'entries';
  return `${property}: ${gone.length} of ${of} ${entries} would vanish: ${named.join('; ')}${rest}.`;
}

/** The draft with the entries that would vanish back in their places. */
export function keepEntries(draft: RequestDraft, losses: readonly Loss[]): RequestDraft {
  const whole = Object.fromEntries(losses.map((loss) => [loss.property, loss.whole]));
  return { ...draft, body: printExact({ ...bodyOf(draft.body), ...whole }) };
}

/** Old entries in their order, each as it is asked for where it is; then those that are new. */
function merged(old: readonly unknown[], asked: readonly unknown[]): readonly unknown[] {
  const added = asked.filter((one) => !old.some((entry) => isSameEntry(entry, one)));
  return [...old.map((entry) => asked.find((one) => isSameEntry(entry, one)) ?? entry), ...added];
}

function bodyOf(text: string): JsonObject {
  try {
    return asObject(parseExact(text)) ?? {};
  } catch {
    return {};
  }
}

/** A custom field that nobody filled in is shown, too, by its id alone. */
function isEntry(entry: unknown): boolean {
  const { content, ...rest } = asObject(entry) ?? {};
  return Object.keys(rest).join() !== 'id' || (content !== undefined && content !== null && content !== '');
}

function isMerged(entry: unknown): boolean {
  return asObject(entry)?.[MERGED_KEY] !== undefined;
}

function isSameEntry(a: unknown, b: unknown): boolean {
  const [one, other] = [asObject(a), asObject(b)];
  const key = one && ENTRY_KEYS.find((name) => one[name] !== undefined);
  if (!one || !key) return sameJson(a, b);
  const word = (value: unknown) => numberText(value) ?? asString(value);
  return word(one[key]) === word(other?.[key]);
}

/** What is in an entry, for people: where it stands and what it says. */
function entryWords(entry: unknown): string {
  const object = asObject(entry);
  const worths = object ? Object.values(object) : [entry];
  const words = worths.flatMap((worth) => asString(worth) ?? numberText(worth) ?? []).filter((word) => word !== '');
  const first = ENTRY_KEYS.flatMap((key) => asString(object?.[key]) ?? [])[0];
  const sorted = first === undefined ? words : [first, ...words.filter((word) => word !== first)];
  return plainText(sorted.slice(0, 4).join(' ') || JSON.stringify(entry), WORDS_LENGTH);
}
