import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { RowFileError } from './rowFileError.ts';

/** Encodings that files of rows come in; without a mark in the file, UTF-8 unless someone says otherwise. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

const SNIFFED_BYTES = 4096;

/** The encoding that a file's first bytes tell. @throws RowFileError where it is no text, or cannot be read */
export async function sniffEncoding(path: string, name: string): Promise<{ encoding: Encoding; head: Buffer }> {
  const head = await firstBytes(path, name);
  const starts = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
  if (starts(0xff, 0xfe)) return { encoding: 'utf-16le', head };
  if (starts(0xfe, 0xff)) return { encoding: 'utf-16be', head };
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new RowFileError(
      'format',
      `${name} is a workbook, not text; in Excel, save it as “CSV UTF-8” and take that.`,
    );
  }
  if (!head.includes(0)) return { encoding: 'utf-8', head };
  const zeros = [...head.subarray(0, 200)].flatMap((byte, at) => (byte === 0 ? [at % 2] : []));
  if (zeros.every((side) => side === 1)) return { encoding: 'utf-16le', head };
  if (zeros.every((side) => side === 0)) return { encoding: 'utf-16be', head };
  throw new RowFileError('format', `${name} is no text; rows are read from CSV, NDJSON or JSON.`);
}

async function firstBytes(path: string, name: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(name, error);
  }
}

/**
 * The text of a file piece by piece, without a byte order mark. `onBytes` is told how far it is.
 * @throws RowFileError at the first byte that is not of the encoding
 */
export async function* decodedFile(
  path: string,
  name: string,
  encoding: Encoding,
  onBytes: (done: number) => void = () => undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 1;
  let bytes = 0;
  const decode = (piece?: Buffer): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch (error) {
      throw wrongEncoding(name, encoding, piece === undefined ? lines : lines + linesBeforeFault(piece), error);
    }
  };
  const pieces = createReadStream(path, { highWaterMark: 64 * 1024 }) as AsyncIterable<Buffer>;
  try {
    for await (const piece of pieces) {
      const text = decode(piece);
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
      bytes += piece.length;
      onBytes(bytes);
      yield text;
    }
  } catch (error) {
    throw error instanceof RowFileError ? error : unreadable(name, error);
  }
  const rest = decode();
  if (rest !== '') yield rest;
}

/** Lines of a piece before its first byte that is not UTF-8. */
function linesBeforeFault(piece: Buffer): number {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(piece);
  // The piece may begin within a character that the one before has begun.
  return text.slice(0, text.indexOf('\ufffd', 3)).split('\n').length - 1;
}

function wrongEncoding(name: string, encoding: Encoding, line: number, cause: unknown): RowFileError {
  const words =
    encoding === 'utf-8'
      ? `${name} is not UTF-8 at line ${line}: older programs save Windows-1252. Save it as “CSV UTF-8”, or read it as Windows-1252.`
      : `${name} ends in half a character or holds bytes that are not ${encoding.toUpperCase()}, near line ${line}; save it as UTF-8 and take that.`;
  return new RowFileError('encoding', words, { cause });
}

function unreadable(name: string, cause: unknown): RowFileError {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new RowFileError('unreadable', `${name} cannot be read${code}; check that it is there and may be read.`, {
    cause,
  });
}
