import { open } from 'node:fs/promises';
import { parseExact } from '../../exactJson.ts';
import { asList } from '../../json.ts';
import { fileLines } from '../fileLines.ts';
import type { OpenedRows, SourceRow } from './openRows.ts';

/** More rows than this are no run: at the limits of a key they would take months. */
export const MOST_ROWS = 1_000_000;

const BLOCK_CHARACTERS = 256 * 1024;

/**
 * Copies the rows of a file, so that a change of the file cannot shift them under a run.
 * @returns how many rows there are @throws RowFileError where the file is wrong, Error where the copy cannot be written
 */
export async function copyRows(source: OpenedRows, path: string, signal: AbortSignal): Promise<number> {
  const file = await open(path, 'w', 0o600);
  let rows = 0;
  try {
    let block = '';
    for await (const { line, cells } of source.rows()) {
      signal.throwIfAborted();
      // JSON has no undefined: what a row does not have is an empty text.
      block += `${JSON.stringify([line, ...cells.map((cell) => (cell === undefined ? '' : cell))])}\n`;
      rows++;
      if (block.length >= BLOCK_CHARACTERS) {
        await file.appendFile(block);
        block = '';
      }
    }
    await file.appendFile(block);
    await file.sync();
    return rows;
  } finally {
    await file.close();
  }
}

/** A row of a run, from 1. */
export interface CopiedRow extends SourceRow {
  readonly row: number;
}

/** The rows of a copy, in their order. @throws Error where it cannot be read */
export async function* copiedRows(path: string): AsyncGenerator<CopiedRow> {
  let row = 0;
  for await (const { text } of fileLines(path)) {
    const [line, ...cells] = asList(parseExact(text)) ?? [];
    row++;
    yield { row, line: Number(line), cells };
  }
}
