import type { Kind } from '../account/kinds.ts';
import { listingOf } from '../account/listing.ts';
import { type RowListing, rowListingOf } from '../account/rowRecords.ts';
import { kindOfTable } from '../account/tableKinds.ts';
import type { Operation } from '../catalog/operation.ts';
import { asList } from '../json.ts';

/** Rows of a table that are records of REST, and how to name them. */
export interface ShownRows {
  readonly kind: Kind;
  readonly listing: RowListing;
  readonly rows: readonly unknown[];
}

/**
 * The rows in an answer of XML-RPC whose names are worth knowing, as `shownRecords` has it for REST: of what there may
 * be very many only single ones, and nothing of what stands within others.
 *
 * @param operation told of its table
 */
export function shownRows({ table, parameters }: Operation, answer: unknown): ShownRows | undefined {
  const kind = table && kindOfTable(table.name);
  const listing = kind ? rowListingOf(kind) : undefined;
  const showsRows = parameters.some(({ argument }) => argument?.role === 'fields');
  if (!kind || !listing || !showsRows || listingOf(kind).within !== undefined) return undefined;
  const rows = asList(answer);
  if (rows && listingOf(kind).large) return undefined;
  return { kind, listing, rows: rows ?? [answer] };
}
