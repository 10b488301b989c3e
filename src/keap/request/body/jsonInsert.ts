/** A place in JSON text: where a value starts and ends, and what it holds. */
type Node =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly members: readonly Member[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly Node[] }
  | { readonly kind: 'scalar'; readonly start: number; readonly end: number };

interface Member {
  readonly name: string;
  readonly value: Node;
}

/** The step of a path that means an item of a list. */
export const ITEM = '[]';

export interface Insertion {
  /** The whole text after the insertion. */
  readonly text: string;
  /** Where the value stands in it. */
  readonly start: number;
  readonly end: number;
}

/**
 * Puts a property into JSON text and leaves every other character as it is; a property that is there already is
 * only found. Objects and lists on the way are made; of a list, the last item is meant. Undefined where the text is
 * not JSON or the path leads through something that is neither object nor list.
 *
 * @param path property names and `ITEM`s, such as `['email_addresses', ITEM, 'email']`
 * @param value the property's value as JSON text
 */
export function insertProperty(text: string, path: readonly string[], value: string): Insertion | undefined {
  const source = text.trim() === '' ? (path[0] === ITEM ? '[]' : '{}') : text;
  let node: Node | undefined;
  try {
    JSON.parse(source);
    node = new Reader(source).read();
  } catch {
    // Not JSON, or nested deeper than the stack.
    return undefined;
  }
  for (const [depth, step] of path.entries()) {
    if (node.kind !== (step === ITEM ? 'array' : 'object')) return undefined;
    const next: Node | undefined =
      node.kind === 'array'
        ? node.items.at(-1)
        : node.kind === 'object'
          ? node.members.find(({ name }) => name === step)?.value
          : undefined;
    if (!next) return insertInto(source, node, step, wrapped(path.slice(depth + 1), value), value);
    node = next;
  }
  return { text: source, start: node.start, end: node.end };
}

/** A value within the objects and lists that lead to it, as indented JSON text. */
function wrapped(path: readonly string[], value: string): string {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inner = wrapped(rest, value).replaceAll('\n', '\n  ');
  return step === ITEM ? `[\n  ${inner}\n]` : `{\n  ${JSON.stringify(step)}: ${inner}\n}`;
}

function insertInto(source: string, node: Node, step: string, content: string, value: string): Insertion {
  const last =
    node.kind === 'object' ? node.members.at(-1)?.value : node.kind === 'array' ? node.items.at(-1) : undefined;
  const oneLine = last !== undefined && !source.slice(node.start, node.end).includes('\n');
  const indent = indentAt(source, node.start);
  const ownLine = last && !oneLine ? indentAt(source, last.start) : `${indent}  `;
  const lead = oneLine ? ' ' : `\n${ownLine}`;
  const name = step === ITEM ? '' : `${JSON.stringify(step)}: `;
  const member = `${name}${oneLine ? content : content.replaceAll('\n', `\n${ownLine}`)}`;
  const before = source.slice(0, last ? last.end : node.start + 1);
  const after = last ? source.slice(last.end) : `\n${indent}${source.slice(node.end - 1)}`;
  const inserted = `${last ? ',' : ''}${lead}${member}`;
  const placed = oneLine || !value.includes('\n') ? value : undefined;
  // The innermost value is the last thing of its kind in what was inserted.
  const within = placed === undefined ? inserted.length - member.length + name.length : inserted.lastIndexOf(placed);
  const start = before.length + within;
  const end = placed === undefined ? before.length + inserted.length : start + placed.length;
  return { text: before + inserted + after, start, end };
}

/** The white space a line starts with, for the line that a position is in. */
function indentAt(source: string, at: number): string {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(source.slice(lineStart, at))?.[0] ?? '';
}

/** Reads text that is known to be JSON. */
class Reader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  read(): Node {
    this.skipSpace();
    const start = this.at;
    const char = this.source[start];
    if (char === '{') {
      const members: Member[] = [];
      this.each('}', () => {
        const from = this.at;
        this.skipString();
        const name = JSON.parse(this.source.slice(from, this.at)) as string;
        this.skipSpace();
        this.at++;
        members.push({ name, value: this.read() });
      });
      return { kind: 'object', start, end: this.at, members };
    }
    if (char === '[') {
      const items: Node[] = [];
      this.each(']', () => items.push(this.read()));
      return { kind: 'array', start, end: this.at, items };
    }
    if (char === '"') this.skipString();
    else while (this.at < this.source.length && !/[\s,\]}]/.test(this.source[this.at] ?? '')) this.at++;
    return { kind: 'scalar', start, end: this.at };
  }

  private each(close: string, readOne: () => void): void {
    this.at++;
    this.skipSpace();
    while (this.source[this.at] !== close) {
      readOne();
      this.skipSpace();
      if (this.source[this.at] === ',') this.at++;
      this.skipSpace();
    }
    this.at++;
  }

  private skipString(): void {
    this.at++;
    while (this.source[this.at] !== '"') this.at += this.source[this.at] === '\\' ? 2 : 1;
    this.at++;
  }

  private skipSpace(): void {
    while (/\s/.test(this.source[this.at] ?? '')) this.at++;
  }
}
