import { type CsvOptions, csvLine } from './csv.ts';
import { cellText, compactJson } from './recordCells.ts';
import { type OnShare, recordCells, type TableRows } from './tableRows.ts';

export type ExportFormat = 'csv' | 'ndjson' | 'json';

/** A column of an export: whose values, under which name. */
export interface ExportColumn {
  readonly id: string;
  readonly title: string;
}

export interface ExportWish {
  readonly format: ExportFormat;
  /** The columns; of JSON and NDJSON, undefined keeps each record whole, as it came. */
  readonly columns: readonly ExportColumn[] | undefined;
  /** The numbers of the records, in order. */
  readonly numbers: ArrayLike<number> & Iterable<number>;
  readonly csv: CsvOptions & {
    /** Whether the file begins with the mark by which Excel knows UTF-8. */
    readonly mark: boolean;
  };
}

/**
 * The text of an export, piece by piece. JSON and NDJSON keep digits and the writing of strings as they came.
 * @throws the signal's reason when it ends the work
 */
export async function* exportText(
  rows: TableRows,
  wish: ExportWish,
  signal: AbortSignal,
  onShare: OnShare,
): AsyncGenerator<string> {
  const { format, columns, numbers, csv } = wish;
  if (format === 'csv') {
    yield (csv.mark ? '\ufeff' : '') +
      csvLine(
        (columns ?? []).map(({ title }) => title),
        csv,
      );
  }
  if (format === 'json') yield '[';
  let done = 0;
  for await (const { text } of rows.read(numbers, signal)) {
    if (format === 'csv') {
      const cells = recordCells(text);
      yield csvLine(
        (columns ?? []).map(({ id }) => cellText(cells.get(id))),
        csv,
      );
    } else {
      const record = columns ? pickedJson(text, columns) : compactJson(text);
      yield format === 'ndjson' ? `${record}\n` : `${done === 0 ? '' : ','}\n${record}`;
    }
    if ((++done & 63) === 0) onShare(done / numbers.length);
  }
  if (format === 'json') yield done === 0 ? ']\n' : '\n]\n';
}

/** A record with some of its values, by the names of their columns; what it does not have is left out. */
function pickedJson(text: string, columns: readonly ExportColumn[]): string {
  const cells = recordCells(text);
  const members = columns.flatMap(({ id, title }) => {
    const cell = cells.get(id);
    return cell ? [`${JSON.stringify(title)}:${compactJson(cell.raw)}`] : [];
  });
  return `{${members.join(',')}}`;
}
