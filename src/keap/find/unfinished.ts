/** What is being typed in an expression that is not finished yet. */

/** A bracket that is still open, or the whole expression for the first of them. */
export interface OpenPart {
  readonly opener: '' | '[?' | '[' | '{' | '(';
  /** The path right before the bracket: what it selects from, or the name of a function. */
  readonly before: string;
  /** JMESPath: all that stands left of the last `|` in here. */
  left: string;
  /** Finished arguments of a function. */
  readonly args: string[];
  /** Whether the term is an expression handed to a function: `&…`. */
  reference: boolean;
  /** Where in the expression this part begins. */
  readonly start: number;
  argAt: number;
  /** Where the path at its end begins. */
  termAt: number;
  /** The last dot of that path; -1 for none. */
  dotAt: number;
}

export interface Unfinished {
  /** From the whole expression to the innermost open bracket. */
  readonly parts: readonly OpenPart[];
  /** Where a quote stands that is not closed. */
  readonly quoteAt: number | undefined;
}

/** Finds the open brackets of an expression, and the path at its end. */
export function unfinished(expression: string): Unfinished {
  const parts: OpenPart[] = [open('', '', 0)];
  for (let at = 0; at < expression.length; at++) {
    const part = parts.at(-1) ?? open('', '', 0);
    const character = expression.charAt(at);
    const next = expression.charAt(at + 1);
    if (QUOTES.includes(character)) {
      const end = closingQuote(expression, at);
      if (end < 0) return { parts, quoteAt: at };
      at = end;
    } else if (OPENERS.includes(character)) {
      const opener = character === '[' && next === '?' ? '[?' : (character as OpenPart['opener']);
      const before = expression.slice(part.termAt, at);
      at += opener.length - 1;
      parts.push(open(opener, before, at + 1));
    } else if (CLOSERS.includes(character)) {
      if (parts.length > 1) parts.pop();
    } else if (character === '.') {
      part.dotAt = at;
    } else if (character === next && '|&'.includes(character)) {
      at += 1;
      beginTerm(part, at + 1);
    } else if (ENDS_TERM.test(character)) {
      if (character === '|') part.left = expression.slice(part.start, at);
      if (character === ',') {
        part.args.push(expression.slice(part.argAt, at));
        part.argAt = at + 1;
      }
      if (character === '&' || character === ',') part.reference = character === '&';
      beginTerm(part, at + 1);
    }
  }
  return { parts, quoteAt: undefined };
}

const QUOTES = '"\'`';
const OPENERS = '[{(';
const CLOSERS = ']})';
const ENDS_TERM = /[|&,:=!<>+\s]/;

function open(opener: OpenPart['opener'], before: string, start: number): OpenPart {
  return { opener, before, left: '', args: [], reference: false, start, argAt: start, termAt: start, dotAt: -1 };
}

function beginTerm(part: OpenPart, at: number): void {
  part.termAt = at;
  part.dotAt = -1;
}

function closingQuote(expression: string, at: number): number {
  const quote = expression.charAt(at);
  for (let end = at + 1; end < expression.length; end++) {
    if (expression.charAt(end) === '\\') end += 1;
    else if (expression.charAt(end) === quote) return end;
  }
  return -1;
}
