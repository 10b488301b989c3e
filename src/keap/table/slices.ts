/** How long work may keep the thread, in milliseconds. Others get it in between. */
const SLICE_MS = 10;

/** Work over very many things that lets others have their turn, and ends when it is no longer wanted. */
export class Slices {
  private readonly signal: AbortSignal | undefined;
  private since = performance.now();

  constructor(signal?: AbortSignal) {
    this.signal = signal;
  }

  /** Whether it is time for `rest`: cheap, to be asked after each step. */
  get over(): boolean {
    return performance.now() - this.since > SLICE_MS;
  }

  /** Lets others have their turn. @throws the signal's reason where the work is no longer wanted */
  async rest(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.signal?.throwIfAborted();
    this.since = performance.now();
  }
}
