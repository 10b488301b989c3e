/** Reads CSV as RFC 4180 has it, in a way that has nothing in common with the one that writes it. */
export function readCsv(text: string, separator = ','): string[][] {
  const rows: string[][] = [];
  let rest = text.replace(/^\ufeff/, '');
  while (rest !== '') {
    const row: string[] = [];
    for (;;) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
      const plain = quoted?.[0] ?? rest.slice(0, firstOf(rest, separator));
      row.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : plain);
      rest = rest.slice(plain.length);
      if (!rest.startsWith(separator)) break;
      rest = rest.slice(1);
    }
    if (rest !== '' && !rest.startsWith('\r\n')) throw new Error(`A field ends before ${rest.slice(0, 20)}`);
    rest = rest.slice(2);
    rows.push(row);
  }
  return rows;
}

function firstOf(text: string, separator: string): number {
  const ends = [text.indexOf(separator), text.indexOf('\r\n')].filter((at) => at >= 0);
  return ends.length > 0 ? Math.min(...ends) : text.length;
}
