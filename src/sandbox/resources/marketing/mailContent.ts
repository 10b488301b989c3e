import { asString } from '../../../keap/json.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { firstEmail } from '../contacts/contactParts.ts';

/**
 * The content of a mail as it is stored: Base64 of what was sent. Keap decodes what it is given and sends what is no
 * Base64, such as raw HTML, as it stands and without a word (FACTS.md §2).
 */
export function base64Content(given: unknown): string | undefined {
  const text = asString(given);
  if (text === undefined) return undefined;
  const packed = text.replaceAll(/\s/g, '');
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
  return isBase64 ? packed : inBase64(text);
}

/** Text in Base64. */
export function inBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** The contents among the values of a body, each as it is stored. */
export function storedContents(body: Fields): Fields {
  const contents: Record<string, unknown> = {};
  for (const name of ['html_content', 'plain_content']) if (name in body) contents[name] = base64Content(body[name]);
  return contents;
}

/** A text with its merge fields, `~Contact.FirstName~` and the like, filled in for a contact. */
export function merged(text: string, contact: StoredRecord): string {
  const words: Readonly<Record<string, unknown>> = {
    '~Contact.FirstName~': contact.fields['given_name'],
    '~Contact.LastName~': contact.fields['family_name'],
    '~Contact.Email~': firstEmail(contact),
  };
  return text.replaceAll(/~Contact\.\w+~/g, (field) => asString(words[field]) ?? '');
}

/** The same within Base64. */
export function mergedContent(content: string | undefined, contact: StoredRecord): string | undefined {
  if (content === undefined) return undefined;
  const text = Buffer.from(content, 'base64').toString('utf8');
  const filled = merged(text, contact);
  // Bytes that are no text stay as they are.
  return filled === text ? content : inBase64(filled);
}
