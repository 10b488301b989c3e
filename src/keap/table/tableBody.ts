import { type FileHandle, open } from 'node:fs/promises';
import { type Body, piecesOf, type StoredBody } from '../http/body.ts';

/** The bytes of an answer, in memory or on disk. */
export interface TableBody {
  /** All of it in order, piece by piece. */
  chunks(): AsyncIterable<Uint8Array>;
  /** The bytes from `start` to before `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** An answer's body as it came: pieces are small enough that looking at each byte of one takes a millisecond or two. */
export function bodyOf(body: Body): TableBody {
  const read = body instanceof Uint8Array ? inMemory(body) : fromFile(body);
  return { chunks: () => piecesOf(body), read };
}

/** A file that nobody reads from for so long is closed, so that nothing stays open for a table that is merely shown. */
const IDLE_MS = 1_000;

function inMemory(bytes: Uint8Array): TableBody['read'] {
  return async (start, end) => bytes.subarray(start, end);
}

/** Reads places of a file that stays open from one read to the next: rows in another order are very many reads. */
function fromFile({ path, byteLength }: StoredBody): TableBody['read'] {
  let file: Promise<FileHandle> | undefined;
  let reading = 0;
  let idle: NodeJS.Timeout | undefined;
  const close = () => {
    void file?.then((handle) => handle.close());
    file = undefined;
  };
  return async (start, end) => {
    clearTimeout(idle);
    reading++;
    try {
      file ??= open(path);
      const length = Math.max(0, Math.min(end, byteLength) - start);
      const { buffer, bytesRead } = await (await file).read(Buffer.allocUnsafe(length), 0, length, start);
      return buffer.subarray(0, bytesRead);
    } catch (error) {
      file = undefined;
      throw error;
    } finally {
      reading--;
      if (reading === 0) idle = setTimeout(close, IDLE_MS).unref();
    }
  };
}
