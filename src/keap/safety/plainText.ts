/**
 * Joiners within words and emoji, which stay; then, as a group, what draws nothing, breaks a line, turns the direction
 * of what follows, or is half a character.
 */
const UNSEEN =
  /(?<=[\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d](?=[\p{L}\p{Extended_Pictographic}])|([\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}])/gu;

/** More marks on one letter than any script uses: they draw over the lines around. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * Text of someone else as words alone, for messages, menus and names: what cannot be seen is named, nothing is a link
 * (VS Code makes links, of commands even, from `[text](target)` in messages) or an icon, and it has an end.
 * @param longest in characters
 */
export function plainText(text: string, longest = 80): string {
  // A character has two units at most: a huge text is not taken apart for its beginning.
  const characters = [...text.slice(0, 2 * longest + 2)];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
  return cut
    .replaceAll(PILED_MARKS, '$1')
    .replaceAll(UNSEEN, (whole, unseen: string | undefined) => (unseen === undefined ? whole : named(unseen)))
    .replaceAll('](', '] (')
    .replaceAll('$(', '$ (');
}

function named(character: string): string {
  return `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
