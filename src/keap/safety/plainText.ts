/** Characters that draw nothing, break a line or turn the direction of what follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/**
 * Text of someone else as words alone, for messages, menus and names: what cannot be seen is named, nothing is a link
 * (VS Code makes links, of commands even, from `[text](target)` in messages) or an icon, and it has an end.
 * @param longest in characters
 */
export function plainText(text: string, longest = 80): string {
  const characters = [...text];
  const cut = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
  return cut
    .replaceAll(UNSEEN, (character) => `⟨U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`)
    .replaceAll('](', '] (')
    .replaceAll('$(', '$ (');
}
