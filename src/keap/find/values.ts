/** What JSON values are to an expression. Numbers that JavaScript would change are objects that hold their digits. */
import { numberText } from '../exactJson.ts';
import { asList, asObject, type JsonObject } from '../json.ts';
import { compareNumbers } from './exactNumber.ts';

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The kind of a JSON value, as JMESPath's `type` names it. */
export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'array';
  return numberText(value) === undefined ? 'object' : 'number';
}

/** The members of an object; undefined for all else, numbers with their own digits included. */
export function membersOf(value: unknown): JsonObject | undefined {
  return kindOf(value) === 'object' ? asObject(value) : undefined;
}

/** The values directly inside a list or an object. */
export function childrenOf(value: unknown): readonly unknown[] {
  return asList(value) ?? Object.values(membersOf(value) ?? {});
}

/** A member of an object by its own name, nothing inherited; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  const members = membersOf(value);
  return members && Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Below zero, zero or above for two numbers or two strings; undefined where they cannot be ordered. */
export function order(one: unknown, other: unknown): number | undefined {
  const [digits, others] = [numberText(one), numberText(other)];
  if (digits !== undefined && others !== undefined) return compareNumbers(digits, others);
  if (typeof one !== 'string' || typeof other !== 'string') return undefined;
  return one === other ? 0 : orderOfStrings(one, other);
}

/** By code points, as both languages want it; JavaScript's own order looks at UTF-16 units. */
function orderOfStrings(one: string, other: string): number {
  const [a, b] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  for (;;) {
    const [left, right] = [a.next(), b.next()];
    if (left.done || right.done) return Number(right.done ?? false) - Number(left.done ?? false);
    const difference = (left.value.codePointAt(0) ?? 0) - (right.value.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
}

/** Whether two values are the same: numbers by what they mean, objects without their order. */
export function same(one: unknown, other: unknown): boolean {
  const [items, otherItems] = [asList(one), asList(other)];
  if (items && otherItems) {
    return items.length === otherItems.length && items.every((item, index) => same(item, otherItems[index]));
  }
  const [members, otherMembers] = [membersOf(one), membersOf(other)];
  if (members && otherMembers) {
    const names = Object.keys(members);
    return (
      names.length === Object.keys(otherMembers).length &&
      names.every((name) => Object.hasOwn(otherMembers, name) && same(members[name], otherMembers[name]))
    );
  }
  return one === other || (kindOf(one) === kindOf(other) && order(one, other) === 0);
}
