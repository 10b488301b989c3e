import { createReadStream } from 'node:fs';
import { access, readFile } from 'node:fs/promises';

/** An answer's body as it came, decompressed: its bytes, or where they lie if they are too many to be held. */
export type Body = Uint8Array | StoredBody;

export interface StoredBody {
  readonly byteLength: number;
  /** Its first bytes, for whoever needs no more: what an error says, what kind of data it is. */
  readonly start: Uint8Array;
  readonly path: string;
}

/** Takes a body as it arrives. */
export interface BodySink {
  /** The next piece, which is the sink's from now on. Resolves once there is room for more. */
  take(piece: Uint8Array): Promise<void> | undefined;
  /** Says that this was all of it. */
  end(): Promise<Body>;
  /** Says that the rest will not come: nothing is left behind. */
  drop(): Promise<void>;
}

/** How much of a body its start is. */
export const START_BYTES = 64 * 1024;
const PIECE_BYTES = 256 * 1024;

export function startOf(body: Body): Uint8Array {
  return body instanceof Uint8Array ? body.subarray(0, START_BYTES) : body.start;
}

/** A body piece by piece. @throws Error where the file it lies in is gone */
export async function* piecesOf(body: Body): AsyncGenerator<Uint8Array> {
  if (!(body instanceof Uint8Array)) yield* createReadStream(body.path, { highWaterMark: PIECE_BYTES });
  else for (let at = 0; at < body.length; at += PIECE_BYTES) yield body.subarray(at, at + PIECE_BYTES);
}

/** All of a body in memory. @throws Error where the file it lies in is gone */
export async function wholeBody(body: Body): Promise<Uint8Array> {
  return body instanceof Uint8Array ? body : readFile(body.path);
}

/** Whether a body is still to be had: one in a file goes when nobody keeps it any more. */
export async function isThere(body: Body): Promise<boolean> {
  if (body instanceof Uint8Array) return true;
  return access(body.path).then(
    () => true,
    () => false,
  );
}

/** Keeps a body in memory, of whatever size. */
export class MemorySink implements BodySink {
  private readonly pieces: Uint8Array[] = [];

  take(piece: Uint8Array): undefined {
    this.pieces.push(piece);
  }

  async end(): Promise<Uint8Array> {
    const [only] = this.pieces;
    return this.pieces.length === 1 && only ? only : Buffer.concat(this.pieces);
  }

  async drop(): Promise<void> {
    this.pieces.length = 0;
  }
}
