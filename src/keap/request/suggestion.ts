/** The known name that was probably meant, as the end of a sentence: the same but for case, `_` and one letter. */
export function suggestion(name: string, known: readonly string[]): string {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const meant =
    known.find((candidate) => plain(candidate) === plain(name)) ?? known.find((candidate) => near(candidate, name));
  return meant ? `; did you mean ${meant}` : '';
}

function near(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a.length < 4) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}
