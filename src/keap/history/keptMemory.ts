import type { HistoryEntry } from './historyEntry.ts';
import { bytesOf, type Kept } from './kept.ts';

/** What is kept of the latest entries in memory; older ones make room. */
export class KeptMemory {
  private readonly kept = new Map<string, { readonly kept: Kept; readonly connectionId: string }>();
  private bytes = 0;

  keep(entry: HistoryEntry, kept: Kept, bounds: { readonly maxFiles: number; readonly maxBytes: number }): void {
    this.kept.set(entry.id, { kept, connectionId: entry.connection.id });
    this.bytes += bytesOf(kept);
    for (const id of this.kept.keys()) {
      if (this.kept.size === 1 || (this.kept.size <= bounds.maxFiles && this.bytes <= bounds.maxBytes)) break;
      this.forget(id);
    }
  }

  get({ id }: HistoryEntry): Kept | undefined {
    return this.kept.get(id)?.kept;
  }

  hasAnswer(id: string): boolean {
    return this.kept.get(id)?.kept.exchange !== undefined;
  }

  forget(id: string): void {
    const found = this.kept.get(id);
    if (!found) return;
    this.kept.delete(id);
    this.bytes -= bytesOf(found.kept);
  }

  forgetConnection(connectionId: string): void {
    for (const [id, kept] of this.kept) if (kept.connectionId === connectionId) this.forget(id);
  }

  /** Forgets entries by their ids. */
  forgetUnless(stays: (id: string) => boolean): void {
    for (const id of this.kept.keys()) if (!stays(id)) this.forget(id);
  }

  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }
}
