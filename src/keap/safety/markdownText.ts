/** Text that Markdown shows as it is, without even the links it makes of addresses by itself. */
export function markdownText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
