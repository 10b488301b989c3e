import { recordOf } from '../account/recordFetch.ts';
import { numberText, printExact } from '../exactJson.ts';
import { membersOf } from '../find/values.ts';
import { asList, asString, type JsonObject } from '../json.ts';
import type { LimitState } from '../limits/limitState.ts';
import { leftIn } from '../limits/limitWords.ts';
import { redactKeysIn } from '../safety/keyShapes.ts';
import { shownHook } from './hookAddress.ts';
import type { Overview, SectionRead } from './readOverview.ts';

/** Whose overview it is, and from when. */
export interface OverviewFacts {
  /** Keap's name of the app, or what stands for it. */
  readonly app: string;
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly readAt: number;
  /** What is known of the key's limits after the last call. */
  readonly limits: LimitState;
}

/** The member that holds what is another at every reading; a comparison leaves it out. */
export const ABOUT = 'about';

/** What `about.document` says, by which a file is known. */
export const OVERVIEW_MARK = 'Keap account overview';

/** Names that stand beside the ids of other sections: ids of two accounts differ, names compare. */
const NAMES_OF: readonly { readonly of: string; readonly in: string; readonly at: readonly string[] }[] = [
  { of: 'tag_categories', in: 'tags', at: ['category', 'id'] },
  { of: 'lead_source_categories', in: 'lead_sources', at: ['lead_source_category_id'] },
];
/** What stands beside the id of a category. */
export const NAME_BESIDE = 'category_name';

/** The member that has what came of a list that is not whole. */
export const CUT_LIST = 'first';

/**
 * An overview as JSON text. The same account gives the same text, whatever order the answers have, but for `about`:
 * members go by name, records by name and then by id; keys that someone wrote into a text are masked.
 */
export function overviewText(overview: Overview, facts: OverviewFacts): string {
  const parts: Record<string, unknown> = { [ABOUT]: aboutOf(overview, facts), limits: limitsOf(facts.limits) };
  for (const read of overview.sections) {
    const [name, part] = read.section.path;
    const shown = shownSection(read, overview);
    parts[name] = part === undefined ? shown : { ...membersOf(parts[name]), [part]: shown };
  }
  return `${printExact(redactKeysIn(sorted(parts)))}\n`;
}

function aboutOf({ calls }: Overview, { app, connection, readAt, limits }: OverviewFacts): JsonObject {
  const windows = limits.windows.filter(({ name }) => name !== 'second');
  return {
    app,
    calls,
    calls_left: Object.fromEntries(windows.map((window) => [window.name, leftIn(window) ?? null])),
    connection,
    document: OVERVIEW_MARK,
    edition: 'The API does not tell it; settings.application.features_enabled says what is switched on.',
    personal_data: 'All that Keap tells of users of the account: names, addresses, emails, phone numbers; no contacts.',
    read_at: new Date(readAt).toISOString(),
  };
}

/** The limits themselves; what is used of them is in `about`. */
function limitsOf({ windows, tenant }: LimitState): JsonObject {
  const key = windows.map(({ name, limit, source }) => [name, { calls: limit, known_by: source }] as const);
  const all = tenant.map(({ name, limit }) => [name, limit === undefined ? null : { calls: limit }] as const);
  return { of_key: Object.fromEntries(key), of_all_keys: Object.fromEntries(all) };
}

function shownSection({ section, value, gap }: SectionRead, overview: Overview): unknown {
  const list = asList(value);
  if (!list) return value === undefined ? { not_read: gap } : without(value, section.without);
  const names = namesFor(section.path[0], overview);
  const records = list.map((item) => without(withName(item, section, names), section.without));
  const inOrder = byName(records, section);
  return gap === undefined ? inOrder : { not_read: `What comes behind these is missing. ${gap}`, [CUT_LIST]: inOrder };
}

/** The names of another section by the ids that this one has of it. */
function namesFor(section: string, { sections }: Overview) {
  const rule = NAMES_OF.find((each) => each.in === section);
  const found = rule && sections.find(({ section: { path } }) => path[0] === rule.of);
  const named = (asList(found?.value) ?? []).flatMap((item): [string, string][] => {
    const record = found?.section.listing && recordOf(item, found.section.listing);
    return record ? [[record.id, record.label]] : [];
  });
  return rule && { at: rule.at, byId: new Map(named) };
}

function withName(item: unknown, { path, listing }: SectionRead['section'], names: ReturnType<typeof namesFor>) {
  const members = membersOf(item);
  if (!members || !listing) return item;
  if (path[0] === 'hooks') return shownHook(members);
  const id = names?.at.reduce<unknown>((value, step) => membersOf(value)?.[step], members);
  const beside = typeof id === 'string' ? names?.byId.get(id) : undefined;
  const own = 'name' in members || 'label' in members ? {} : { name: recordOf(item, listing)?.label };
  return { ...members, ...own, ...(beside === undefined ? {} : { [NAME_BESIDE]: beside }) };
}

function without(item: unknown, names: readonly string[] = []): unknown {
  const members = membersOf(item);
  if (!members || names.length === 0) return item;
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}

function byName(records: readonly unknown[], { listing }: SectionRead['section']): readonly unknown[] {
  const keyed = records.map((record) => {
    const members = membersOf(record);
    const name = asString(members?.['name']) ?? (listing && recordOf(record, listing)?.label) ?? '';
    const id = numberText(members?.['id']) ?? asString(members?.['id'] ?? members?.['key']) ?? '';
    return { record, name: `${name}\n${asString(members?.[NAME_BESIDE]) ?? ''}`, id };
  });
  return keyed
    .sort((a, b) => byText(a.name, b.name) || a.id.length - b.id.length || byText(a.id, b.id))
    .map(({ record }) => record);
}

/** Members by name at every depth; lists stay as they are. */
function sorted(value: unknown): unknown {
  const list = asList(value);
  if (list) return list.map(sorted);
  const members = membersOf(value);
  if (!members) return value;
  const names = Object.keys(members).sort(byText);
  return Object.fromEntries(names.map((name) => [name, sorted(members[name])]));
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
