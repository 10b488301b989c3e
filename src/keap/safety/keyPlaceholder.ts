import type { FoundKey } from './keyShapes.ts';

/** A replacement in a text. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How a language reads an environment variable: as an expression, joined to strings, and within a template. */
interface Reading {
  readonly expression: string;
  readonly join: string;
  /** For strings in backticks. */
  readonly template?: string;
}

const NODE: Reading = {
  expression: 'process.env.KEAP_API_KEY',
  join: '+',
  template: '$' + '{process.env.KEAP_API_KEY}',
};
const READINGS: Readonly<Record<string, Reading>> = {
  javascript: NODE,
  javascriptreact: NODE,
  typescript: NODE,
  typescriptreact: NODE,
  php: { expression: "getenv('KEAP_API_KEY')", join: '.' },
  python: { expression: "os.environ['KEAP_API_KEY']", join: '+' },
  ruby: { expression: "ENV.fetch('KEAP_API_KEY')", join: '+' },
};

/** What stands for the variable in texts that something else fills in. */
const TEMPLATES: Readonly<Record<string, string>> = {
  http: '{{KEAP_API_KEY}}',
  rest: '{{KEAP_API_KEY}}',
  shellscript: '$KEAP_API_KEY',
  powershell: '$env:KEAP_API_KEY',
  bat: '%KEAP_API_KEY%',
};
const ANY_TEMPLATE = '$' + '{KEAP_API_KEY}';

/**
 * Puts the environment variable KEAP_API_KEY in the place of a key, as the language of the file (VS Code's id) reads
 * it: a string that is nothing but the key becomes an expression, a longer one is taken apart around it.
 */
export function placeholderChange(text: string, { start, end }: FoundKey, languageId: string): TextChange {
  const quote = quoteAround(text, start);
  const reading = Object.hasOwn(READINGS, languageId) ? READINGS[languageId] : undefined;
  if (!reading || quote === undefined) return { start, end, text: template(languageId, quote) };
  if (quote === '`' && reading.template) return { start, end, text: reading.template };
  if (text[start - 1] === quote && text[end] === quote) {
    return { start: start - 1, end: end + 1, text: reading.expression };
  }
  const { expression, join } = reading;
  const before = text[start - 1] === quote ? '' : `${quote} ${join} `;
  const behind = text[end] === quote ? '' : ` ${join} ${quote}`;
  return {
    start: before === '' ? start - 1 : start,
    end: behind === '' ? end + 1 : end,
    text: before + expression + behind,
  };
}

function template(languageId: string, quote: string | undefined): string {
  const words = Object.hasOwn(TEMPLATES, languageId) ? (TEMPLATES[languageId] ?? ANY_TEMPLATE) : ANY_TEMPLATE;
  // A shell fills in nothing between single quotes.
  return languageId === 'shellscript' && quote === "'" ? `'"${words}"'` : words;
}

/** The quote whose string a place of a line is in, by counting from the beginning of the line. */
function quoteAround(text: string, at: number): string | undefined {
  let open: string | undefined;
  for (let index = text.lastIndexOf('\n', at - 1) + 1; index < at; index++) {
    const char = text[index] ?? '';
    if (char === '\\') index++;
    else if (open === char) open = undefined;
    else if (open === undefined && (char === '"' || char === "'" || char === '`')) open = char;
  }
  return open;
}
