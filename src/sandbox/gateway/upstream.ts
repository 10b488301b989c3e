import type { Answer } from '../answer.ts';
import type { Call } from '../keap.ts';
import type { AccountOptions } from '../seed/world.ts';

/** What lies behind the gateway, as far as the gateway uses it. */
export interface Upstream {
  /** What the account was made from. */
  readonly options: AccountOptions;
  answer(call: Call): Answer;
  /** Makes the account what it was at the start. */
  reset(): void;
  /** The account as plain JSON, for `restore`. */
  snapshot(): unknown;
  /** @throws RefusalError 400 for what is no snapshot */
  restore(snapshot: unknown): void;
  /** What hooks are still to be told, as plain JSON. */
  pendingHooks(): unknown;
  /** Tells hooks at once what waits for its time. @returns what became of each try, as plain JSON */
  deliverHooks(): Promise<unknown>;
  /** Lets a record in front of the lists go and another come, as if someone else worked with the account. */
  shift(now: number): void;
}
