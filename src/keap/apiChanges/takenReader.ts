import { parseIndex, REST_VERSIONS } from '../catalog/catalogData.ts';
import type { OperationSummary, RestVersion } from '../catalog/operation.ts';
import type { TakenEntry } from './taken.ts';
import { readPart, readTaken } from './takenFiles.ts';

/** A description that a person chose and that does not count, and why. */
export interface SetAside {
  readonly version: RestVersion;
  /** Its files are damaged, or the built-in one is newer. */
  readonly because: 'damaged' | 'older';
}

/** A description that is used instead of the built-in one. */
export interface UsedDescription {
  readonly entry: TakenEntry;
  readonly index: readonly OperationSummary[];
  /** The text of the catalog, in our format. */
  readonly catalog: string;
}

/** What a person chose, as far as it counts. */
export interface TakenCatalogs {
  readonly used: ReadonlyMap<RestVersion, UsedDescription>;
  readonly setAside: readonly SetAside[];
}

/**
 * Reads what a person chose. This module has a bundle of its own, since few ever chose anything.
 * @param builtIn gives the text of a built-in catalog
 */
export async function readTakenCatalogs(
  folder: string,
  builtIn: (version: RestVersion) => Promise<string>,
): Promise<TakenCatalogs> {
  const used = new Map<RestVersion, UsedDescription>();
  const setAside: SetAside[] = [];
  const taken = await readTaken(folder);
  // Which version it was about is lost with it; nearly always this one.
  if (!taken) return { used, setAside: [{ version: 'v2', because: 'damaged' }] };
  for (const version of REST_VERSIONS) {
    const entry = taken[version]?.[0];
    if (!entry) continue;
    if (entry.takenAt.slice(0, 10) < dateOf(await builtIn(version))) {
      setAside.push({ version, because: 'older' });
      continue;
    }
    try {
      const catalog = await readPart(folder, entry, 'catalog');
      used.set(version, { entry, index: parseIndex(await readPart(folder, entry, 'index')), catalog });
    } catch {
      setAside.push({ version, because: 'damaged' });
    }
  }
  return { used, setAside };
}

/** The date of a catalog, which stands near its start. */
function dateOf(catalog: string): string {
  return /"date":"(\d{4}-\d\d-\d\d)"/.exec(catalog.slice(0, 1000))?.[1] ?? '';
}
