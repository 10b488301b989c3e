import { KINDS, type Kind } from '../account/kinds.ts';
import { listingOf, readingOf } from '../account/listing.ts';
import { asList, asObject } from '../json.ts';

/** Records that an operation's answer shows. */
interface Shown {
  readonly kind: Kind;
  /** The property that holds the list; undefined where the answer is the list. */
  readonly items: string | undefined;
  readonly isList: boolean;
}

/**
 * What answers show anyway of records that ids refer to, by operation. Of what there may be very many only single
 * records count, and nothing of what stands within others.
 */
const SHOWN: ReadonlyMap<string, Shown> = new Map(
  KINDS.flatMap((kind): (readonly [string, Shown])[] => {
    const [listing, reading] = [listingOf(kind), readingOf(kind)];
    const isListed = listing.within === undefined && listing.large === undefined && listing.id !== '';
    const isRead = reading !== undefined && reading.within === undefined;
    return [
      ...(isListed ? [[listing.operation, { kind, items: listing.items, isList: true }] as const] : []),
      ...(isRead ? [[reading.operation, { kind, items: undefined, isList: false }] as const] : []),
    ];
  }),
);

/** The records in an answer whose names are worth knowing; undefined where it shows none. */
export function shownRecords(
  operation: string,
  answer: () => unknown,
): { readonly kind: Kind; readonly records: readonly unknown[] } | undefined {
  const shown = SHOWN.get(operation);
  if (!shown) return undefined;
  const { kind, items, isList } = shown;
  const value = answer();
  if (!isList) return { kind, records: [value] };
  return { kind, records: asList(items === undefined ? value : asObject(value)?.[items]) ?? [] };
}
