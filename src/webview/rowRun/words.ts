/** `1 row`, `2,500 rows`. */
export function countWords(count: number, thing: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? thing : `${thing}s`}`;
}

/** The lines of the first few rows: `2, 3, 7 and 12 more`. */
export function linesWords(lines: readonly number[], rows: number): string {
  const more = rows - lines.length;
  return `${lines.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}
