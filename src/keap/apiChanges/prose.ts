import { plainText } from '../safety/plainText.ts';

/** The longest description that is kept, in characters. */
const MOST_CHARACTERS = 1_200;

/**
 * The words of a description, which may hold Markdown and HTML, as one paragraph of plain text; undefined where none
 * are left. Nothing of it is a link, a command or markup any more: whoever shows it shows words.
 */
export function proseOf(description: string): string | undefined {
  const words = description
    // What comes behind so much is not shown, and markup made to be slow has no room.
    .slice(0, 4 * MOST_CHARACTERS)
    .replaceAll(/<(script|style)\b[^>]*>[^<]*<\/\1>/gi, ' ')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replaceAll(/^\s{0,3}(#{1,6}|[-*+>])\s+/gm, '· ')
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/(?<![\w*])[*_](\w[^*_\n]{0,200})[*_](?![\w*])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^· /, '');
  return words === '' ? undefined : plainText(words, MOST_CHARACTERS);
}
