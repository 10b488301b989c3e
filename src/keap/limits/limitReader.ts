import type { Connection } from '../connection.ts';
import type { LimitClock } from './clock.ts';
import { KeyLimits, type OwnLimits } from './keyLimits.ts';
import { type Ledger, MemoryLedger } from './ledger.ts';
import { isAlive, LedgerFolder } from './ledgerFolder.ts';
import type { LimitState } from './limitState.ts';
import { Permits } from './permits.ts';
import { KEY_PLAN, planOf } from './plan.ts';
import { afterRestart, emptyRecord } from './record.ts';

export interface LimitReaderOptions {
  readonly folder: string;
  readonly clock: LimitClock;
  /** Lower limits than Keap's, asked for with each reading. */
  readonly own?: () => OwnLimits;
}

/** Reads what is remembered of a key's limits where nothing is to be sent, without all that sending takes. */
export class LimitReader {
  private readonly ledgers: LedgerFolder;
  private readonly own: LimitReaderOptions['own'];
  private readonly clock: LimitClock;

  constructor({ folder, clock, own }: LimitReaderOptions) {
    this.ledgers = new LedgerFolder({ folder, clock, plan: KEY_PLAN });
    this.own = own;
    this.clock = clock;
  }

  /** @param key undefined for a connection whose limits nothing remembers, such as the sandbox's */
  async read({ id, kind }: Pick<Connection, 'id' | 'kind'>, key: string | undefined): Promise<LimitState> {
    const ledger = key === undefined ? new MemoryLedger(emptyRecord()) : this.ledgers.ledgerOf(key);
    return readState(ledger, new KeyLimits(planOf(kind), this.own), this.clock, id, 0);
  }
}

/** What a ledger says of a key's limits now. @param waiting requests of this process that wait */
export async function readState(
  ledger: Ledger,
  limits: KeyLimits,
  clock: LimitClock,
  connectionId: string,
  waiting: number,
): Promise<LimitState> {
  const record = await ledger.read();
  // After reading: a record from the future would be one from before the machine began anew.
  const moment = { steady: clock.steady(), wall: clock.now() };
  afterRestart(record, moment);
  new Permits(limits).bury(record, moment, isAlive);
  return limits.state(record, moment, connectionId, waiting);
}
