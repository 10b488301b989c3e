import ignore, { type Ignore } from 'ignore';

/** How many lines of a `.gitignore` count: each is held against the path of every file. */
const MOST_RULES = 1_000;

/** A rule with more of these would be tried in too many ways against a name made for it. */
const MOST_STARS = 3;

/** What a folder's `.gitignore` files say of the files in it. What one has too much of is passed over. */
export class IgnoredFiles {
  private readonly rules: { readonly folder: string; readonly rules: Ignore }[] = [];

  /** @param folder of the `.gitignore`, from the root with slashes; empty for the root itself */
  add(folder: string, text: string): void {
    this.rules.push({ folder, rules: ignore().add(rulesOf(text)) });
    // What stands deeper counts for more.
    this.rules.sort((a, b) => a.folder.length - b.folder.length);
  }

  /** @param path from the root, with slashes */
  has(path: string): boolean {
    let ignored = false;
    for (const { folder, rules } of this.rules) {
      const inside = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
      if (!ignore.isPathValid(inside)) continue;
      const found = rules.test(inside);
      if (found.ignored) ignored = true;
      else if (found.unignored) ignored = false;
    }
    return ignored;
  }
}

function rulesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.slice(0, MOST_RULES).filter((line) => (line.match(/\*+/g)?.length ?? 0) <= MOST_STARS);
}
