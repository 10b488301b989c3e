import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Operation } from '../../catalog/operation.ts';
import type { Schemas } from '../../catalog/schema.ts';
import type { RequestDraft } from '../../request/draft.ts';
import { requestTarget } from '../../request/httpRequest.ts';
import { validateDraft } from '../../request/validation.ts';
import { IdSet } from '../idSet.ts';
import { CellDoubts } from './cellDoubts.ts';
import { MOST_ROWS } from './copiedRows.ts';
import type { ColumnMapping } from './mapping.ts';
import type { OpenedRows } from './openRows.ts';
import { RowDrafts } from './rowDrafts.ts';
import { RowFileError } from './rowFileError.ts';

export interface DryRunOptions {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  readonly source: OpenedRows;
  readonly mapping: readonly ColumnMapping[];
  readonly signal: AbortSignal;
  readonly onProgress?: (rows: number, bytes: number) => void;
  /** Told of each problem of each row. */
  readonly onProblem?: (line: number, words: string, blocking: boolean) => void;
}

/** Something wrong with rows, told once for all of them. */
export interface RowProblem {
  /** A sentence. */
  readonly words: string;
  readonly rows: number;
  /** The lines of the first few. */
  readonly lines: readonly number[];
  /** Whether these rows cannot be sent at all. */
  readonly blocking: boolean;
}

/** A row as it would be sent. */
export interface RowPreview {
  readonly line: number;
  readonly draft: RequestDraft;
  /** Path and query. */
  readonly target: string;
}

/** What would be sent, without sending anything. */
export interface DryRun {
  readonly rows: number;
  /** Rows without any problem. */
  readonly ready: number;
  /** Rows that can be sent, though something in them looks wrong. */
  readonly doubtful: number;
  /** Rows that cannot be sent. */
  readonly blocked: number;
  /** Rows whose request is word for word that of an earlier one. */
  readonly repeated: number;
  readonly problems: readonly RowProblem[];
  readonly first: readonly RowPreview[];
}

const MOST_LINES = 5;
const MOST_PROBLEMS = 100;
const MOST_PREVIEWS = 10;

/** After so many rows others have their turn. */
const ROWS_AT_ONCE = 100;

/** Makes and checks the request of every row of a file. @throws RowFileError where the file is wrong, the signal’s reason */
export async function dryRun(options: DryRunOptions): Promise<DryRun> {
  const { source, mapping, signal, onProgress, onProblem, ...given } = options;
  const { operation, schemas } = given;
  const drafts = new RowDrafts({ ...given, columns: source.columns, mapping });
  const doubts = new CellDoubts(source.columns, mapping);
  const problems = new Map<string, { rows: number; lines: number[]; blocking: boolean }>();
  const requests = new IdSet();
  const first: RowPreview[] = [];
  let [rows, ready, doubtful, blocked, repeated, bytes] = [0, 0, 0, 0, 0, 0];
  const rowsOfFile = source.rows((done) => {
    bytes = done;
  });
  for await (const { line, cells } of rowsOfFile) {
    rows++;
    if (rows > MOST_ROWS) throw new RowFileError('format', tooMany(source.file.name));
    const draft = drafts.draftOf(cells);
    const target = requestTarget(operation, schemas, draft);
    if (first.length < MOST_PREVIEWS) first.push({ line, draft, target });
    if (!requests.add(digest(requestText(operation, target, draft)))) repeated++;
    const found = [
      ...validateDraft(operation, schemas, draft).map(({ message, blocking }) => ({ message, blocking })),
      ...doubts.of(cells).map((message) => ({ message, blocking: false })),
    ];
    for (const { message, blocking } of found) {
      note(message, line, blocking);
      onProblem?.(line, message, blocking);
    }
    if (found.some(({ blocking }) => blocking)) blocked++;
    else if (found.length > 0) doubtful++;
    else ready++;
    if (rows % ROWS_AT_ONCE === 0) {
      await setImmediate();
      signal.throwIfAborted();
      onProgress?.(rows, bytes);
    }
  }
  const told = [...problems].map(([words, { rows: count, lines, blocking }]) => ({
    words,
    rows: count,
    lines,
    blocking,
  }));
  const sorted = told.sort((a, b) => Number(b.blocking) - Number(a.blocking) || b.rows - a.rows);
  return { rows, ready, doubtful, blocked, repeated, problems: sorted, first };

  function note(words: string, line: number, blocking: boolean): void {
    const known = problems.get(words);
    if (!known && problems.size >= MOST_PROBLEMS) return;
    const problem = known ?? { rows: 0, lines: [], blocking };
    problem.rows++;
    if (problem.lines.length < MOST_LINES) problem.lines.push(line);
    problems.set(words, problem);
  }
}

/** What tells one request from another. All calls of XML-RPC have one address, and arguments instead of a body. */
function requestText({ call }: Operation, target: string, { body, parameters }: RequestDraft): string {
  return `${target}\n${call ? JSON.stringify(parameters) : body}`;
}

function digest(text: string): string {
  return String(createHash('sha1').update(text).digest().readUIntBE(0, 6) + 1);
}

function tooMany(name: string): string {
  return `${name} has more than ${MOST_ROWS.toLocaleString('en')} rows; split it into several files.`;
}
