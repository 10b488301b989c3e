import type { KeyRecord } from './record.ts';

/** Where the record of a key is kept, so that all who use the key see one and the same. */
export interface Ledger {
  /**
   * Runs work on the record, alone among all who share it. What the work changed is kept where it returns true as
   * `changed`, before this resolves.
   */
  change<T>(work: (record: KeyRecord) => { readonly changed: boolean; readonly value: T }): Promise<T>;
  /** The record as it was at some moment of late. It is a copy. */
  read(): Promise<KeyRecord>;
}

/** A record in this process alone: for a key that only it has, and where no file can be written. */
export class MemoryLedger implements Ledger {
  private readonly record: KeyRecord;

  constructor(record: KeyRecord) {
    this.record = record;
  }

  async change<T>(work: (record: KeyRecord) => { readonly changed: boolean; readonly value: T }): Promise<T> {
    return work(this.record).value;
  }

  async read(): Promise<KeyRecord> {
    return structuredClone(this.record);
  }
}

/** A ledger that is shared while it can be, and goes on in memory once it cannot, from where it was last seen. */
export class SturdyLedger implements Ledger {
  private ledger: Ledger;
  private shared = true;
  private last: KeyRecord | undefined;
  private readonly cautious: () => KeyRecord;
  private readonly onUnshared: (error: unknown) => void;

  /** @param cautious what to go on with where the shared ledger was never read */
  constructor(shared: Ledger, cautious: () => KeyRecord, onUnshared: (error: unknown) => void) {
    this.ledger = shared;
    this.cautious = cautious;
    this.onUnshared = onUnshared;
  }

  async change<T>(work: (record: KeyRecord) => { readonly changed: boolean; readonly value: T }): Promise<T> {
    if (!this.shared) return this.ledger.change(work);
    try {
      return await this.ledger.change((record) => {
        this.last = record;
        return work(record);
      });
    } catch (error) {
      this.goAlone(error);
      return this.ledger.change(work);
    }
  }

  async read(): Promise<KeyRecord> {
    try {
      return await this.ledger.read();
    } catch (error) {
      this.goAlone(error);
      return this.ledger.read();
    }
  }

  private goAlone(error: unknown): void {
    if (!this.shared) return;
    this.shared = false;
    this.ledger = new MemoryLedger(this.last ?? this.cautious());
    this.onUnshared(error);
  }
}
