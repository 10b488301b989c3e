import { asList } from '../json.ts';
import { jmesPoint } from './jmesPoint.ts';
import { jsonPathPoint } from './jsonPathPoint.ts';
import { glimpse, languageOf } from './search.ts';
import { kindOf, membersOf } from './values.ts';

/** Something that could stand at the end of an expression. */
export interface Completion {
  /** The whole expression with it. */
  readonly expression: string;
  readonly label: string;
  /** What it is: a kind and an example of the answer, or what it does. */
  readonly detail: string;
}

/** Where in an expression something is being typed, and what an answer has there. */
export interface Point {
  /** The values whose members can be named here. */
  readonly values: readonly unknown[];
  /** What is typed of a name. */
  readonly typed: string;
  /** The expression up to here, with a name's place left out. */
  readonly before: string;
  /** Writes a name at that place, with what joins it to what stands before. */
  readonly write: (name: string) => string;
  /** What may stand here that is no name. */
  readonly others: readonly Other[];
}

export interface Other {
  readonly text: string;
  readonly label: string;
  readonly detail: string;
}

const MOST = 60;
/** Of a long list, so many items say which names there are. */
const MOST_VALUES = 2_000;
const MOST_CHARACTERS = 60;

/** What could come at the end of an expression, from the answer's own names. What fits best comes first. */
export function completions(expression: string, value: unknown): readonly Completion[] {
  const point = languageOf(expression) === 'JSONPath' ? jsonPathPoint(expression, value) : jmesPoint(expression, value);
  if (!point) return [];
  const { before, typed, write, others } = point;
  const names = [...namesOf(point.values)].filter(([name]) => matches(name, typed));
  const starting = names.filter(([name]) => startsWith(name, typed));
  const named = [...new Set([...starting, ...names])].flatMap(([name, found]) => {
    const one = { expression: before + write(name), label: name, detail: detailOf(found) };
    if (!found.some((each) => Array.isArray(each))) return name === typed ? [] : [one];
    const items = { expression: `${before}${write(name)}[*]`, label: `${name}[*]`, detail: 'all its items' };
    return name === typed ? [items] : [one, items];
  });
  const more = others
    .filter(({ label }) => startsWith(label, typed) && label !== typed)
    .map(({ text, label, detail }) => ({ expression: before + text, label, detail }));
  return [...named, ...more].slice(0, MOST);
}

/** The names of members, each with some of its values. */
function namesOf(values: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const names = new Map<string, unknown[]>();
  for (const value of values.slice(0, MOST_VALUES)) {
    for (const [name, member] of Object.entries(membersOf(value) ?? {})) {
      const found = names.get(name);
      if (!found) names.set(name, [member]);
      else if (isNothing(found[0])) found[0] = member;
      else if (!isNothing(member) && !found.some((each) => kindOf(each) === kindOf(member))) found.push(member);
    }
  }
  return names;
}

/** What says little of what a member holds. */
function isNothing(value: unknown): boolean {
  return kindOf(value) === 'null' || asList(value)?.length === 0;
}

function detailOf(found: readonly unknown[]): string {
  const kinds = [...new Set(found.map(kindOf))].filter((kind, _, all) => kind !== 'null' || all.length === 1);
  const example = found.find((value) => kindOf(value) !== 'null');
  const list = asList(example);
  if (list) return `array of ${list.length}`;
  return example === undefined || membersOf(example)
    ? kinds.join(' or ')
    : `${kinds.join(' or ')} · ${glimpse(example, MOST_CHARACTERS)}`;
}

function startsWith(name: string, typed: string): boolean {
  return name.toLowerCase().startsWith(typed.toLowerCase());
}

function matches(name: string, typed: string): boolean {
  return name.toLowerCase().includes(typed.toLowerCase());
}
