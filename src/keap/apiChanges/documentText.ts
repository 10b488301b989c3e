import { isAlias, parseDocument, visit } from 'yaml';
import { DocumentError } from './documentError.ts';
import { MOST_DOCUMENT_BYTES, tooLarge } from './documentSize.ts';

/** Deeper than any of Keap's, whose deepest has 24 levels. */
const MOST_DEPTH = 64;
/** Keap's largest has 85,000 values. */
const MOST_VALUES = 1_000_000;
/** The longest text of Keap's has 4,400 characters. */
const MOST_CHARACTERS = 100_000;
/** The longest name of Keap's, a path, has 110 characters. */
const MOST_NAME_CHARACTERS = 500;

/**
 * The value of an API description: JSON, or YAML where the name of a file says so. Bounds hold before anyone walks it.
 * @throws DocumentError with a sentence
 */
export function readDocumentText(bytes: Uint8Array, yaml = false): unknown {
  if (bytes.byteLength > MOST_DOCUMENT_BYTES) throw new DocumentError(tooLarge());
  const text = decoded(bytes);
  const start = text.slice(0, 200).trimStart();
  if (start === '') throw new DocumentError('It is empty.');
  if (start.startsWith('<')) throw new DocumentError('It is a web page, not an API description.');
  return yaml && !start.startsWith('{') ? parsedYaml(text) : parsedJson(text);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DocumentError('It is not text in UTF-8.');
  }
}

function parsedJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch (error) {
    const cut = !/[}\]]\s*$/.test(text.slice(-100));
    throw new DocumentError(cut ? 'It is cut off before its end.' : 'It is not JSON.', { cause: error });
  }
  // JSON itself lets the last of two members of one name win, and readers differ: what is meant is not known.
  if (checkBounds(value) !== membersIn(text)) throw new DocumentError('It says the same name twice in one place.');
  return value;
}

/** How many members the text of JSON has, those of a name that stands twice included. */
function membersIn(text: string): number {
  let count = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    let end = text.indexOf('"', at + 1);
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    let next = end + 1;
    while (text.charCodeAt(next) <= 32) next++;
    if (text[next] === ':') count++;
    at = text.indexOf('"', next);
  }
  return count;
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text[before] === '\\') before--;
  return (quote - 1 - before) % 2 === 1;
}

function parsedYaml(text: string): unknown {
  const document = parseDocument(text, { schema: 'core', merge: false, stringKeys: true, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const twice = error.code === 'DUPLICATE_KEY';
    throw new DocumentError(twice ? 'It says the same name twice in one place.' : 'It is not YAML.', { cause: error });
  }
  visit(document, (_key, node) => {
    if (isAlias(node)) throw new DocumentError('It repeats parts of itself by aliases, which no description does.');
  });
  const value = document.toJS() as unknown;
  checkBounds(value);
  return value;
}

/** @returns how many members all its objects have @throws DocumentError where it is beyond any bound */
function checkBounds(root: unknown): number {
  const waiting: [value: unknown, depth: number][] = [[root, 0]];
  let members = 0;
  let values = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, depth] = next;
    if (depth > MOST_DEPTH) throw new DocumentError('It is nested more deeply than any description of Keap’s.');
    if (++values > MOST_VALUES) throw new DocumentError('It has more values than any description of Keap’s.');
    if (typeof value === 'string' && value.length > MOST_CHARACTERS) {
      throw new DocumentError('A text in it is longer than any of Keap’s.');
    }
    if (Array.isArray(value)) for (const item of value) waiting.push([item, depth + 1]);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        members++;
        if (name === '__proto__' || name.length > MOST_NAME_CHARACTERS) {
          throw new DocumentError('It has a member with a name that no description has.');
        }
        waiting.push([member, depth + 1]);
      }
    }
  }
  return members;
}
