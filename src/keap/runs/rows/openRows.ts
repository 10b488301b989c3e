import { stat } from 'node:fs/promises';
import type { Cell } from './cellValue.ts';
import { csvRecords, type Separator, sniffSeparator } from './csvRows.ts';
import { decodedFile, type Encoding, sniffEncoding } from './decodedFile.ts';
import { flatRecord } from './flatRecord.ts';
import { findList, type JsonRecord, listRecords, ndjsonRecords } from './jsonRows.ts';
import { RowFileError } from './rowFileError.ts';

/** A file of rows, and what someone knows better than the file tells. */
export interface RowFile {
  readonly path: string;
  /** As people know it. */
  readonly name: string;
  readonly encoding?: Encoding;
  readonly separator?: Separator;
}

export interface SourceRow {
  /** Where it stands: a line of the file, or the number of an item in a JSON list. */
  readonly line: number;
  /** A cell for each column. */
  readonly cells: readonly Cell[];
}

export type RowFormat = 'csv' | 'ndjson' | 'json';

/** A file of rows, known so far that its rows can be read. */
export interface OpenedRows {
  readonly file: RowFile;
  readonly format: RowFormat;
  readonly encoding: Encoding;
  readonly separator: Separator | undefined;
  readonly bytes: number;
  readonly columns: readonly string[];
  /** Reads the rows from the first, each time anew. @throws RowFileError where the file is wrong, at any row */
  rows(onBytes?: (done: number) => void): AsyncIterable<SourceRow>;
}

/** Columns of JSON are looked for in so many records. */
const COLUMN_RECORDS = 1_000;

/**
 * Opens a file of rows: CSV with a header line, NDJSON, or JSON with a list. Encoding, format and separator are told
 * from its beginning.
 * @throws RowFileError in a sentence that says what to do
 */
export async function openRows(file: RowFile, signal: AbortSignal): Promise<OpenedRows> {
  const { path, name } = file;
  const sniffed = await sniffEncoding(path, name);
  const encoding = file.encoding ?? sniffed.encoding;
  const { size } = await stat(path);
  const head = new TextDecoder(encoding).decode(sniffed.head);
  if (head.trim() === '') throw new RowFileError('format', `${name} is empty; it needs a header line and rows.`);
  const format = formatOf(name, head);
  const base = { file, format, encoding, bytes: size, separator: undefined };
  const pieces = (onBytes?: (done: number) => void) => decodedFile(path, name, encoding, onBytes);
  if (format === 'csv') {
    const separator = file.separator ?? sniffSeparator(head);
    const columns = await csvHeader(pieces(), name, separator);
    const rows = (onBytes?: (done: number) => void) => csvRows(pieces(onBytes), name, separator, columns);
    return { ...base, separator, columns, rows };
  }
  let records: (onBytes?: (done: number) => void) => AsyncIterable<JsonRecord>;
  if (format === 'ndjson') records = (onBytes) => ndjsonRecords(pieces(onBytes), name);
  else {
    if (encoding !== 'utf-8')
      throw new RowFileError('encoding', `${name} is not UTF-8; save it as UTF-8, as JSON is meant to be.`);
    const list = await findList(path, name, signal);
    records = () => listRecords(path, name, list);
  }
  const columns = await columnsOf(records());
  if (columns.length === 0)
    throw new RowFileError('format', `${name} holds no records with names; rows are JSON objects.`);
  return { ...base, columns, rows: (onBytes) => jsonRows(records(onBytes), columns) };
}

function formatOf(name: string, head: string): RowFormat {
  if (/\.(csv|tsv)$/i.test(name)) return 'csv';
  const text = head.trimStart();
  if (/\.(ndjson|jsonl)$/i.test(name)) return 'ndjson';
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  const [first = ''] = text.split('\n', 1);
  return isJson(first) ? 'ndjson' : 'json';
}

function isJson(text: string): boolean {
  try {
    // An answer on one line is an object as well; one that holds a list is no row.
    const value: unknown = JSON.parse(text);
    return !Object.keys(Object(value)).some((key) => ['next_page_token', 'next', 'count'].includes(key));
  } catch {
    return false;
  }
}

async function csvHeader(
  pieces: AsyncIterable<string>,
  name: string,
  separator: Separator,
): Promise<readonly string[]> {
  for await (const { cells } of csvRecords(pieces, name, separator)) {
    const columns = cells.map((cell) => cell.trim());
    // Spreadsheets leave separators behind at the end of a line.
    while (columns.at(-1) === '') columns.pop();
    const unnamed = columns.indexOf('');
    if (unnamed >= 0) {
      throw new RowFileError('header', `Column ${unnamed + 1} of ${name} has no name; write one into its first line.`);
    }
    const twice = columns.find((column, at) => columns.indexOf(column) !== at);
    if (twice !== undefined) {
      throw new RowFileError('header', `Two columns of ${name} are called ${twice}; give each a name of its own.`);
    }
    if (columns.some((column) => /^[\d.,+-]+$|@/.test(column))) {
      throw new RowFileError(
        'header',
        `The first line of ${name} seems to be data; put a line with the names of the columns before it.`,
      );
    }
    return columns;
  }
  throw new RowFileError('format', `${name} is empty; it needs a header line and rows.`);
}

async function* csvRows(
  pieces: AsyncIterable<string>,
  name: string,
  separator: Separator,
  columns: readonly string[],
): AsyncGenerator<SourceRow> {
  let isHeader = true;
  for await (const { line, cells } of csvRecords(pieces, name, separator)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const more = cells.slice(columns.length).some((cell) => cell !== '');
    if (cells.length < columns.length || more) {
      const words = `Line ${line} of ${name} has ${cells.length} cells and its first line names ${columns.length} columns; a separator or a quote is missing, or one too many.`;
      throw new RowFileError('cells', words);
    }
    yield { line, cells: cells.slice(0, columns.length) };
  }
}

async function columnsOf(records: AsyncIterable<JsonRecord>): Promise<readonly string[]> {
  const columns = new Set<string>();
  let read = 0;
  for await (const { value } of records) {
    for (const column of flatRecord(value).keys()) columns.add(column);
    if (++read >= COLUMN_RECORDS) break;
  }
  return [...columns];
}

async function* jsonRows(records: AsyncIterable<JsonRecord>, columns: readonly string[]): AsyncGenerator<SourceRow> {
  for await (const { line, value } of records) {
    const cells = flatRecord(value);
    yield { line, cells: columns.map((column) => cells.get(column)) };
  }
}
