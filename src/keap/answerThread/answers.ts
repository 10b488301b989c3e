import { comparable } from '../compare/comparable.ts';
import { parseExact, printExact } from '../exactJson.ts';
import { completions } from '../find/completion.ts';
import { FindError } from '../find/findError.ts';
import { search, summaryOf } from '../find/search.ts';
import type { Compared, Look, Work, WorkResults } from './work.ts';

/** A longer result is none that anyone reads. */
const MOST_BYTES = 64 * 2 ** 20;

/** Whole answers, read once, and the work on them. */
export class Answers {
  private readonly pieces = new Map<string, Uint8Array[]>();
  private readonly texts = new Map<string, string>();
  private readonly values = new Map<string, unknown>();

  add(id: string, piece: Uint8Array): void {
    const pieces = this.pieces.get(id) ?? [];
    pieces.push(piece);
    this.pieces.set(id, pieces);
  }

  /** Says that an answer is whole: it is read now. What is no JSON stays text, and of what is no text nothing is kept. */
  complete(id: string, charset: string): void {
    const pieces = this.pieces.get(id) ?? [];
    this.pieces.delete(id);
    if (isBinary(pieces)) return;
    const text = decoded(pieces, charset);
    try {
      this.values.set(id, parseExact(text));
    } catch {
      this.texts.set(id, text);
    }
  }

  forget(id: string): void {
    for (const map of [this.pieces, this.texts, this.values]) map.delete(id);
  }

  /** @throws FindError where there is something wrong that a person can mend */
  work(work: Work): WorkResults[keyof WorkResults] {
    if (work.kind === 'look') return this.look(work.source, work.expression);
    if (work.kind === 'find') return { json: bytesOf(search(work.expression, this.value(work.source))) };
    return this.compare(work);
  }

  private look(source: string, expression: string): Look {
    const value = this.value(source);
    const proposed = completions(expression, value);
    if (expression.trim() === '') return { summary: { kind: 'null', count: 0, first: [] }, completions: proposed };
    try {
      return { summary: summaryOf(expression, search(expression, value)), completions: proposed };
    } catch (error) {
      if (!(error instanceof FindError)) throw error;
      return { problem: { message: error.message, at: error.at }, completions: proposed };
    }
  }

  private compare({ left, right, options }: Extract<Work, { readonly kind: 'compare' }>): Compared {
    if (this.values.has(left) && this.values.has(right)) {
      const [one, other] = comparable(this.values.get(left), this.values.get(right), options);
      return { left: bytesOf(one), right: bytesOf(other), json: true };
    }
    return { left: this.textBytes(left), right: this.textBytes(right), json: false };
  }

  private textBytes(id: string): Uint8Array {
    const text = this.texts.get(id);
    if (text !== undefined) return new TextEncoder().encode(text);
    if (this.values.has(id)) return bytesOf(this.value(id));
    throw new FindError('What is not text cannot be compared.');
  }

  private value(id: string): unknown {
    if (!this.values.has(id)) throw new FindError('This answer is not JSON, so nothing can be found in it this way.');
    return this.values.get(id);
  }
}

/** No text has a zero byte near its start. */
function isBinary(pieces: readonly Uint8Array[]): boolean {
  return pieces[0]?.subarray(0, 4096).includes(0) === true;
}

function decoded(pieces: readonly Uint8Array[], charset: string): string {
  const decoder = decoderOf(charset);
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
}

/** An unknown charset is read as UTF-8. */
function decoderOf(charset: string) {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

function bytesOf(value: unknown): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    bytes = new TextEncoder().encode(printExact(value));
  } catch (error) {
    // More than one string can hold, or deeper than anything is printed.
    if (!(error instanceof RangeError)) throw error;
  }
  if (!bytes || bytes.byteLength > MOST_BYTES) {
    throw new FindError('That is more than 64 MB of results, or nested too deeply: narrow the expression down.');
  }
  return bytes;
}
