import { parseIndex, REST_VERSIONS } from '../catalog/catalogData.ts';
import type { OperationSummary, RestVersion } from '../catalog/operation.ts';
import { entriesOf, type Taken, type TakenEntry, type Untold } from './taken.ts';
import { isPassing, readPart, readTaken } from './takenFiles.ts';

/** Why a description that a person chose does not count, for now or for good. */
export type SetAsideReason =
  /** Its files are not what was written. */
  | 'damaged'
  /** The built-in one is newer. */
  | 'older'
  /** It was chosen with a newer version of the extension. */
  | 'newer'
  /** Its files cannot be read now. */
  | 'unreadable';

/** A description that a person chose and that does not count. Its files stay: only a person takes back a choice. */
export interface SetAside {
  readonly version: RestVersion;
  readonly because: SetAsideReason;
  /** What is used instead: the description that was chosen before it, or the built-in one. */
  readonly instead: 'before' | 'built-in';
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
  const taken = readTakenNow(folder);
  if (typeof taken === 'string') {
    // Which version it was about is lost with it; nearly always this one.
    return { used, setAside: [{ version: 'v2', because: taken, instead: 'built-in' }] };
  }
  for (const version of REST_VERSIONS) {
    let because: SetAsideReason | undefined;
    for (const entry of entriesOf(taken, version)) {
      const found = await readEntry(folder, entry, () => builtIn(version));
      if (typeof found !== 'string') {
        used.set(version, found);
        break;
      }
      because ??= found;
    }
    if (because) setAside.push({ version, because, instead: used.has(version) ? 'before' : 'built-in' });
  }
  return { used, setAside };
}

function readTakenNow(folder: string): Taken | Untold | 'unreadable' {
  try {
    return readTaken(folder);
  } catch {
    return 'unreadable';
  }
}

async function readEntry(
  folder: string,
  entry: TakenEntry,
  builtIn: () => Promise<string>,
): Promise<UsedDescription | SetAsideReason> {
  if (entry.takenAt.slice(0, 10) < dateOf(await builtIn())) return 'older';
  try {
    const catalog = await readPart(folder, entry, 'catalog');
    return { entry, index: parseIndex(await readPart(folder, entry, 'index')), catalog };
  } catch (error) {
    return isPassing(error) ? 'unreadable' : 'damaged';
  }
}

/** The date of a catalog, which stands near its start. */
function dateOf(catalog: string): string {
  return /"date":"(\d{4}-\d\d-\d\d)"/.exec(catalog.slice(0, 1000))?.[1] ?? '';
}
