import { createReadStream } from 'node:fs';

/** A whole line of a file, without its end. */
export interface FileLine {
  readonly text: string;
  /** Where it begins, in bytes. */
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
}

const NEWLINE = 0x0a;

/**
 * The whole lines of a UTF-8 file that ends its lines by `\n`, read piece by piece; half a line at the end is none. A
 * file that is not there has no lines.
 * @throws Error where it cannot be read
 */
export async function* fileLines(path: string, from = 0): AsyncGenerator<FileLine> {
  let rest: Buffer[] = [];
  let at = from;
  let start = from;
  try {
    for await (const piece of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
      let begin = 0;
      for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, begin)) {
        const last = piece.subarray(begin, end);
        const text = rest.length === 0 ? last.toString('utf8') : Buffer.concat([...rest, last]).toString('utf8');
        rest = [];
        begin = end + 1;
        yield { text, start, end: at + begin };
        start = at + begin;
      }
      if (begin < piece.length) rest.push(piece.subarray(begin));
      at += piece.length;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
}
