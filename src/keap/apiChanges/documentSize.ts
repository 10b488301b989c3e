/** The largest document that is read, in bytes. Keap's own have a megabyte and a half. */
export const MOST_DOCUMENT_BYTES = 20 * 2 ** 20;

/** The sentence for a document that is too large to be read. */
export function tooLarge(): string {
  return `It is larger than ${MOST_DOCUMENT_BYTES / 2 ** 20} MB, which no description of Keap’s is.`;
}
