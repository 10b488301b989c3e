import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseExact } from '../../exactJson.ts';
import { chooseList } from '../../table/listOf.ts';
import { type RecordIndex, scanLists } from '../../table/listScan.ts';
import { RowFileError } from './rowFileError.ts';

/** A record of a file and its line, or its number in a list. */
export interface JsonRecord {
  readonly line: number;
  readonly value: unknown;
}

/** The records of NDJSON, one a line. @throws RowFileError at the first line that is not JSON */
export async function* ndjsonRecords(pieces: AsyncIterable<string>, name: string): AsyncGenerator<JsonRecord> {
  let rest = '';
  let line = 0;
  const read = (text: string): JsonRecord[] => {
    line++;
    return text.trim() === '' ? [] : [{ line, value: parsed(text, name, `line ${line}`) }];
  };
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_RECORD)
      throw new RowFileError(
        'format',
        `Line ${line + 1} of ${name} is longer than 8 MB; NDJSON has one record a line.`,
      );
    for (const text of lines) yield* read(text);
  }
  yield* read(rest);
}

const LONGEST_RECORD = 8 * 2 ** 20;
const BLOCK_BYTES = 256 * 1024;

/** Finds the one list of a JSON file in UTF-8. @throws RowFileError where there is none, or where the file ends in it */
export async function findList(path: string, name: string, signal: AbortSignal): Promise<RecordIndex> {
  const found = await scanLists(createReadStream(path, { highWaterMark: BLOCK_BYTES }), signal);
  const list = chooseList(found, undefined);
  if (!list || list.starts.length === 0) {
    throw new RowFileError(
      'format',
      `${name} holds no list of records; rows are read from a JSON list, or from an object with one.`,
    );
  }
  if (list.cut) throw new RowFileError('format', `${name} ends in the middle of its list; save it again whole.`);
  return list;
}

/** The items of a list, block by block. @throws RowFileError at the first that is not JSON */
export async function* listRecords(path: string, name: string, list: RecordIndex): AsyncGenerator<JsonRecord> {
  const file = await open(path, 'r');
  try {
    for (let first = 0; first < list.starts.length; ) {
      const from = list.starts[first] ?? 0;
      let last = first;
      while (last + 1 < list.starts.length && (list.ends[last + 1] ?? 0) - from <= BLOCK_BYTES) last++;
      const block = Buffer.alloc((list.ends[last] ?? 0) - from);
      await file.read(block, 0, block.length, from);
      for (; first <= last; first++) {
        const bytes = block.subarray((list.starts[first] ?? 0) - from, (list.ends[first] ?? 0) - from);
        yield { line: first + 1, value: parsed(utf8(bytes, name, first + 1), name, `item ${first + 1}`) };
      }
    }
  } finally {
    await file.close();
  }
}

function utf8(bytes: Buffer, name: string, item: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RowFileError('encoding', `Item ${item} of ${name} is not UTF-8; save the file as UTF-8.`, {
      cause: error,
    });
  }
}

function parsed(text: string, name: string, place: string): unknown {
  try {
    return parseExact(text);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new RowFileError('format', `${name} is not JSON at ${place}: ${words}.`, { cause: error });
  }
}
