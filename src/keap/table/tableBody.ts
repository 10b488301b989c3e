/** The bytes of an answer, in memory or on disk. */
export interface TableBody {
  /** All of it in order, piece by piece. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` to before `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A body that is in memory anyway. */
export function bodyOf(bytes: Uint8Array): TableBody {
  return {
    async *chunks() {
      for (let at = 0; at < bytes.byteLength; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    },
    read: async (start, end) => bytes.subarray(start, end),
  };
}

/** Small enough that looking at each byte of one takes a millisecond or two. */
const CHUNK = 256 * 1024;
