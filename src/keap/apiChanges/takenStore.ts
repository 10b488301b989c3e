import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RestVersion } from '../catalog/operation.ts';
import { SYSTEM_CLOCK } from '../limits/clock.ts';
import { FileLock } from '../limits/fileLock.ts';
import { isAlive, OWNER } from '../limits/ledgerFolder.ts';
import { changedOperations } from './change.ts';
import type { ReviewedDocument } from './reviewDocument.ts';
import { entriesOf, printTaken, type Taken, type TakenEntry } from './taken.ts';
import { checksumOf, isPassing, partPath, readPart, readTaken, TAKEN_FILE } from './takenFiles.ts';

/** The one in use and the one before, for a step back. */
const MOST_ENTRIES = 2;

/** When and from where a description came, and what was said of its changes. */
export interface Provenance {
  readonly takenAt: string;
  readonly source: string;
  readonly report: string;
}

/**
 * Uses a description from now on: its files are written first, then what says that they count. One before it whose
 * files are damaged makes room for one that is whole.
 * @throws Error where the files cannot be written, or what was chosen before cannot be read now
 */
export async function take(folder: string, reviewed: ReviewedDocument, provenance: Provenance): Promise<void> {
  const { version, catalog, index, operations, changes } = reviewed;
  const { takenAt, source, report } = provenance;
  const checksums = { catalog: checksumOf(catalog), index: checksumOf(index), report: checksumOf(report) };
  const id = `${version}-${takenAt.replaceAll(/\D/g, '')}-${checksums.catalog.slice(0, 12)}`;
  const entry: TakenEntry = { id, takenAt, source, operations, checksums, changed: changedOperations(changes) };
  const damaged = await damagedOf(folder, version);
  await change(folder, version, (entries) => {
    // Within the lock, since whoever holds it sweeps away what does not count yet.
    writeFileSync(partPath(folder, id, 'catalog'), catalog);
    writeFileSync(partPath(folder, id, 'index'), index);
    writeFileSync(partPath(folder, id, 'report'), report);
    const before = entries.filter((each) => each.id !== id && !damaged.has(each.id));
    return [entry, ...before].slice(0, MOST_ENTRIES);
  });
}

/** Goes back to the description before; to the built-in one where there was no other. @throws as `take` does */
export async function stepBack(folder: string, version: RestVersion): Promise<void> {
  await change(folder, version, (entries) => entries.slice(1));
}

/** Goes back to the built-in description. @throws as `take` does */
export async function useBuiltIn(folder: string, version: RestVersion): Promise<void> {
  await change(folder, version, () => []);
}

/** Ids of what cannot be used any more. What cannot be read now may be whole. */
async function damagedOf(folder: string, version: RestVersion): Promise<ReadonlySet<string>> {
  const damaged = new Set<string>();
  for (const entry of entriesOf(readTaken(folder), version)) {
    try {
      await readPart(folder, entry, 'catalog');
      await readPart(folder, entry, 'index');
    } catch (error) {
      if (!isPassing(error)) damaged.add(entry.id);
    }
  }
  return damaged;
}

async function change(
  folder: string,
  version: RestVersion,
  edit: (entries: readonly TakenEntry[]) => readonly TakenEntry[],
): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, TAKEN_FILE);
  const steady = () => SYSTEM_CLOCK.steady();
  await new FileLock({ path: `${path}.lock`, owner: OWNER, isAlive, steady }).hold((stillHeld) => {
    const taken = readTaken(folder);
    const edited: Taken = { ...(typeof taken === 'string' ? {} : taken), [version]: edit(entriesOf(taken, version)) };
    // Other windows read it at any moment.
    writeFileSync(`${path}.new`, printTaken(edited));
    if (!stillHeld()) throw new Error('Another window has chosen a description meanwhile.');
    renameSync(`${path}.new`, path);
    sweep(folder, edited);
  });
}

/** Removes the files of what nobody can go back to. */
function sweep(folder: string, taken: Taken): void {
  const kept = new Set(Object.values(taken).flatMap((entries) => entries.map(({ id }) => id)));
  for (const name of readdirSync(folder)) {
    const [id, part] = name.split('.');
    if (part !== undefined && ['catalog', 'index', 'report'].includes(part) && !kept.has(id ?? '')) {
      rmSync(join(folder, name), { force: true });
    }
  }
}
