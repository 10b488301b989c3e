/** Numbers in the literals of a JMESPath expression. The library reads literals with JSON.parse, which rounds. */
import { numberOf, numberText, parseExact } from '../exactJson.ts';
import { asList } from '../json.ts';
import { membersOf } from './values.ts';

const MARK = '\u0000number ';

/** A quoted name, a string, or a literal with its JSON. */
export const LITERAL = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`((?:\\.|[^`\\])*)`/gs;

export function holdsNumbers(expression: string): boolean {
  return [...expression.matchAll(LITERAL)].some(([, json]) => json !== undefined && /\d/.test(json));
}

/** The expression with the numbers of its literals as strings, which `unmarked` makes numbers of again. */
export function markNumbers(expression: string): string {
  return expression.replaceAll(LITERAL, (all, json: string | undefined) => {
    if (json === undefined) return all;
    const marked = mark(parseExact(json.replaceAll('\\`', '`')));
    return `\`${JSON.stringify(marked).replaceAll('`', '\\`')}\``;
  });
}

function mark(value: unknown): unknown {
  const digits = numberText(value);
  return digits === undefined ? mapped(value, mark) : MARK + digits;
}

/** A literal's value with its numbers as they were written. */
export function unmarked(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith(MARK)) return numberOf(value.slice(MARK.length));
  return mapped(value, unmarked);
}

function mapped(value: unknown, change: (part: unknown) => unknown): unknown {
  const items = asList(value);
  if (items) return items.map(change);
  const members = membersOf(value);
  return members ? Object.fromEntries(Object.entries(members).map(([name, part]) => [name, change(part)])) : value;
}
