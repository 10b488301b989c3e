import { findKeys } from '../../keap/safety/keyShapes.ts';

const LONGEST = 60;

/** Control characters, line ends, and what draws nothing or turns the direction of writing; joiners are part of some scripts. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?![\u200c\u200d])\p{Cf}/u;

/** Names that look the same count as one. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/[\u200c\u200d]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/**
 * What is wrong with the name of a connection, as a sentence; undefined where nothing is.
 * @param taken the names of the other connections
 */
export function nameProblem(text: string, taken: readonly string[]): string | undefined {
  const name = text.trim();
  if (folded(name) === '') return 'Give the connection a name.';
  if (findKeys(name).length > 0 || /^[0-9a-f]{32}$/i.test(name)) {
    return 'This looks like a key; give a name to know the connection by.';
  }
  if ([...name].length > LONGEST) return `A name has at most ${LONGEST} characters; this one has ${[...name].length}.`;
  if (UNSEEN.test(name)) return 'A name holds no invisible characters and none that turn the direction of writing.';
  // VS Code would draw an icon in place of it.
  if (/\$\([\w~-]+\)/.test(name)) return 'A name holds no $(…), which stands for an icon.';
  if (taken.some((other) => folded(other) === folded(name))) return 'There is a connection of this name already.';
  return undefined;
}

/** A name to start with: the wished one, numbered where it is taken. */
export function freeName(wished: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wished : `${wished} ${number}`;
    if (!taken.some((other) => folded(other) === folded(name))) return name;
  }
}
