import { type Body, bytesAt, piecesOf } from '../http/body.ts';

/** The bytes of an answer, in memory or on disk. */
export interface TableBody {
  /** All of it in order, piece by piece. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` to before `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** An answer's body as it came: pieces are small enough that looking at each byte of one takes a millisecond or two. */
export function bodyOf(body: Body): TableBody {
  return { chunks: () => piecesOf(body), read: (start, end) => bytesAt(body, start, end) };
}
