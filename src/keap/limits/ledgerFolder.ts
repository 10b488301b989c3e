import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { LimitClock } from './clock.ts';
import { FileLedger } from './fileLedger.ts';
import { type Ledger, MemoryLedger, SturdyLedger } from './ledger.ts';
import type { Plan } from './plan.ts';
import { cautiousRecord, emptyRecord, type Owner } from './record.ts';

/** Days after which the ledger of a key that nobody used is removed. */
const KEPT_DAYS = 60;

const SALT_BYTES = 32;

export interface LedgerFolderOptions {
  readonly folder: string;
  readonly clock: LimitClock;
  readonly plan: Plan;
  /** Told once where files cannot be written, so that limits are kept by this process alone. */
  readonly onUnshared?: (error: unknown) => void;
}

/** This process, as others look for it. */
export const OWNER: Owner = { host: hostname(), pid: process.pid, run: randomBytes(6).toString('hex') };

/** Whether a process still runs. One of another machine that shares the folder is taken to: its calls end by time. */
export function isAlive({ host, pid, run }: Owner): boolean {
  if (host !== OWNER.host) return true;
  // A restarted container gives the same numbers to other processes.
  if (pid === OWNER.pid) return run === OWNER.run;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * The ledgers of all keys, a file each in one folder for all processes of the machine. A file goes by a hash of its
 * key under a salt that lies in the folder: from neither can the key be told.
 */
export class LedgerFolder {
  private readonly options: LedgerFolderOptions;
  private salt: Buffer | undefined;
  private unshared = false;
  private told = false;
  private readonly open = new Map<string, Ledger>();

  constructor(options: LedgerFolderOptions) {
    this.options = options;
  }

  /** The ledger of a key; in memory where no file can be written. */
  ledgerOf(key: string): Ledger {
    const salt = this.ready();
    const name = createHmac('sha256', salt).update(key).digest('hex').slice(0, 32);
    const known = this.open.get(name);
    if (known) return known;
    const ledger = this.unshared ? new MemoryLedger(emptyRecord()) : this.fileLedger(name);
    this.open.set(name, ledger);
    return ledger;
  }

  private fileLedger(name: string): Ledger {
    const { folder, clock, plan } = this.options;
    const cautious = () => cautiousRecord(plan, clock.steady());
    const path = join(folder, `${name}.ledger`);
    const shared = new FileLedger({ path, owner: OWNER, isAlive, steady: () => clock.steady(), cautious });
    return new SturdyLedger(shared, cautious, (error) => this.tellUnshared(error));
  }

  private ready(): Buffer {
    if (this.salt) return this.salt;
    const { folder } = this.options;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.salt = sharedSalt(folder);
      removeOld(folder);
    } catch (error) {
      this.unshared = true;
      this.salt = randomBytes(SALT_BYTES);
      this.tellUnshared(error);
    }
    return this.salt;
  }

  private tellUnshared(error: unknown): void {
    if (!this.told) this.options.onUnshared?.(error);
    this.told = true;
  }
}

/** The salt of a folder; where two processes make one at the same time, the first one's counts. */
function sharedSalt(folder: string): Buffer {
  const path = join(folder, 'salt');
  const known = readSalt(path);
  if (known) return known;
  const made = `${path}-${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(made, randomBytes(SALT_BYTES), { mode: 0o600 });
  try {
    // A link is made whole or not at all, and not where there is one: nobody ever reads half a salt.
    linkSync(made, path);
  } catch {
    if (!readSalt(path)) writeFileSync(path, readFileSync(made), { mode: 0o600 });
  } finally {
    rmSync(made, { force: true });
  }
  const salt = readSalt(path);
  if (!salt) throw new Error('The salt could not be written.');
  return salt;
}

function readSalt(path: string): Buffer | undefined {
  try {
    const salt = readFileSync(path);
    return salt.length === SALT_BYTES ? salt : undefined;
  } catch {
    return undefined;
  }
}

function removeOld(folder: string): void {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.endsWith('.ledger') && statSync(path).mtimeMs < oldest) rmSync(path, { force: true });
  }
}
