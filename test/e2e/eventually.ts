import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer pleases, and returns it. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  pleases: (value: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (pleases(value)) return value;
    if (performance.now() > until) throw new Error(`Waited in vain; the last answer was ${JSON.stringify(value)}.`);
    await delay(50);
  }
}
