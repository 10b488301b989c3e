import type { MoveNote } from '../request/moveNote.ts';
import { plainText } from '../safety/plainText.ts';

/** How many notes a question quotes. */
const MOST = 6;

/**
 * What a converted request does not keep of the older one, or leaves to fill in: a line for each note, which is why a
 * person looks at it before it changes anything. Undefined where it keeps everything.
 */
export function unkeptWords(notes: readonly MoveNote[]): string | undefined {
  const unkept = notes.filter(({ kind }) => kind !== 'differs');
  if (unkept.length === 0) return undefined;
  const lines = unkept.slice(0, MOST).map(({ text }) => plainText(text, 200));
  return [...lines, ...(unkept.length > MOST ? [`And ${unkept.length - MOST} more.`] : [])].join('\n');
}
