import type { Connection } from '../connection.ts';
import { errorCode } from '../http/connectFailure.ts';
import { type LimitClock, SYSTEM_CLOCK } from './clock.ts';
import type { OwnLimits } from './keyLimits.ts';
import { type Ledger, MemoryLedger } from './ledger.ts';
import { LedgerFolder } from './ledgerFolder.ts';
import { Limiter } from './limiter.ts';
import { KEY_PLAN, type Plan, planOf } from './plan.ts';
import { emptyRecord } from './record.ts';

export interface LimiterOptions {
  readonly clock?: LimitClock;
  /** A folder that all processes of the machine share, for what is known of each key's limits. Default none: memory. */
  readonly ledgerFolder?: string;
  /** The limits a key is taken to have at first. Default: those of its kind. */
  readonly plan?: Plan;
  /** Lower limits than Keap's, asked for with every request. */
  readonly ownLimits?: () => OwnLimits;
  /** Told in a sentence what the log should know: refusals, repeated requests, a folder that cannot be written. */
  readonly note?: (words: string) => void;
}

/** The limiter of each key, by what is known of it: connections with the same key share one. */
export class Limiters {
  private readonly options: LimiterOptions;
  private readonly clock: LimitClock;
  private readonly folder: LedgerFolder | undefined;
  private readonly inMemory = new Map<string, Ledger>();
  private readonly known = new Map<Ledger, Limiter>();

  constructor(options: LimiterOptions) {
    this.options = options;
    this.clock = options.clock ?? SYSTEM_CLOCK;
    const { ledgerFolder: folder, plan = KEY_PLAN, note } = options;
    const onUnshared = (error: unknown) =>
      note?.(`Limits are kept by this window alone: their folder cannot be used (${errorCode(error)}).`);
    this.folder = folder === undefined ? undefined : new LedgerFolder({ folder, clock: this.clock, plan, onUnshared });
  }

  limiterOf(connection: Connection, key: string | undefined): Limiter {
    const ledger = this.ledgerOf(connection, key);
    const known = this.known.get(ledger);
    if (known) return known;
    const { plan = planOf(connection.kind), ownLimits } = this.options;
    const limiter = new Limiter({ ledger, clock: this.clock, plan, own: ownLimits });
    this.known.set(ledger, limiter);
    return limiter;
  }

  /** Each VS Code window has a sandbox of its own, so nobody shares its key. */
  private ledgerOf({ id, kind }: Connection, key: string | undefined): Ledger {
    if (kind !== 'sandbox' && key !== undefined && this.folder) return this.folder.ledgerOf(key);
    const ledger = this.inMemory.get(id) ?? new MemoryLedger(emptyRecord());
    this.inMemory.set(id, ledger);
    return ledger;
  }
}
