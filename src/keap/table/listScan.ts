import { Slices } from './slices.ts';

/** Where the items of a list stand in the bytes of an answer. */
export interface RecordIndex {
  /** The names of properties that lead to the list; none where the answer is the list. */
  readonly path: readonly string[];
  /** Where each item starts and where it ends, by its number. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Whether the answer ended before the list did. */
  readonly cut: boolean;
}

/** A list deeper in the answer, or one that comes after so many others, is none that an answer is about. */
const DEEPEST = 4;
const MOST_LISTS = 64;

/**
 * Finds the lists of a JSON text in UTF-8 and where their items stand. Only lists that are reached through objects
 * alone are looked for: what is in an item belongs to it. The text is taken as it is; whether it is JSON shows when an
 * item is read.
 */
export class ListScan {
  private readonly lists: OpenList[] = [];
  /** Names of the properties on the way, from the outside in. */
  private readonly names: string[] = [];
  private list: OpenList | undefined;
  /** Brackets open around the current byte, within `list` those of its item. */
  private depth = 0;
  private inString = false;
  private escaped = false;
  private offset = 0;
  /** Whether the text begins as no JSON with a list does: what looks like one in it is none. */
  private other: boolean | undefined;
  /** Where the current item starts and its last byte so far ends; -1 between items. */
  private start = -1;
  private end = -1;
  /** The last string outside of lists, which is a name where a colon follows. */
  private string: number[] = [];

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      if (this.inString) {
        at = this.endOfString(bytes, at);
        continue;
      }
      const byte = bytes[at] ?? 0;
      if (byte === SPACE || byte === LF || byte === CR || byte === TAB || byte > 0x7f) continue;
      this.other ??= byte !== OPEN_OBJECT && byte !== OPEN_LIST;
      if (this.other) return;
      if (this.list) this.within(this.list, byte, this.offset + at);
      else this.outside(byte);
    }
    this.offset += bytes.length;
  }

  /** What was found, once all bytes were pushed. */
  finish(): readonly RecordIndex[] {
    return this.lists.map(({ path, starts, ends, closed }) => ({
      path,
      starts: starts.whole(),
      ends: ends.whole(),
      cut: !closed,
    }));
  }

  private endOfString(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (this.escaped) this.escaped = false;
      else if (byte === BACKSLASH) this.escaped = true;
      else if (byte === QUOTE) {
        this.inString = false;
        this.end = this.offset + at + 1;
        return at;
      }
      if (!this.list && this.string.length < LONGEST_NAME) this.string.push(byte ?? 0);
    }
    return bytes.length;
  }

  /** A byte of a list, outside of strings. */
  private within(list: OpenList, byte: number, at: number): void {
    if (this.depth === 0 && (byte === COMMA || byte === CLOSE_LIST)) {
      if (this.start >= 0) list.add(this.start, this.end);
      this.start = -1;
      if (byte === COMMA) return;
      list.closed = true;
      this.list = undefined;
      return;
    }
    if (this.start < 0) this.start = at;
    this.end = at + 1;
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.depth--;
  }

  /** A byte outside of lists and of strings. */
  private outside(byte: number): void {
    if (byte === QUOTE) {
      this.inString = true;
      this.string = [];
    } else if (byte === COLON) {
      this.names[this.names.length - 1] = nameIn(this.string);
    } else if (byte === OPEN_OBJECT) {
      this.names.push('');
    } else if (byte === CLOSE_OBJECT) {
      this.names.pop();
    } else if (byte === OPEN_LIST) {
      this.list = new OpenList([...this.names]);
      this.depth = 0;
      if (this.names.length <= DEEPEST && this.lists.length < MOST_LISTS) this.lists.push(this.list);
    }
  }
}

/** Finds the lists of a body. @throws the signal's reason when it ends the work */
export async function scanLists(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  onBytes: (done: number) => void = () => undefined,
): Promise<readonly RecordIndex[]> {
  const scan = new ListScan();
  const slices = new Slices(signal);
  let done = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PIECE) {
      scan.push(chunk.subarray(at, at + PIECE));
      if (slices.over) await slices.rest();
    }
    done += chunk.length;
    onBytes(done);
  }
  return scan.finish();
}

const PIECE = 256 * 1024;
const LONGEST_NAME = 1024;

/** Numbers, as many as come, four bytes each. */
class Offsets {
  private values = new Uint32Array(1024);
  private length = 0;

  add(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  whole(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}

class OpenList {
  readonly path: readonly string[];
  readonly starts = new Offsets();
  readonly ends = new Offsets();
  closed = false;

  constructor(path: readonly string[]) {
    this.path = path;
  }

  add(start: number, end: number): void {
    this.starts.add(start);
    this.ends.add(end);
  }
}

function nameIn(bytes: readonly number[]): string {
  const text = new TextDecoder().decode(Uint8Array.from(bytes));
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

const [TAB, LF, CR, SPACE, QUOTE, COMMA, COLON] = [0x09, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x3a];
const [OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5c, 0x5d, 0x7b, 0x7d];
