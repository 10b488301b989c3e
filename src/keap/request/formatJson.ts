/**
 * JSON text laid out with two spaces, an item a line. Tokens are copied as they are: no digit of a large number
 * changes, nor a byte of a string. Undefined where the text is not JSON.
 */
export function formatJson(text: string): string | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const out: string[] = [];
  let indent = 0;
  let at = 0;
  const line = () => `\n${'  '.repeat(indent)}`;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '"') {
      const end = endOfString(text, at);
      out.push(text.slice(at, end));
      at = end;
    } else if (char === '{' || char === '[') {
      const next = skipSpace(text, at + 1);
      if (text[next] === '}' || text[next] === ']') {
        out.push(char + text[next]);
        at = next + 1;
      } else {
        indent++;
        out.push(char, line());
        at = next;
      }
    } else if (char === '}' || char === ']') {
      indent--;
      out.push(line(), char);
      at++;
    } else if (char === ',') {
      out.push(',', line());
      at = skipSpace(text, at + 1);
    } else if (char === ':') {
      out.push(': ');
      at = skipSpace(text, at + 1);
    } else if (isSpace(char)) {
      at = skipSpace(text, at);
    } else {
      const end = endOfScalar(text, at);
      out.push(text.slice(at, end));
      at = end;
    }
  }
  return out.join('');
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** The end of a number, `true`, `false` or `null`. */
function endOfScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at++;
  return at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text[at] ?? '')) at++;
  return at;
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t';
}
