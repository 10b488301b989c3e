/** How long something takes, from the least to the most. Milliseconds. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * How Keap tells a hook’s server of what happened, as its page on REST hooks has it (FACTS section 7,
 * developer.keap.com/rest-hook-documentation).
 */
export const DELIVERY_RULES = {
  /** From what happened to the first try. */
  first: { least: 30 * SECOND, most: 60 * SECOND },
  /** The same for events that come in crowds: `slowEvents`. */
  firstOfSlow: { least: 5 * MINUTE, most: 10 * MINUTE },
  slowEvents: ['contactGroup.applied', 'contactGroup.delete'],
  /** From a try that failed to the next one. After the last of them there is none: the hook becomes inactive. */
  again: [
    { least: 30 * SECOND, most: 60 * SECOND },
    { least: 5 * MINUTE, most: 5 * MINUTE },
    { least: 30 * MINUTE, most: 30 * MINUTE },
  ],
  /** A server that takes longer has failed. Milliseconds. */
  timeout: 30 * SECOND,
  /** Objects in one delivery. */
  mostObjects: 1_000,
  /** The status by which a server says that it wants no more: the hook becomes inactive at once. */
  gone: 410,
} as const satisfies {
  readonly first: Span;
  readonly firstOfSlow: Span;
  readonly slowEvents: readonly string[];
  readonly again: readonly Span[];
  readonly [name: string]: unknown;
};

/** How often a delivery is tried before its hook becomes inactive. */
export const TRIES = DELIVERY_RULES.again.length + 1;

/** From an event to the first try of its delivery. */
export function firstTrySpan(eventKey: string): Span {
  const slow: readonly string[] = DELIVERY_RULES.slowEvents;
  return slow.includes(eventKey) ? DELIVERY_RULES.firstOfSlow : DELIVERY_RULES.first;
}

/** Whether Keap takes a status for a delivery that arrived: from 200 up to, and without, 400. */
export function isDelivered(status: number): boolean {
  return status >= 200 && status < 400;
}
