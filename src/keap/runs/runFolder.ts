import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { asNumber, asObject, asString, parseJson } from '../json.ts';
import { SYSTEM_CLOCK } from '../limits/clock.ts';
import { FileLock } from '../limits/fileLock.ts';
import { isAlive, OWNER } from '../limits/ledgerFolder.ts';
import type { Owner } from '../limits/record.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import { parsePlan, printPlan, type RunPlan } from './runPlan.ts';

/** An owner says so often at most that it still is there. */
const TOUCH_MS = 60_000;

/** An owner that was not heard of for so long is none: a request is held for ten minutes at most. */
const STALE_MS = 30 * 60_000;

/** The files of a run, in a folder of its own. Nobody but the user reads them. */
export class RunFolder {
  readonly path: string;
  private touchedAt = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** What the run does: `printPlan`. A folder without it is a run that was never made whole. */
  get plan(): string {
    return join(this.path, 'run.json');
  }

  get journal(): string {
    return join(this.path, 'journal.ndjson');
  }

  /** The rows of a run of rows, as they were read: a list a line, its line in the file first. */
  get rows(): string {
    return join(this.path, 'rows.ndjson');
  }

  /** The records of a run of pages, and the answers of a run of rows that reads; one a line. */
  get records(): string {
    return join(this.path, 'records.ndjson');
  }

  /** @throws Error where it cannot be made */
  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /** Writes down what the run does, whole or not at all, with known keys masked. @throws Error where it cannot be written */
  async writePlan(plan: RunPlan, mask: MaskKnownKeys): Promise<void> {
    const text = await mask(printPlan(plan));
    const made = `${this.plan}.new`;
    const file = await open(made, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(made, this.plan);
    await syncFolder(this.path);
  }

  /** Undefined where there is no run here that this version knows. */
  async readPlan(): Promise<RunPlan | undefined> {
    const parsed = parseJson(await readFile(this.plan, 'utf8').catch(() => ''));
    return 'value' in parsed ? parsePlan(parsed.value) : undefined;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  /** The process that goes on with the run, if one that still lives does. */
  owner(): Owner | undefined {
    const owner = readOwner(this.ownerFile);
    return owner && isAlive(owner) && this.isFresh() ? owner : undefined;
  }

  /** Makes this process the one that goes on with the run. @returns whether it is; else another does. @throws Error */
  async claim(): Promise<boolean> {
    const path = this.ownerFile;
    const steady = () => SYSTEM_CLOCK.steady();
    const lock = new FileLock({ path: `${path}.lock`, owner: OWNER, isAlive, steady });
    return lock.hold(() => {
      const other = this.owner();
      if (other && !isOwn(other)) return false;
      writeFileSync(path, JSON.stringify(OWNER), { mode: 0o600 });
      this.touchedAt = Date.now();
      return true;
    });
  }

  /**
   * Whether this process still is the one, and says so to others: a process number alone may be another's by now.
   * Whoever is taken for dead and is not finds out here, before it sends anything.
   */
  isOwned(): boolean {
    const owner = readOwner(this.ownerFile);
    if (owner === undefined || !isOwn(owner)) return false;
    const now = Date.now();
    if (now - this.touchedAt > TOUCH_MS) {
      utimesSync(this.ownerFile, now / 1_000, now / 1_000);
      this.touchedAt = now;
    }
    return true;
  }

  async release(): Promise<void> {
    if (this.isOwned()) await rm(this.ownerFile, { force: true });
  }

  private get ownerFile(): string {
    return join(this.path, 'owner');
  }

  /** Whether the owner has been heard of lately, and since the machine began. */
  private isFresh(): boolean {
    try {
      const { mtimeMs } = statSync(this.ownerFile);
      return mtimeMs > Date.now() - Math.min(STALE_MS, uptime() * 1_000);
    } catch {
      return false;
    }
  }
}

/** A rename is sure to outlast a loss of power once its folder is written; Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

function isOwn({ host, pid, run }: Owner): boolean {
  return host === OWNER.host && pid === OWNER.pid && run === OWNER.run;
}

function readOwner(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const parsed = parseJson(text);
  const source = 'value' in parsed ? asObject(parsed.value) : undefined;
  const host = asString(source?.['host']);
  const pid = asNumber(source?.['pid']);
  const run = asString(source?.['run']);
  return host === undefined || pid === undefined || run === undefined ? undefined : { host, pid, run };
}
