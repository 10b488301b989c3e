export interface CsvOptions {
  readonly separator: string;
  /** Whether texts that a spreadsheet would take for a formula get an apostrophe in front. */
  readonly guard: boolean;
}

/** What begins a formula for a spreadsheet, also written wide (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** A number is none, with either sign: it computes nothing. */
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A line of a CSV file (RFC 4180), with its end. A field is quoted where it must be, and where space around it might
 * be lost.
 */
export function csvLine(fields: readonly string[], { separator, guard }: CsvOptions): string {
  return `${fields.map((field) => quoted(guard ? guarded(field) : field, separator)).join(separator)}\r\n`;
}

/** A text that a spreadsheet takes for a text. */
export function guarded(field: string): string {
  return FORMULA.test(field) && !PLAIN_NUMBER.test(field) ? `'${field}` : field;
}

function quoted(field: string, separator: string): string {
  const needs = field.includes(separator) || /["\r\n]|^\s|\s$/.test(field);
  return needs ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Cells for the clipboard, as spreadsheets take them: tabs between, a line for each row. One alone is just its text. */
export function clipboardText(rows: readonly (readonly string[])[]): string {
  const [first] = rows;
  if (rows.length === 1 && first?.length === 1) return first[0] ?? '';
  return rows
    .map((row) => row.map((field) => (/[\t\r\n"]/.test(field) ? quoted(field, '\t') : field)).join('\t'))
    .join('\n');
}
