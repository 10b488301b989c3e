import { holdsKey } from '../safety/keyShapes.ts';

/** Windows has no files of these names, whatever they end with. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
/** File systems take 255 bytes; what is put behind a name needs some. */
const MOST_BYTES = 200;

/** What is wrong with the name of a saved request or folder, as a sentence; undefined where nothing is. */
export function nameProblem(name: string): string | undefined {
  const text = name.trim();
  if (text === '') return 'A name is needed.';
  if (holdsKey(text)) return 'This holds a Keap key; keys belong in a connection (Keap: Add connection).';
  const found = /[\\/:*?"<>|]/.exec(text)?.[0];
  if (found !== undefined) return `A name cannot hold ${found}: it is the name of a file.`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return 'A name cannot hold characters that nobody sees.';
  if (/^\.|\.$/.test(text)) return 'A name cannot begin or end with a dot.';
  if (RESERVED.test(text)) return `${text} is a name that Windows keeps for itself.`;
  if (new TextEncoder().encode(text).length > MOST_BYTES) return 'This name is too long for a file.';
  return undefined;
}

/** A name that none of those taken is, but for case: with a number behind it where that is needed. */
export function freeName(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((each) => each.toLowerCase()));
  const base = name.trim();
  let free = base;
  for (let number = 2; used.has(free.toLowerCase()); number++) free = `${base} ${number}`;
  return free;
}

/** A title of an operation as a name for a file. */
export function nameFrom(title: string): string {
  const name = title
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
    .slice(0, 60)
    .trim();
  return name === '' || RESERVED.test(name) ? 'Request' : name;
}

/** The folder of a setting as the steps that lead to it; undefined where it leads out of the workspace or nowhere. */
export function folderSteps(setting: string): readonly string[] | undefined {
  if (/^(?:[\\/]|[a-z]:)/i.test(setting.trim())) return undefined;
  const steps = setting
    .split(/[\\/]/)
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== '.');
  return steps.length > 0 && steps.every((step) => step !== '..' && !/[:*?"<>|\p{Cc}]/u.test(step)) ? steps : undefined;
}
