import { childOf, type JsonNode, type JsonPath, nodeAt, readTree } from './jsonTree.ts';

/** The step of a path that means the last item of a list. */
export const ITEM = '[]';

export interface Insertion {
  /** The whole text after the insertion. */
  readonly text: string;
  /** Where the value stands in it. */
  readonly start: number;
  readonly end: number;
}

/**
 * Sets a value in JSON text and leaves every other character as it is. Objects and lists on the way are made, also
 * in the place of a null; an item may be added at the end of its list. Undefined where the text is not JSON or the
 * path leads through something else.
 *
 * @param value the value as JSON text
 */
export function setValue(text: string, path: JsonPath, value: string): string | undefined {
  const source = text.trim() === '' ? (typeof path[0] === 'number' ? '[]' : '{}') : text;
  const tree = readTree(source);
  if (!('root' in tree)) return undefined;
  let node = tree.root;
  for (const [depth, step] of path.entries()) {
    if (node.kind === 'null') return replaced(source, node, wrapped(path.slice(depth), value));
    const next = childOf(node, step);
    if (!next) return insertInto(source, node, step, wrapped(path.slice(depth + 1), value));
    node = next;
  }
  return replaced(source, node, value);
}

/**
 * Takes a property or an item out of JSON text, with the comma that belonged to it; of a name that stands there
 * twice, both. A text without it comes back as it is; undefined where it is not JSON.
 */
export function removeValue(text: string, path: JsonPath): string | undefined {
  const step = path.at(-1);
  const tree = readTree(text);
  if (!('root' in tree)) return undefined;
  const within = nodeAt(tree.root, path.slice(0, -1));
  const parts = partsOf(within);
  const at = within?.kind === 'object' ? within.members.findLastIndex(({ name }) => name === step) : Number(step ?? -1);
  if (!within || !parts[at]) return text;
  const left = withoutPart(text, within, at);
  return within.kind === 'object' ? removeValue(left, path) : left;
}

/** The text without one of the members or items of a value, and without the comma that belonged to it. */
function withoutPart(text: string, within: JsonNode, at: number): string {
  const parts = partsOf(within);
  const [before, part, after] = [parts[at - 1], parts[at], parts[at + 1]];
  if (!part) return text;
  const start = before ? before.end : after ? part.start : within.start + 1;
  const end = before ? part.end : after ? after.start : within.end - 1;
  return text.slice(0, start) + text.slice(end);
}

/**
 * Puts a member into the outermost object in the place of another, or behind the last one: names may stand there twice
 * while someone types. What is as it was keeps its characters. Undefined where the text is no object.
 *
 * @param value the value as JSON text
 */
export function putMember(text: string, index: number, name: string, value: string): string | undefined {
  const source = text.trim() === '' ? '{}' : text;
  const tree = readTree(source);
  if (!('root' in tree) || tree.root.kind !== 'object') return undefined;
  const member = tree.root.members[index];
  if (!member) return insertInto(source, tree.root, name, value);
  const written =
    source.slice(member.value.start, member.value.end) === value ? source : replaced(source, member.value, value);
  if (member.name === name) return written;
  const colon = source.slice(member.start, member.value.start).replace(/^"(?:[^"\\]|\\.)*"/s, '');
  return source.slice(0, member.start) + JSON.stringify(name) + colon + written.slice(member.value.start);
}

/** Takes a member out of the outermost object by its place. Undefined where the text is no object. */
export function dropMember(text: string, index: number): string | undefined {
  const tree = readTree(text.trim() === '' ? '{}' : text);
  return 'root' in tree && tree.root.kind === 'object' ? withoutPart(text, tree.root, index) : undefined;
}

/** Exchanges an item of a list with the one after it; undefined where there are no such items. */
export function swapItems(text: string, list: JsonPath, index: number): string | undefined {
  const tree = readTree(text);
  const node = 'root' in tree ? nodeAt(tree.root, list) : undefined;
  const [first, second] = node?.kind === 'array' ? node.items.slice(index, index + 2) : [];
  if (!first || !second) return undefined;
  return (
    text.slice(0, first.start) +
    text.slice(second.start, second.end) +
    text.slice(first.end, second.start) +
    text.slice(first.start, first.end) +
    text.slice(second.end)
  );
}

/**
 * Puts a property into JSON text as `setValue` does, and says where it stands; one that is there already is only
 * found.
 *
 * @param path property names and `ITEM`s, such as `['email_addresses', ITEM, 'email']`
 */
export function insertProperty(text: string, path: readonly string[], value: string): Insertion | undefined {
  const source = text.trim() === '' ? (path[0] === ITEM ? '[]' : '{}') : text;
  const tree = readTree(source);
  if (!('root' in tree)) return undefined;
  const exact: (string | number)[] = [];
  for (const step of path) {
    const list = nodeAt(tree.root, exact);
    exact.push(step === ITEM ? (list?.kind === 'array' ? Math.max(0, list.items.length - 1) : 0) : step);
  }
  const there = nodeAt(tree.root, exact);
  const whole = there ? source : setValue(source, exact, value);
  const after = whole === undefined ? undefined : readTree(whole);
  const node = after && 'root' in after ? nodeAt(after.root, exact) : undefined;
  return whole === undefined || !node ? undefined : { text: whole, start: node.start, end: node.end };
}

/** Where the members or items of a value stand, each with its name. */
function partsOf(node: JsonNode | undefined): readonly { readonly start: number; readonly end: number }[] {
  if (node?.kind === 'array') return node.items;
  return node?.kind === 'object' ? node.members.map(({ start, value }) => ({ start, end: value.end })) : [];
}

/** A value within the objects and lists that lead to it, as indented JSON text. */
function wrapped(path: JsonPath, value: string): string {
  return path.reduceRight<string>((inner, step) => {
    const indented = inner.replaceAll('\n', '\n  ');
    return typeof step === 'number' ? `[\n  ${indented}\n]` : `{\n  ${JSON.stringify(step)}: ${indented}\n}`;
  }, value);
}

function replaced(source: string, node: JsonNode, value: string): string {
  const indented = value.replaceAll('\n', `\n${indentAt(source, node.start)}`);
  return source.slice(0, node.start) + indented + source.slice(node.end);
}

function insertInto(source: string, node: JsonNode, step: string | number, content: string): string | undefined {
  const fits = node.kind === 'object' ? typeof step === 'string' : node.kind === 'array' && step === node.items.length;
  if (!fits) return undefined;
  const last = partsOf(node).at(-1);
  const oneLine = last !== undefined && !source.slice(node.start, node.end).includes('\n');
  const indent = indentAt(source, node.start);
  const ownLine = last && !oneLine ? indentAt(source, last.start) : `${indent}  `;
  const name = typeof step === 'number' ? '' : `${JSON.stringify(step)}: `;
  const member = `${name}${oneLine ? content : content.replaceAll('\n', `\n${ownLine}`)}`;
  const before = source.slice(0, last ? last.end : node.start + 1);
  const after = last ? source.slice(last.end) : `\n${indent}${source.slice(node.end - 1)}`;
  return `${before}${last ? ',' : ''}${oneLine ? ' ' : `\n${ownLine}`}${member}${after}`;
}

/** The white space a line starts with, for the line that a position is in. */
function indentAt(source: string, at: number): string {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(source.slice(lineStart, at))?.[0] ?? '';
}
