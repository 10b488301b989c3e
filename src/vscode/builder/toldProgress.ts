import type { SendProgress } from '../../protocol/builder.ts';

/** What a request was doing, and when that was told, in milliseconds since 1970. */
export type ToldProgress = SendProgress & { readonly at: number };

/** What a page that comes later is told: some of the wait has gone by. */
export function progressNow({ at, ...progress }: ToldProgress): SendProgress {
  return { ...progress, waitMs: Math.max(0, progress.waitMs - (Date.now() - at)) };
}
