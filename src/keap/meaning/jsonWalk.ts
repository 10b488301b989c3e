import type { JsonPath } from '../request/body/jsonTree.ts';

/** What a step of a walk came upon: a scalar, or where an object or a list begins or ends. */
export type WalkEvent = 'scalar' | 'open' | 'close';

type Kind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

interface Open {
  readonly isObject: boolean;
  readonly start: number;
  readonly nameStart: number;
  readonly nameEnd: number;
  count: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * Goes through a JSON text value by value and can stop anywhere, so that a large text is read in slices. Text that is
 * cut off or broken is read as far as it goes. What stands in the properties is true until the next step.
 *
 * A very large text may come in pieces that end between values, as lines of a text that is laid out do.
 */
export class JsonWalk {
  event: WalkEvent = 'open';
  kind: Kind = 'null';
  /** Where the value starts and ends, in UTF-16 units; of an `open`, its bracket alone. */
  start = 0;
  end = 0;
  /** Where its property's name stands, with quotation marks; equal where it has none. */
  nameStart = 0;
  nameEnd = 0;
  /** How many objects and lists are around the value. */
  depth = 0;
  private text: string;
  private readonly pieces: Iterator<string> | undefined;
  /** What came before this piece, in UTF-16 units. */
  private base = 0;
  private readonly open: Open[] = [];
  private readonly steps: (string | number)[] = [];
  private at = 0;
  private begun = false;

  constructor(text: string | Iterator<string>) {
    this.text = typeof text === 'string' ? text : '';
    this.pieces = typeof text === 'string' ? undefined : text;
  }

  /** Names and places in lists, from the outside in. It changes with the next step: `[...path]` stays. */
  get path(): JsonPath {
    return this.steps;
  }

  /** The text of a scalar; of an `open`, its bracket. */
  get source(): string {
    return this.text.slice(this.start - this.base, this.end - this.base);
  }

  /** Takes a step. @returns whether there was one; the text ends here else, or is no JSON any more */
  next(): boolean {
    this.skipSpace();
    const around = this.open.at(-1);
    if (!around) {
      if (this.begun) return false;
      this.begun = true;
      this.nameStart = this.nameEnd = this.base + this.at;
      return this.readValue();
    }
    if (this.text[this.at] === (around.isObject ? '}' : ']')) return this.close(around);
    if (around.count > 0) {
      if (this.text.charCodeAt(this.at) !== COMMA) return false;
      this.at++;
      this.skipSpace();
    }
    const step = around.isObject ? this.readName() : around.count;
    if (step === undefined) return false;
    if (!around.isObject) this.nameStart = this.nameEnd = this.base + this.at;
    around.count++;
    this.steps.length = this.open.length - 1;
    this.steps.push(step);
    return this.readValue();
  }

  private close({ isObject, start, nameStart, nameEnd }: Open): boolean {
    this.at++;
    this.open.pop();
    this.steps.length = this.open.length;
    this.depth = this.open.length;
    this.event = 'close';
    this.kind = isObject ? 'object' : 'array';
    Object.assign(this, { start, end: this.base + this.at, nameStart, nameEnd });
    return true;
  }

  private readName(): string | undefined {
    const start = this.at;
    if (!this.skipString()) return undefined;
    const written = this.text.slice(start + 1, this.at - 1);
    this.nameStart = this.base + start;
    this.nameEnd = this.base + this.at;
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== COLON) return undefined;
    this.at++;
    this.skipSpace();
    return written.includes('\\') ? stringOf(`"${written}"`) : written;
  }

  private readValue(): boolean {
    const { text, nameStart, nameEnd } = this;
    const char = text[this.at];
    this.start = this.base + this.at;
    this.depth = this.open.length;
    if (char === '{' || char === '[') {
      this.at++;
      this.end = this.base + this.at;
      this.event = 'open';
      this.kind = char === '{' ? 'object' : 'array';
      this.open.push({ isObject: char === '{', start: this.start, nameStart, nameEnd, count: 0 });
      return true;
    }
    this.event = 'scalar';
    if (char === '"') {
      this.kind = 'string';
      if (!this.skipString()) return false;
    } else {
      WORD.lastIndex = this.at;
      const [word] = WORD.exec(text) ?? [];
      if (word === undefined) return false;
      this.kind = word === 'null' ? 'null' : word === 'true' || word === 'false' ? 'boolean' : 'number';
      this.at += word.length;
    }
    this.end = this.base + this.at;
    return true;
  }

  /** @returns whether there is a whole string */
  private skipString(): boolean {
    const { text } = this;
    if (text.charCodeAt(this.at) !== QUOTE) return false;
    for (let quote = text.indexOf('"', this.at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
      let slashes = 0;
      while (text[quote - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 > 0) continue;
      this.at = quote + 1;
      return true;
    }
    return false;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) this.at++;
      else if (this.at < this.text.length || !this.takePiece()) return;
    }
  }

  private takePiece(): boolean {
    const piece = this.pieces?.next();
    if (!piece || piece.done) return false;
    this.base += this.text.length;
    this.at = 0;
    this.text = piece.value;
    return true;
  }
}

const WORD = /null|true|false|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** What a JSON string says; as it is written where it is none. */
export function stringOf(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    return source.slice(1, -1);
  }
}
