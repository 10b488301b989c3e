interface Running<Result, Progress> {
  readonly promise: Promise<Result>;
  readonly controller: AbortController;
  readonly listeners: Set<(so: Progress) => void>;
  waiting: number;
  last: Progress | undefined;
}

/** Work that several may want at once: it is done once, and ends when nobody waits for it any more. */
export class SharedWork<Result, Progress> {
  private readonly running = new Map<string, Running<Result, Progress>>();

  /**
   * Joins the work of this name, or starts it.
   * @param work gets a signal that ends it, and what tells its progress
   * @throws what the work throws; an `AbortError` when `signal` ends the wait, though others may go on waiting
   */
  async join(
    name: string,
    work: (signal: AbortSignal, tell: (so: Progress) => void) => Promise<Result>,
    signal: AbortSignal,
    onProgress: (so: Progress) => void = () => undefined,
  ): Promise<Result> {
    signal.throwIfAborted();
    const one = this.running.get(name) ?? this.start(name, work);
    one.waiting++;
    one.listeners.add(onProgress);
    if (one.last !== undefined) onProgress(one.last);
    const left = Promise.withResolvers<never>();
    const leave = () => left.reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([one.promise, left.promise]);
    } finally {
      signal.removeEventListener('abort', leave);
      one.listeners.delete(onProgress);
      one.waiting--;
      if (one.waiting === 0) this.end(name, one);
    }
  }

  /** Ends what has a name that begins so, for all who wait. */
  endAll(start: string): void {
    for (const [name, one] of [...this.running]) if (name.startsWith(start)) this.end(name, one);
  }

  private start(
    name: string,
    work: (signal: AbortSignal, tell: (so: Progress) => void) => Promise<Result>,
  ): Running<Result, Progress> {
    const controller = new AbortController();
    const listeners = new Set<(so: Progress) => void>();
    const tell = (so: Progress) => {
      one.last = so;
      for (const listener of listeners) listener(so);
    };
    const promise = Promise.resolve().then(() => work(controller.signal, tell));
    const one: Running<Result, Progress> = { promise, controller, listeners, waiting: 0, last: undefined };
    // Whoever waits hears of it; nobody may be left.
    promise.catch(() => undefined).finally(() => this.forget(name, one));
    this.running.set(name, one);
    return one;
  }

  private end(name: string, one: Running<Result, Progress>): void {
    one.controller.abort();
    this.forget(name, one);
  }

  private forget(name: string, one: Running<Result, Progress>): void {
    if (this.running.get(name) === one) this.running.delete(name);
  }
}
