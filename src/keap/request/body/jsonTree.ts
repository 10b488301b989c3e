/** A value in JSON text: where it stands, and what it holds. */
export type JsonNode =
  | {
      readonly kind: 'object';
      readonly start: number;
      readonly end: number;
      readonly members: readonly JsonMember[];
    }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: ScalarKind; readonly start: number; readonly end: number };

export interface JsonMember {
  readonly name: string;
  /** Where its name starts. */
  readonly start: number;
  readonly value: JsonNode;
}

type ScalarKind = 'string' | 'number' | 'boolean' | 'null';

/** A value within a body: names of properties and numbers of items, from the outside in. */
export type JsonPath = readonly (string | number)[];

export type JsonTree =
  | { readonly root: JsonNode }
  /** What the parser says, or that there are more values than asked for. */
  | { readonly error: string }
  | { readonly tooMany: true };

/**
 * The values of a JSON text with their places. Nothing is nested too deep for it.
 *
 * @param most how many values are read before it gives up
 */
export function readTree(text: string, most = Number.POSITIVE_INFINITY): JsonTree {
  try {
    JSON.parse(text);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
  const root = new Reader(text, most).read();
  return root ? { root } : { tooMany: true };
}

/** The value at a path; undefined where there is none. Of members with one name the last counts, as in JSON. */
export function nodeAt(root: JsonNode | undefined, path: JsonPath): JsonNode | undefined {
  let node = root;
  for (const step of path) node = childOf(node, step);
  return node;
}

export function childOf(node: JsonNode | undefined, step: string | number): JsonNode | undefined {
  if (node?.kind === 'object') return node.members.findLast(({ name }) => name === step)?.value;
  return node?.kind === 'array' && typeof step === 'number' ? node.items[step] : undefined;
}

interface OpenObject {
  readonly kind: 'object';
  readonly start: number;
  end: number;
  readonly members: JsonMember[];
}

interface OpenArray {
  readonly kind: 'array';
  readonly start: number;
  end: number;
  readonly items: JsonNode[];
}

/** Reads text that is known to be JSON, without recursion. */
class Reader {
  private readonly text: string;
  private left: number;
  private at = 0;

  constructor(text: string, most: number) {
    this.text = text;
    this.left = most;
  }

  read(): JsonNode | undefined {
    const open: (OpenObject | OpenArray)[] = [];
    for (;;) {
      if (this.left-- <= 0) return undefined;
      const within = open.at(-1);
      const name = within?.kind === 'object' ? this.readName() : undefined;
      let node: JsonNode | undefined = this.readValue();
      if (node.kind === 'object' || node.kind === 'array') {
        if (node.end < 0) {
          this.add(within, name, node);
          open.push(node as OpenObject | OpenArray);
          continue;
        }
      }
      this.add(within, name, node);
      // Close what ends here.
      for (;;) {
        const around = open.at(-1);
        if (!around) return node;
        this.skipSpace();
        const char = this.text[this.at++];
        if (char === ',') break;
        around.end = this.at;
        node = around;
        open.pop();
      }
      this.skipSpace();
    }
  }

  private add(within: OpenObject | OpenArray | undefined, name: Name | undefined, value: JsonNode): void {
    if (within?.kind === 'array') within.items.push(value);
    else if (within && name) within.members.push({ ...name, value });
  }

  private readName(): Name {
    this.skipSpace();
    const start = this.at;
    this.skipString();
    const name = JSON.parse(this.text.slice(start, this.at)) as string;
    this.skipSpace();
    this.at++;
    return { name, start };
  }

  /** A scalar, an empty object or list, or the start of one with something in it, whose end is yet to come. */
  private readValue(): JsonNode {
    this.skipSpace();
    const start = this.at;
    const char = this.text[start];
    if (char === '{' || char === '[') {
      this.at++;
      this.skipSpace();
      const empty = this.text[this.at] === (char === '{' ? '}' : ']');
      if (empty) this.at++;
      const end = empty ? this.at : -1;
      return char === '{' ? { kind: 'object', start, end, members: [] } : { kind: 'array', start, end, items: [] };
    }
    if (char === '"') {
      this.skipString();
      return { kind: 'string', start, end: this.at };
    }
    while (this.at < this.text.length && !/[\s,\]}]/.test(this.text.charAt(this.at))) this.at++;
    const kind = char === 'n' ? 'null' : char === 't' || char === 'f' ? 'boolean' : 'number';
    return { kind, start, end: this.at };
  }

  private skipString(): void {
    this.at++;
    for (;;) {
      const quote = this.text.indexOf('"', this.at);
      let slashes = 0;
      while (this.text[quote - 1 - slashes] === '\\') slashes++;
      this.at = quote + 1;
      if (slashes % 2 === 0) return;
    }
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }
}

interface Name {
  readonly name: string;
  readonly start: number;
}
