import { numberText } from '../exactJson.ts';
import { asList } from '../json.ts';
import { queryJmesPath } from './jmesPath.ts';
import { queryJsonPath } from './jsonPath.ts';
import { type Kind, kindOf, membersOf } from './values.ts';

export type Language = 'JSONPath' | 'JMESPath';

/** JSONPath begins with `$`; whatever else is typed is JMESPath. */
export function languageOf(expression: string): Language {
  return expression.trimStart().startsWith('$') ? 'JSONPath' : 'JMESPath';
}

/**
 * What an expression finds in a value: with JSONPath the list of what matches, with JMESPath what it makes of the value,
 * null where that is nothing. @throws FindError where it is no expression, or refuses these values
 */
export function search(expression: string, value: unknown): unknown {
  const query = languageOf(expression) === 'JSONPath' ? queryJsonPath : queryJmesPath;
  return query(expression.trim())(value);
}

/** What was found, told in short. */
export interface Summary {
  readonly kind: Kind;
  /** Items of a list, members of an object; 1 for a scalar and 0 for nothing. */
  readonly count: number;
  /** The beginnings of the first results. */
  readonly first: readonly string[];
  /** What may be meant instead, where nothing was found. */
  readonly hint?: string;
}

const MOST_FIRST = 3;
const MOST_CHARACTERS = 120;

/** Tells in short what an expression found. */
export function summaryOf(expression: string, found: unknown): Summary {
  const kind = kindOf(found);
  const list = asList(found);
  const members = membersOf(found);
  const count = list?.length ?? (members ? Object.keys(members).length : kind === 'null' ? 0 : 1);
  const shown = list ? list.slice(0, MOST_FIRST) : kind === 'null' ? [] : [found];
  const hint = count === 0 ? hintFor(expression) : undefined;
  return { kind, count, first: shown.map((item) => glimpse(item, MOST_CHARACTERS)), ...(hint ? { hint } : {}) };
}

function hintFor(expression: string): string | undefined {
  if (languageOf(expression) === 'JMESPath' && /[=<>]=?\s*"/.test(expression)) {
    return "In JMESPath, text stands in single quotes: 'Ada'. In double quotes it is the name of a property.";
  }
  return undefined;
}

/** The beginning of a value as JSON on one line, without making all of it text. */
export function glimpse(value: unknown, most: number): string {
  const text = partly(value, most);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function partly(value: unknown, most: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, most));
  const list = asList(value);
  const members = membersOf(value);
  if (!list && !members) return numberText(value) ?? String(value);
  const parts = list ? list.values() : Object.entries(members ?? {}).values();
  let text = list ? '[' : '{ ';
  let separator = '';
  for (const part of parts) {
    if (text.length > most) return text;
    const [name, item] = list ? [undefined, part] : (part as [string, unknown]);
    text += `${separator}${name === undefined ? '' : `${name}: `}${partly(item, most - text.length)}`;
    separator = ', ';
  }
  return `${text}${list ? ']' : ' }'}`;
}
