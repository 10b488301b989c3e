import { AFTER_NUMBERS, DIGITS, isDigit, isWholeNumber, MINUS, numberState, ZERO } from './jsonNumber.ts';
import { type JsonOutline, OutlineNotes } from './jsonOutline.ts';

/** Bytes of UTF-8, or the code units of a string: JSON's own signs are one each in both. */
export type Units = Uint8Array | Uint16Array;

export interface JsonLayoutOptions<Unit extends Units> {
  /** Takes what is laid out, part by part; the part is overwritten later. */
  readonly sink: (part: Unit) => void;
  /** Where parts are made; of `LAYOUT_BUFFER` units. */
  readonly buffer: Unit;
  /** Units as text. */
  readonly decode: (units: readonly number[]) => string;
}

/** Whether what was written was JSON: whole, or not, or so deep that it is not laid out. */
export type JsonVerdict = 'json' | 'broken' | 'tooDeep';

/** Input is taken in slices, each of which fits into the buffer. */
const SLICE = 1 << 16;
export const LAYOUT_BUFFER = SLICE * 2;
/** With thousands of levels, indentation alone is many times the text: so much is laid out, and as many times the text. */
const MOST_UNITS = 1 << 24;
const MOST_TIMES = 8;

// What comes next, or what is under way; behind them the states of a number, then what ends it all.
const VALUE = 0;
const FIRST_ITEM = 1;
const FIRST_NAME = 2;
const NAME = 3;
const COLON = 4;
const BEHIND = 5;
const STRING = 6;
const ESCAPE = 7;
const HEX = 8;
const WORD = 9;
const BROKEN = AFTER_NUMBERS;
const TOO_DEEP = AFTER_NUMBERS + 1;

const [QUOTE, BACKSLASH, COMMA, COLON_SIGN, SPACE, LINE] = [0x22, 0x5c, 0x2c, 0x3a, 0x20, 0x0a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const WORDS: ReadonlyMap<number, readonly number[]> = new Map(
  ['true', 'false', 'null'].map((word) => [word.charCodeAt(0), [...word].map((char) => char.charCodeAt(0))]),
);
const ESCAPES: ReadonlySet<number> = new Set([...'"\\/bfnrt'].map((char) => char.charCodeAt(0)));

/**
 * Lays JSON out as it arrives: two spaces a level, an item a line. Tokens are copied unit by unit, so no digit of a
 * large number changes, nor a byte of a string; levels are counted and not called, so any depth is read. What is
 * written is checked on the way, as strictly as `JSON.parse` does.
 */
export class JsonLayout<Unit extends Units> {
  private readonly sink: (part: Unit) => void;
  private readonly buffer: Unit;
  private readonly notes: OutlineNotes;
  private state = VALUE;
  private isName = false;
  private isNoted = false;
  private hexLeft = 0;
  private word: readonly number[] = [];
  private wordAt = 0;
  /** Of each level, 1 where it is an object. */
  private levels = new Uint8Array(64);
  private depth = 0;
  private at = 0;
  private taken = 0;
  private handedOn = 0;

  constructor({ sink, buffer, decode }: JsonLayoutOptions<Unit>) {
    this.sink = sink;
    this.buffer = buffer;
    this.notes = new OutlineNotes(decode);
  }

  /** Whether what came so far may still become JSON that can be laid out. */
  get alive(): boolean {
    return this.state < BROKEN;
  }

  /** What was seen so far. */
  get outline(): JsonOutline {
    return this.notes.outline;
  }

  write(units: Unit): void {
    for (let from = 0; from < units.length && this.alive; from += SLICE) {
      const to = Math.min(units.length, from + SLICE);
      this.take(units, from, to);
      this.taken += to - from;
    }
  }

  /** Says that there is no more. */
  end(): JsonVerdict {
    if (isWholeNumber(this.state)) this.endScalar();
    this.handOn();
    if (this.state === TOO_DEEP) return 'tooDeep';
    return this.state === BEHIND && this.depth === 0 ? 'json' : 'broken';
  }

  private take(units: Unit, from: number, to: number): void {
    for (let index = from; index < to && this.state < BROKEN; ) {
      const unit = units[index] as number;
      if (this.state === STRING) index = this.takeString(units, index, to);
      else if (this.state >= MINUS) index = this.takeNumber(units, index, to);
      else {
        index++;
        if (this.state >= ESCAPE) this.takeInside(unit);
        else if (unit !== SPACE && unit !== LINE && unit !== 0x0d && unit !== 0x09) this.takeSign(unit);
      }
    }
  }

  private takeString(units: Unit, from: number, to: number): number {
    const { buffer } = this;
    this.room(to - from);
    let { at } = this;
    let index = from;
    let unit = 0;
    while (index < to) {
      unit = units[index++] as number;
      buffer[at++] = unit;
      if (unit === QUOTE || unit === BACKSLASH || unit < SPACE) break;
    }
    this.at = at;
    if (this.isNoted) this.notes.part(units, from, index);
    if (unit === QUOTE) this.endScalar();
    else if (unit === BACKSLASH) this.state = ESCAPE;
    else if (unit < SPACE) this.state = BROKEN;
    return index;
  }

  private takeNumber(units: Unit, from: number, to: number): number {
    const { buffer } = this;
    this.room(to - from);
    let index = from;
    let next: number | undefined = this.state;
    for (; index < to; index++) {
      const unit = units[index] as number;
      next = numberState(this.state, unit);
      if (next === undefined) break;
      this.state = next;
      buffer[this.at++] = unit;
    }
    if (this.isNoted) this.notes.part(units, from, index);
    if (next === undefined && isWholeNumber(this.state)) this.endScalar();
    else if (next === undefined) this.state = BROKEN;
    return index;
  }

  /** Within an escape of a string, or in a word. */
  private takeInside(unit: number): void {
    this.copy(unit);
    if (this.isNoted) this.notes.part([unit], 0, 1);
    if (this.state === WORD) {
      if (unit !== this.word[this.wordAt++]) this.state = BROKEN;
      else if (this.wordAt === this.word.length) this.endScalar();
    } else if (this.state === HEX) {
      if (!isHex(unit)) this.state = BROKEN;
      else if (--this.hexLeft === 0) this.state = STRING;
    } else if (unit === 0x75) {
      this.state = HEX;
      this.hexLeft = 4;
    } else this.state = ESCAPES.has(unit) ? STRING : BROKEN;
  }

  /** Between strings, numbers and words. */
  private takeSign(unit: number): void {
    const { state } = this;
    if (state === VALUE) this.beginValue(unit);
    else if (state === NAME) this.beginName(unit);
    else if (state === BEHIND) this.takeBehind(unit);
    else if (state === COLON) {
      this.copy(unit);
      this.copy(SPACE);
      this.state = unit === COLON_SIGN ? VALUE : BROKEN;
    } else if (unit === (state === FIRST_NAME ? CLOSE_OBJECT : CLOSE_LIST)) this.close(unit);
    else {
      this.line();
      if (state === FIRST_NAME) this.beginName(unit);
      else this.beginValue(unit);
    }
  }

  private takeBehind(unit: number): void {
    const inObject = this.inObject();
    if (this.depth === 0) this.state = BROKEN;
    else if (unit === COMMA) {
      this.copy(unit);
      this.line();
      if (this.state === BEHIND) this.state = inObject ? NAME : VALUE;
    } else if (unit === (inObject ? CLOSE_OBJECT : CLOSE_LIST)) {
      this.depth--;
      this.line();
      this.depth++;
      this.close(unit);
    } else this.state = BROKEN;
  }

  private beginName(unit: number): void {
    if (unit === QUOTE) this.begin(STRING, unit, true);
    else this.state = BROKEN;
  }

  private beginValue(unit: number): void {
    if (this.state >= BROKEN) return;
    if (!this.inObject()) this.notes.itemBegins(this.depth);
    const word = WORDS.get(unit);
    if (unit === QUOTE) this.begin(STRING, unit);
    else if (unit === OPEN_OBJECT || unit === OPEN_LIST) this.open(unit);
    else if (word) {
      this.word = word;
      this.wordAt = 1;
      this.begin(WORD, unit);
    } else if (unit === 0x2d) this.begin(MINUS, unit);
    else if (isDigit(unit)) this.begin(unit === 0x30 ? ZERO : DIGITS, unit);
    else this.state = BROKEN;
  }

  private begin(state: number, unit: number, isName = false): void {
    this.copy(unit);
    this.state = state;
    this.isName = isName;
    this.isNoted = this.notes.tokenBegins(this.depth, this.inObject(), unit);
  }

  /** A name, a string, a word or a number has ended. */
  private endScalar(): void {
    this.state = this.isName ? COLON : BEHIND;
    if (this.isNoted) this.notes.tokenEnds(this.isName);
    this.isNoted = false;
  }

  private open(unit: number): void {
    if (unit === OPEN_LIST) this.notes.listBegins(this.depth, this.inObject());
    this.copy(unit);
    if (this.depth === this.levels.length) {
      const more = new Uint8Array(this.levels.length * 2);
      more.set(this.levels);
      this.levels = more;
    }
    this.levels[this.depth++] = unit === OPEN_OBJECT ? 1 : 0;
    this.state = unit === OPEN_OBJECT ? FIRST_NAME : FIRST_ITEM;
  }

  private close(unit: number): void {
    if (this.state >= BROKEN) return;
    this.copy(unit);
    if (unit === CLOSE_LIST) this.notes.listEnds(this.depth);
    this.depth--;
    this.state = BEHIND;
  }

  private inObject(): boolean {
    return this.depth > 0 && this.levels[this.depth - 1] === 1;
  }

  /** Begins a line, with its indentation. */
  private line(): void {
    this.copy(LINE);
    for (let left = this.depth * 2; left > 0; ) {
      const part = Math.min(left, SLICE);
      this.room(part);
      this.buffer.fill(SPACE, this.at, this.at + part);
      this.at += part;
      left -= part;
    }
    if (this.handedOn > MOST_UNITS + MOST_TIMES * this.taken) this.state = TOO_DEEP;
  }

  private copy(unit: number): void {
    if (this.at === this.buffer.length) this.handOn();
    this.buffer[this.at++] = unit;
  }

  private room(units: number): void {
    if (this.at + units > this.buffer.length) this.handOn();
  }

  private handOn(): void {
    this.handedOn += this.at;
    if (this.at > 0) this.sink(this.buffer.subarray(0, this.at) as Unit);
    this.at = 0;
  }
}

function isHex(unit: number): boolean {
  return isDigit(unit) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x66);
}
