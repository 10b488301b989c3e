import { type FileHandle, open } from 'node:fs/promises';
import { type CsvOptions, csvLine } from '../table/csv.ts';
import { fileLines } from './fileLines.ts';
import { RowStates } from './rowStates.ts';
import { cellTexts } from './rows/cellValue.ts';
import { copiedRows } from './rows/copiedRows.ts';
import type { RunFolder } from './runFolder.ts';
import { parseLine, type RowOutcome } from './runJournal.ts';
import type { RowsPlan } from './runPlan.ts';
import type { RowState } from './runState.ts';

/** Our own columns, before those of the file. */
const COLUMNS = ['row', 'line', 'result', 'status', 'id', 'message', 'time'] as const;

/** How people say what a row came to. */
export const ROW_WORDS: Readonly<Record<RowState, string>> = {
  pending: 'not sent yet',
  sent: 'under way',
  done: 'done',
  failed: 'failed',
  unknown: 'unknown',
  notSent: 'left out',
};

/**
 * What became of each row, as lines of CSV with the columns of the file behind: row, line, result, status, id, message,
 * time. Nothing of it is held but a place in the journal for each row.
 * @throws Error where the files of the run cannot be read
 */
export async function* resultLines(
  { plan, folder }: { readonly plan: RowsPlan; readonly folder: RunFolder },
  csv: CsvOptions,
): AsyncGenerator<string> {
  const states = new RowStates(plan.rows);
  const places = new Float64Array(plan.rows + 1).fill(-1);
  for await (const { text, start } of fileLines(folder.journal)) {
    const line = parseLine(text);
    if (!line) continue;
    states.apply(line);
    if (line.kind === 'row') places[line.row] = start;
  }
  yield csvLine([...COLUMNS, ...plan.columns], csv);
  const journal = await open(folder.journal, 'r').catch(() => undefined);
  try {
    const window = journal && new LineWindow(journal);
    for await (const { row, line, cells } of copiedRows(folder.rows)) {
      const place = places[row] ?? -1;
      const said = window && place >= 0 ? parseLine(await window.lineAt(place)) : undefined;
      const state = states.get(row) ?? 'pending';
      // What was sent again has an outcome that counts no more.
      const outcome = said?.kind === 'row' && said.is === state ? said : undefined;
      yield csvLine(
        [...own(row, line, state, outcome), ...cells.map((cell) => cellTexts(cell, false).join(', '))],
        csv,
      );
    }
  } finally {
    await journal?.close();
  }
}

function own(row: number, line: number, state: RowState, outcome: RowOutcome | undefined): readonly string[] {
  const { status, id, words, at } = outcome ?? {};
  const time = at === undefined ? '' : new Date(at).toISOString();
  const left = state === 'notSent' && outcome === undefined ? CANCELLED : '';
  return [
    String(row),
    String(line),
    ROW_WORDS[state],
    status === undefined ? '' : String(status),
    id ?? '',
    words ?? left,
    time,
  ];
}

const CANCELLED = 'The run was cancelled before its turn came.';

const WINDOW_BYTES = 256 * 1024;

/** Reads lines of a file that mostly follow each other. */
class LineWindow {
  private readonly file: FileHandle;
  private bytes = Buffer.alloc(0);
  private from = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  async lineAt(start: number): Promise<string> {
    const known = this.within(start);
    if (known !== undefined) return known;
    const buffer = Buffer.alloc(WINDOW_BYTES);
    const { bytesRead } = await this.file.read(buffer, 0, buffer.length, start);
    this.bytes = buffer.subarray(0, bytesRead);
    this.from = start;
    return this.within(start) ?? '';
  }

  private within(start: number): string | undefined {
    const at = start - this.from;
    const end = at < 0 ? -1 : this.bytes.indexOf(0x0a, at);
    return end < 0 ? undefined : this.bytes.toString('utf8', at, end);
  }
}
