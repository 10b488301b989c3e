/** VS Code asks for all links of a document at once: in a larger one only hovers and the command open records. */
const LARGEST = 5_000_000;
/** Every link is marked in the editor, which becomes slow with very many. */
export const MOST_LINKS = 20_000;

export function hasLinks(text: string): boolean {
  return text.length <= LARGEST;
}
