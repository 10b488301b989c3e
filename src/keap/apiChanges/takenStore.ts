import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestVersion } from '../catalog/operation.ts';
import { changedOperations } from './change.ts';
import type { ReviewedDocument } from './reviewDocument.ts';
import { printTaken, type Taken, type TakenEntry } from './taken.ts';
import { checksumOf, partPath, readTaken, TAKEN_FILE } from './takenFiles.ts';

/** The one in use and the one before, for a step back. */
const MOST_ENTRIES = 2;

/** When and from where a description came, and what was said of its changes. */
export interface Provenance {
  readonly takenAt: string;
  readonly source: string;
  readonly report: string;
}

/** Uses a description from now on: its files are written first, then what says that they count. */
export async function take(folder: string, reviewed: ReviewedDocument, provenance: Provenance): Promise<void> {
  const { version, catalog, index, operations, changes } = reviewed;
  const { takenAt, source, report } = provenance;
  const checksums = { catalog: checksumOf(catalog), index: checksumOf(index), report: checksumOf(report) };
  const id = `${version}-${takenAt.replaceAll(/\D/g, '')}-${checksums.catalog.slice(0, 12)}`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(partPath(folder, id, 'catalog'), catalog);
  await writeFile(partPath(folder, id, 'index'), index);
  await writeFile(partPath(folder, id, 'report'), report);
  const entry: TakenEntry = { id, takenAt, source, operations, checksums, changed: changedOperations(changes) };
  await change(folder, version, (entries) => [entry, ...entries].slice(0, MOST_ENTRIES));
}

/** Goes back to the description before; to the built-in one where there was no other. */
export async function stepBack(folder: string, version: RestVersion): Promise<void> {
  await change(folder, version, (entries) => entries.slice(1));
}

/** Goes back to the built-in description. */
export async function useBuiltIn(folder: string, version: RestVersion): Promise<void> {
  await change(folder, version, () => []);
}

async function change(
  folder: string,
  version: RestVersion,
  edit: (entries: readonly TakenEntry[]) => readonly TakenEntry[],
): Promise<void> {
  const taken = (await readTaken(folder)) ?? {};
  const edited: Taken = { ...taken, [version]: edit(taken[version] ?? []) };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, TAKEN_FILE);
  // Other windows read it at any moment.
  await writeFile(`${path}.new`, printTaken(edited));
  await rename(`${path}.new`, path);
  await sweep(folder, edited);
}

/** Removes the files of what nobody can go back to. */
async function sweep(folder: string, taken: Taken): Promise<void> {
  const kept = new Set(Object.values(taken).flatMap((entries) => entries.map(({ id }) => id)));
  for (const name of await readdir(folder)) {
    const [id, part] = name.split('.');
    if (part !== undefined && ['catalog', 'index', 'report'].includes(part) && !kept.has(id ?? '')) {
      await rm(join(folder, name), { force: true });
    }
  }
}
