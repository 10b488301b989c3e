import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../json.ts';
import { parseTaken, type Taken, type TakenEntry, type TakenPart, type Untold } from './taken.ts';

/** The file that says what is used. */
export const TAKEN_FILE = 'taken.json';

/**
 * What a person chose to use; nothing where there is no such file. It is small, and read at once, so that whoever holds
 * the lock can.
 * @throws Error with Node’s `code` where the file is there and cannot be read now
 */
export function readTaken(folder: string): Taken | Untold {
  let text: string;
  try {
    text = readFileSync(join(folder, TAKEN_FILE), 'utf8');
  } catch (error) {
    if (isPassing(error)) throw error;
    return {};
  }
  const parsed = parseJson(text);
  return 'value' in parsed ? parseTaken(parsed.value) : 'damaged';
}

/** Whether a file may be there, whole, and readable later: too many are open, or another program holds it. */
export function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code !== 'ENOENT' && error.code !== 'ENOTDIR';
}

/** One of an entry's files. @throws Error where it is gone, is not what was written, or cannot be read now */
export async function readPart(folder: string, { id, checksums }: TakenEntry, part: TakenPart): Promise<string> {
  const text = await readFile(partPath(folder, id, part), 'utf8');
  if (checksumOf(text) !== checksums[part]) throw new Error(`The ${part} of ${id} is damaged.`);
  return text;
}

export function partPath(folder: string, id: string, part: TakenPart): string {
  return join(folder, `${id}.${part}.${part === 'report' ? 'md' : 'json'}`);
}

export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
