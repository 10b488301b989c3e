/** A day as people say it: `30 November 2026`. @param at in ISO 8601 or milliseconds since 1970 */
export function dayWords(at: string | number): string {
  return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}
