import ignore, { type Ignore } from 'ignore';

/** What a folder's `.gitignore` files say of the files in it. */
export class IgnoredFiles {
  private readonly rules: { readonly folder: string; readonly rules: Ignore }[] = [];

  /** @param folder of the `.gitignore`, from the root with slashes; empty for the root itself */
  add(folder: string, text: string): void {
    this.rules.push({ folder, rules: ignore().add(text) });
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
