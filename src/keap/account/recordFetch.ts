import type { Operation } from '../catalog/operation.ts';
import { asList, asObject, asString, type JsonObject } from '../json.ts';
import { atPlace, nextPage, pagingBy, placeOf, readPage, withPageSize } from '../paging.ts';
import type { ParameterInput } from '../request/draft.ts';
import type { Listing } from './listing.ts';

/** A record as pickers show it. */
export interface AccountRecord {
  readonly id: string;
  /** Its name; the id again where it has none. */
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly detail: string;
  /** A custom field as the account describes it. */
  readonly field?: FieldFacts;
}

export interface FieldFacts {
  /** The name that filters know it by. */
  readonly name: string;
  /** `DROPDOWN`, or v1's `Dropdown`. */
  readonly type: string;
  /** What may be chosen, by its label; empty where anything goes. */
  readonly options: readonly string[];
  /** The ids of the options in the same order, where the account gives them: a record may hold either. */
  readonly optionIds?: readonly string[];
}

/** Sends a reading operation and gives its answer's JSON. @throws where there is none, or a refusal */
export type Ask = (
  operation: Operation,
  parameters: Readonly<Record<string, ParameterInput>>,
  signal: AbortSignal,
) => Promise<unknown>;

export interface Pages {
  readonly records: readonly AccountRecord[];
  readonly calls: number;
  /** Where the list goes on: a token or an offset. Undefined where this was all of it. */
  readonly next?: string;
}

export interface FetchOptions {
  readonly listing: Listing;
  readonly operation: Operation;
  /** The ids the list stands within, and what to filter by, by `parameterId`. */
  readonly inputs: Readonly<Record<string, ParameterInput>>;
  /** Pages at most. */
  readonly most: number;
  /** Where an earlier fetch ended. */
  readonly from?: string;
  readonly signal: AbortSignal;
  /** Told after each page but the last. */
  readonly onPage?: (so: Pages) => void;
}

/** Fetches page after page of a list. @throws whatever `ask` throws; what came before is told by `onPage` */
export async function fetchPages(options: FetchOptions, ask: Ask): Promise<Pages> {
  const { listing, operation, inputs, most, signal, from, onPage } = options;
  const paging = pagingBy(operation);
  const records: AccountRecord[] = [];
  const first = withPageSize({ parameters: inputs }, paging);
  let page = from === undefined ? first : atPlace(paging, first, from);
  for (let calls = 1; ; calls++) {
    const facts = readPage(await ask(operation, page.parameters, signal), listing.items ?? '');
    for (const item of facts.items) {
      const record = recordOf(item, listing);
      if (record) records.push(record);
    }
    const following = nextPage(paging, page, facts);
    const next = following && placeOf(paging, following);
    const so = { records: [...records], calls, ...(next === undefined ? {} : { next }) };
    if (!following || calls >= most) return so;
    onPage?.(so);
    page = following;
  }
}

/** The record an operation reads alone, as its list would show it; undefined where it has no id. */
export function recordOf(item: unknown, listing: Pick<Listing, 'id' | 'label' | 'detail'>): AccountRecord | undefined {
  const id = textAt(item, listing.id);
  if (id === '') return undefined;
  const names = listing.label.map((parts) => textsAt(item, parts).join(' '));
  const label = names.find((name) => name !== '') ?? id;
  const detail = textsAt(item, listing.detail).filter((text) => text !== label);
  return { id, label, detail: [...new Set(detail)].join(', '), ...fieldOf(item) };
}

function textsAt(item: unknown, paths: readonly string[]): string[] {
  return paths.map((path) => textAt(item, path)).filter((text) => text !== '');
}

/** What stands at a path such as `email_addresses.0.email`, on one line. */
function textAt(item: unknown, path: string): string {
  const value = path === '' ? item : path.split('.').reduce<unknown>(step, item);
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return String(value).replaceAll(/\s+/g, ' ').trim();
}

function step(value: unknown, name: string): unknown {
  return asList(value)?.[Number(name)] ?? asObject(value)?.[name];
}

function fieldOf(item: unknown): { field: FieldFacts } | undefined {
  const source: JsonObject = asObject(item) ?? {};
  const name = asString(source['field_name']);
  const type = asString(source['field_type']);
  if (name === undefined || type === undefined) return undefined;
  const listed = (asList(source['options']) ?? []).filter((option) => textAt(option, 'label') !== '');
  const options = listed.map((option) => textAt(option, 'label'));
  const optionIds = listed.map((option) => textAt(option, 'id'));
  const withIds = optionIds.length > 0 && !optionIds.includes('') ? { optionIds } : {};
  return { field: { name, type, options, ...withIds } };
}
