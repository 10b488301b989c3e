import { type FileHandle, open } from 'node:fs/promises';
import { asNumber, asObject, asString, parseJson } from '../json.ts';
import { fileLines } from './fileLines.ts';
import { type RowState, RUN_STATES, type RunStanding, STOP_REASONS } from './runState.ts';

/** The format of our journals; one of another format is refused rather than misread. */
const VERSION = 1;

/** What a row has come to, for good. */
export interface RowOutcome {
  readonly row: number;
  readonly is: Exclude<RowState, 'sent'>;
  /** Of the answer, where one came. */
  readonly status?: number;
  /** The id of the record it made or changed, as the answer gives it. */
  readonly id?: string;
  /** What went wrong, in words. */
  readonly words?: string;
  /** Where its answer ends in the file of records, for a run that reads. */
  readonly bytes?: number;
  readonly at: number;
}

/** A page whose records are on disk. */
export interface PageDone {
  /** From 1. */
  readonly page: number;
  /** Records so far. */
  readonly records: number;
  /** Bytes of the file of records so far. */
  readonly bytes: number;
  /** What the next page asks with, by `parameterId`; undefined where this was the last. */
  readonly next: Readonly<Record<string, string>> | undefined;
  /** How many records Keap says there are, where it does. */
  readonly count: number | undefined;
  /** Records that came more than once so far. */
  readonly duplicates: number;
  /** Places so far where records may be missing. */
  readonly gaps: number;
  readonly at: number;
}

export type JournalLine =
  | { readonly kind: 'begin'; readonly run: string }
  /** A row is about to go out. */
  | { readonly kind: 'sent'; readonly row: number; readonly at: number }
  | ({ readonly kind: 'row' } & RowOutcome)
  /** All rows that have come to this are to be sent again: a person asked for it. */
  | { readonly kind: 'again'; readonly of: RowState; readonly at: number }
  /** All rows that are pending are left out: a person cancelled the run. */
  | { readonly kind: 'leaveOut'; readonly at: number }
  | ({ readonly kind: 'page' } & PageDone)
  | ({ readonly kind: 'state' } & RunStanding);

/**
 * The journal of a run: lines that are only ever added. What `append` was given is on disk once it resolves; lines that
 * come while others are being written share one sync. One process writes it, the owner of the run.
 */
export class RunJournal {
  private readonly file: FileHandle;
  private waiting: { readonly text: string; readonly done: () => void; readonly failed: (error: unknown) => void }[] =
    [];
  private writing: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.file = file;
  }

  /**
   * Opens a journal to go on with; half a line that a killed process or a full disk left is cut off.
   * @throws Error where it cannot be written
   */
  static async open(path: string, run: string): Promise<RunJournal> {
    const file = await open(path, 'a+', 0o600);
    try {
      const { size } = await file.stat();
      const whole = await wholeBytes(path);
      if (whole < size) await file.truncate(whole);
      const journal = new RunJournal(file);
      if (whole === 0) await journal.append({ kind: 'begin', run });
      return journal;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Resolves once the line is on disk. @throws Error where it cannot be written */
  append(line: JournalLine): Promise<void> {
    const text = `${JSON.stringify(line.kind === 'begin' ? { version: VERSION, ...line } : line)}\n`;
    const written = new Promise<void>((done, failed) => this.waiting.push({ text, done, failed }));
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
    });
    return written;
  }

  /** Ends when everything is on disk. */
  async close(): Promise<void> {
    await this.writing;
    await this.file.close();
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      try {
        await this.file.appendFile(batch.map(({ text }) => text).join(''));
        await this.file.datasync();
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }
}

/** The lines of a journal; what is no line of one, such as half a line at the end, is passed over. @throws Error */
export async function* readJournal(path: string): AsyncGenerator<JournalLine> {
  for await (const { text } of fileLines(path)) {
    const line = parseLine(text);
    if (line) yield line;
  }
}

async function wholeBytes(path: string): Promise<number> {
  let bytes = 0;
  for await (const { end } of fileLines(path)) bytes = end;
  return bytes;
}

/** @throws Error where a journal was written by a version of the extension that this one does not know */
export function parseLine(text: string): JournalLine | undefined {
  const parsed = parseJson(text);
  const line = 'value' in parsed ? asObject(parsed.value) : undefined;
  if (!line) return undefined;
  const at = asNumber(line['at']) ?? 0;
  const row = asNumber(line['row']);
  switch (line['kind']) {
    case 'begin':
      if (line['version'] !== VERSION) {
        throw new Error('This run was made by a newer version of the extension; update it to go on.');
      }
      return { kind: 'begin', run: asString(line['run']) ?? '' };
    case 'sent':
      return row === undefined ? undefined : { kind: 'sent', row, at };
    case 'row': {
      const is = OUTCOMES.find((each) => each === line['is']);
      const status = asNumber(line['status']);
      const id = asString(line['id']);
      const words = asString(line['words']);
      const bytes = asNumber(line['bytes']);
      if (row === undefined || !is) return undefined;
      return {
        ...{ kind: 'row', row, is, at },
        ...(status === undefined ? {} : { status }),
        ...(id === undefined ? {} : { id }),
        ...(words === undefined ? {} : { words }),
        ...(bytes === undefined ? {} : { bytes }),
      };
    }
    case 'again': {
      const of = OUTCOMES.find((each) => each === line['of']);
      return of && { kind: 'again', of, at };
    }
    case 'leaveOut':
      return { kind: 'leaveOut', at };
    case 'page':
      return {
        ...{ kind: 'page', page: asNumber(line['page']) ?? 0, at },
        ...{ records: asNumber(line['records']) ?? 0, bytes: asNumber(line['bytes']) ?? 0 },
        ...{ duplicates: asNumber(line['duplicates']) ?? 0, gaps: asNumber(line['gaps']) ?? 0 },
        ...{ count: asNumber(line['count']), next: parseNext(line['next']) },
      };
    case 'state': {
      const state = RUN_STATES.find((each) => each === line['state']);
      const reason = STOP_REASONS.find((each) => each === line['reason']);
      const words = asString(line['words']);
      if (!state) return undefined;
      return { kind: 'state', state, at, ...(reason ? { reason } : {}), ...(words === undefined ? {} : { words }) };
    }
    default:
      return undefined;
  }
}

const OUTCOMES = ['pending', 'done', 'failed', 'unknown', 'notSent'] as const;

function parseNext(value: unknown): Readonly<Record<string, string>> | undefined {
  const source = asObject(value);
  return (
    source &&
    Object.fromEntries(Object.entries(source).filter((each): each is [string, string] => typeof each[1] === 'string'))
  );
}
