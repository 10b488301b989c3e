import { isDeepStrictEqual } from 'node:util';

const LONGEST = 300;
const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, LONGEST);

/** Counts what held and keeps what did not. */
export class Checks {
  passed = 0;
  readonly failures: string[] = [];

  ok(name: string, held: boolean, otherwise: unknown = ''): void {
    if (held) this.passed++;
    else this.failures.push(`${name}${otherwise === '' ? '' : `: ${shown(otherwise)}`}`);
  }

  equal(name: string, actual: unknown, expected: unknown): void {
    this.ok(name, isDeepStrictEqual(actual, expected), { came: actual, expected });
  }

  /** A part of the journey: what breaks in it ends it, not the journey. */
  async part(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.failures.push(`${name} broke off: ${error instanceof Error ? error.message : error}`);
    }
  }
}
