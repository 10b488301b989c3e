import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { RowFileError } from './rowFileError.ts';

/** What stands between cells. */
export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** A line of cells and where it ends in the file, by the line number that editors show. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longer than this is no row: a quote that is never closed takes in the rest of the file. */
const LONGEST_ROW = 2 ** 20;

/** The separator that a file's first line has most of, outside of quotes. */
export function sniffSeparator(text: string): Separator {
  const [line = ''] = text.replaceAll(/"[^"]*"/g, '').split(/\r?\n|\r/, 1);
  const count = (separator: Separator) => line.split(separator).length;
  return SEPARATORS.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
}

/**
 * The lines of CSV (RFC 4180, with any of the usual ends of lines); empty ones are passed over.
 * @throws RowFileError where it is no CSV
 */
export async function* csvRecords(
  pieces: AsyncIterable<string>,
  name: string,
  separator: Separator,
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    ...{ delimiter: separator, info: true, bom: true, relax_column_count: true },
    ...{ skip_empty_lines: true, skip_records_with_empty_values: true, max_record_size: LONGEST_ROW },
  });
  const source = Readable.from(pieces);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    throw error instanceof RowFileError ? error : csvFault(error, name, parser.info.lines);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function csvFault(error: unknown, name: string, line: number): RowFileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const says = FAULTS[code] ?? 'it is not CSV as RFC 4180 has it';
  return new RowFileError('format', `${name} cannot be read as CSV near line ${line}: ${says}.`, { cause: error });
}

const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_MAX_RECORD_SIZE: 'a row is longer than 1 MB, most often since a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote within quotes has to be doubled (""), or a separator is missing after one',
  INVALID_OPENING_QUOTE:
    'a quote stands in the middle of a cell; a cell with quotes has to be within quotes as a whole',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'a separator is missing after a quote',
};
