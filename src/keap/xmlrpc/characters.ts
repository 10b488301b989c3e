import { XmlRpcError } from './xmlRpcError.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

// Controls but tab and line ends, halves of pairs, and the two that are no characters: XML 1.0 has none of them.
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The first character of a text that XML cannot hold, in words, with its place; undefined where there is none. */
function forbiddenCharacter(text: string): { readonly words: string; readonly index: number } | undefined {
  const found = FORBIDDEN.exec(text);
  if (!found) return undefined;
  const code = found[0].codePointAt(0) ?? 0;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const words = code < 0x20 ? `the control character ${name}` : `${name}, which is no character,`;
  return { words, index: found.index };
}

/** Text for between tags. A carriage return is written as a number: as itself it would be read as a line feed. */
export function escapeText(text: string): string {
  const forbidden = forbiddenCharacter(text);
  if (forbidden) {
    throw new XmlRpcError('value', `A text holds ${forbidden.words} and XML cannot: remove it and send again.`);
  }
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/**
 * What text between tags says: the five entities of XML and numbers, no others; line ends as XML reads them.
 * @param offset where the text stands in its document, for the error
 */
export function unescapeText(raw: string, offset: number): string {
  const forbidden = forbiddenCharacter(raw);
  if (forbidden) {
    throw new XmlRpcError('xml', `The text holds ${forbidden.words} and XML cannot.`, offset + forbidden.index);
  }
  const text = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&\s]{0,32};)?/g, (reference, name: string | undefined, index: number) => {
    const meant = name === undefined ? undefined : character(name.slice(0, -1));
    if (meant !== undefined) return meant;
    const isEntity = /^[A-Za-z_]/.test(name ?? '');
    throw new XmlRpcError(
      isEntity ? 'refused' : 'xml',
      isEntity ? `${reference} is no entity of XML-RPC, and others are not read.` : 'An ampersand begins no character.',
      offset + index,
    );
  });
}

function character(name: string): string | undefined {
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
  const [, hex, decimal] = /^#(?:x([\dA-Fa-f]{1,8})|(\d{1,8}))$/.exec(name) ?? [];
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? Number.NaN);
  if (!(code <= 0x10ffff)) return undefined;
  const text = String.fromCodePoint(code);
  return FORBIDDEN.test(text) ? undefined : text;
}
