import { numberText } from '../exactJson.ts';
import { kindOf, membersOf, order } from '../find/values.ts';
import { asList } from '../json.ts';

/** What a comparison leaves out, and how it brings lists into line. */
export interface ComparisonOptions {
  /** Names of members that are left out wherever they stand. */
  readonly hidden: readonly string[];
  /** Leaves out ids, and members that hold the ids of other records. */
  readonly hideIds: boolean;
  /** Puts records of lists in an order of their own, so that a moved one is no change; lists of ids, too. */
  readonly sortLists: boolean;
  /** What tells which record of two accounts is meant: their ids differ, their names do not. */
  readonly across: boolean;
}

/**
 * Two JSON values as they are best compared: members by name, lists brought into line, without what is hidden. The
 * digits of numbers and the order of all other lists stay as they are.
 */
export function comparable(left: unknown, right: unknown, options: ComparisonOptions): readonly [unknown, unknown] {
  const hidden = new Set(options.hidden);
  const isHidden = (name: string) => hidden.has(name) || (options.hideIds && isIdName(name));
  const { sortLists, across } = options;
  const rules = { isHidden, sortLists, across, keys: across ? [...NAMES, ...IDS] : [...IDS, ...NAMES] };
  return [arranged(left, right, '', rules), arranged(right, left, '', rules)];
}

/** Whether a member of this name holds the id of a record, or several. */
export function isIdName(name: string): boolean {
  return /(^|_)ids?$|[a-z]Ids?$|^Id$|[a-z]ID$/.test(name);
}

/** What tells a record from all others of its account, in REST and in rows of XML-RPC. */
const IDS = ['id', 'Id'];

/** What Keap's records are called by, where all of a list have it and no two the same. */
const NAMES = [
  'name',
  'label',
  'field_name',
  'title',
  'key',
  'code',
  'email',
  'number',
  'url',
  'field',
  'type',
  'Name',
  'Email',
];

interface Rules {
  readonly isHidden: (name: string) => boolean;
  readonly sortLists: boolean;
  readonly across: boolean;
  readonly keys: readonly string[];
}

function arranged(value: unknown, other: unknown, name: string, rules: Rules): unknown {
  const list = asList(value);
  if (list) return arrangedList(list, asList(other) ?? [], name, rules);
  const members = membersOf(value);
  if (!members) return value;
  const others = membersOf(other) ?? {};
  const names = Object.keys(members).filter((each) => !rules.isHidden(each));
  return Object.fromEntries(
    names.sort(byText).map((each) => [each, arranged(members[each], ownMember(others, each), each, rules)]),
  );
}

function ownMember(members: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function arrangedList(list: readonly unknown[], others: readonly unknown[], name: string, rules: Rules): unknown[] {
  const key = rules.sortLists ? keyOf(list, others, rules) : undefined;
  if (key === undefined) {
    const items = list.map((item, index) => arranged(item, others[index], '', rules));
    return rules.sortLists && isIdName(name) && list.every(isScalar) ? items.sort(byValue) : items;
  }
  const counterparts = new Map(numbered(others, key).map(({ item, name: named }) => [named, item]));
  return numbered(list, key)
    .sort((a, b) => byValue(a.value, b.value))
    .map(({ item, name: named }) => arranged(item, counterparts.get(named), '', rules));
}

/** The records of a list with what names each: the second of a name is that of the other side's second. */
function numbered(list: readonly unknown[], key: string) {
  const seen = new Map<string, number>();
  return list.map((item) => {
    const value = membersOf(item)?.[key];
    const text = textOf(value);
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return { item, value, name: `${count} ${text}` };
  });
}

/**
 * The member by which both lists can be put in order: all records have it, and none of a list the same. Between two
 * accounts a name that some records share is still more than an id, which means nothing in the other one.
 */
function keyOf(list: readonly unknown[], others: readonly unknown[], { keys, across }: Rules): string | undefined {
  const all = [...list, ...others];
  if (all.length === 0 || !all.every((item) => membersOf(item))) return undefined;
  const telling = keys.find((key) => tells(list, key) && tells(others, key));
  const shared = across && (telling === undefined || IDS.includes(telling));
  return (shared && SHARED_NAMES.find((key) => all.every((item) => isScalar(membersOf(item)?.[key])))) || telling;
}

/** Names of which two records of an account may have the same. */
const SHARED_NAMES = ['name', 'label', 'title'];

function tells(list: readonly unknown[], key: string): boolean {
  const values = list.map((item) => membersOf(item)?.[key]);
  return values.every(isScalar) && new Set(values.map(textOf)).size === values.length;
}

function isScalar(value: unknown): boolean {
  const kind = kindOf(value);
  return kind === 'string' || kind === 'number';
}

function textOf(value: unknown): string {
  return numberText(value) ?? String(value);
}

/** Numbers before strings; ids are often numbers in quotes, so whole numbers go by their value in both. */
function byValue(a: unknown, b: unknown): number {
  const [one, other] = [textOf(a), textOf(b)];
  const [whole, otherWhole] = [WHOLE.test(one), WHOLE.test(other)];
  if (whole && otherWhole) return one.length - other.length || byText(one, other);
  if (whole !== otherWhole) return whole ? -1 : 1;
  return order(a, b) ?? byText(one, other);
}

const WHOLE = /^(0|[1-9]\d*)$/;

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
