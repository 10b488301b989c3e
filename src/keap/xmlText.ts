import { XmlRpcError } from './xmlrpc/xmlRpcError.ts';

const MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Names that other programs have for encodings that every JavaScript knows. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'latin1', 'windows-1252', 'utf-16', 'utf-16le', 'utf-16be'],
]);

/**
 * The text of an XML document: by its byte order mark, else by the charset of its content type, else by its own
 * declaration, else as UTF-8. Byte order marks are left out.
 * @param contentType the header; undefined where there is none
 * @throws XmlRpcError for bytes that are none of the encoding, and an encoding that is not read
 */
export function textOfXml(bytes: Uint8Array, contentType?: string): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const encoding = marked ?? charsetOf(contentType) ?? declaredEncoding(bytes) ?? 'utf-8';
  if (!KNOWN.has(encoding)) throw new XmlRpcError('xml', `The XML is in the encoding ${encoding}, which is not read.`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new XmlRpcError('xml', `The XML holds bytes that are no ${encoding.toUpperCase()}.`);
  }
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})"?/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const named = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1]?.toLowerCase();
  // The declaration was read byte by byte, so it cannot be in two bytes a character, whatever it says.
  return named?.startsWith('utf-16') ? undefined : named;
}
