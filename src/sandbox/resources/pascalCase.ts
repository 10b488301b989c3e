/** v2's `WHOLE_NUMBER` by the rule v1 writes its words by: `WholeNumber`. */
export function pascalCase(word: string): string {
  const words = word.split('_').map((part) => part.slice(0, 1) + part.slice(1).toLowerCase());
  return words.join('');
}
