import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../json.ts';
import { parseTaken, type Taken, type TakenEntry, type TakenPart } from './taken.ts';

/** The file that says what is used. */
export const TAKEN_FILE = 'taken.json';

/** What a person chose to use; nothing where there is no such file; undefined where it cannot be read. */
export async function readTaken(folder: string): Promise<Taken | undefined> {
  const text = await readFile(join(folder, TAKEN_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const parsed = parseJson(text);
  return 'value' in parsed ? parseTaken(parsed.value) : undefined;
}

/** One of an entry's files. @throws Error where it is gone or is not what was written */
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
