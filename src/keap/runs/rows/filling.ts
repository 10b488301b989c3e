/** What an empty cell means: what the draft has there or nothing, JSON's null, or a text without characters. */
export const EMPTY_CELLS = ['leaveOut', 'null', 'text'] as const;
export type EmptyCell = (typeof EMPTY_CELLS)[number];

/** Where the value of a place comes from: a column, a value that all rows have, or nothing. */
export type Filling =
  | { readonly by: 'column'; readonly column: string; readonly empty: EmptyCell }
  | { readonly by: 'value'; readonly text: string }
  | { readonly by: 'nothing' };
