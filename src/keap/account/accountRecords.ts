import type { Operation } from '../catalog/operation.ts';
import type { ParameterInput } from '../request/draft.ts';
import type { Kind } from './kinds.ts';
import { type Listing, listingOf, readingOf, type Within } from './listing.ts';
import { type AccountRecord, type Ask, fetchPages, type Pages, recordOf } from './recordFetch.ts';
import {
  fetchRows,
  QUERIES_ROWS,
  READS_ROW,
  type RowListing,
  rowInputs,
  rowListingOf,
  rowSearchFields,
} from './rowRecords.ts';
import { SharedWork } from './sharedWork.ts';

/** Calls that a picker may take by itself; with more, the person decides. */
export const MOST_CALLS = 20;

/** Records of a kind; of one that stands within others, of these. */
export interface Wanted {
  readonly kind: Kind;
  /** The ids of what `Listing.within` names, in that order. */
  readonly within: readonly string[];
}

/** What is known of a list, and how old it is. */
export interface Known {
  readonly records: readonly AccountRecord[];
  /** When its first page was asked for, in milliseconds since 1970. */
  readonly at: number;
  /** Calls it took. */
  readonly calls: number;
  /** Whether the list goes on. */
  readonly more: boolean;
}

export interface AccountRecordsOptions {
  /** What sends for an account; a call each. */
  readonly ask: (account: string) => Ask;
  /** @throws Error where no version has the operation */
  readonly operation: (key: string) => Promise<Operation>;
  /** Whether an account is asked by XML-RPC alone. Default: none is. */
  readonly byRows?: (account: string) => boolean;
  readonly now: () => number;
  /** Told of an account of which more or less is known than before. */
  readonly onChange?: (account: string) => void;
}

interface Listed {
  readonly pages: Pages;
  readonly at: number;
}

/**
 * What is known of the records of accounts. It is kept in memory alone, by account, and nothing is fetched unless
 * someone asks for it; two who ask for the same share the calls.
 */
export class AccountRecords {
  private readonly options: AccountRecordsOptions;
  private readonly listed = new Map<string, Listed>();
  /** What came one by one or by a search, by list and id. */
  private readonly found = new Map<string, Map<string, AccountRecord>>();
  private readonly work = new SharedWork<void, Pages>();
  /** Searches and single records. */
  private readonly single = new SharedWork<readonly AccountRecord[], never>();

  constructor(options: AccountRecordsOptions) {
    this.options = options;
  }

  /** What is known now; undefined where the list was never asked for. Sends nothing. */
  known(account: string, wanted: Wanted): Known | undefined {
    const name = nameOf(account, wanted);
    const listed = this.listed.get(name);
    return listed && shown(listed, this.found.get(name));
  }

  /** The record of an id, where it is known. Sends nothing. */
  record(account: string, { kind, within }: Wanted, id: string): AccountRecord | undefined {
    const lists = within.length > 0 ? [nameOf(account, { kind, within })] : this.listsOf(account, kind);
    for (const name of lists) {
      const record =
        this.found.get(name)?.get(id) ?? this.listed.get(name)?.pages.records.find((each) => each.id === id);
      if (record) return record;
    }
    return undefined;
  }

  /**
   * The list, fetched as far as it is not known: at most `MOST_CALLS`, of what there may be very many of one.
   * @throws what `ask` throws. What came before that, or before `signal` ended it, stays known.
   */
  async list(account: string, wanted: Wanted, signal: AbortSignal, onPage?: (so: Known) => void): Promise<Known> {
    const most = listingOf(wanted.kind).large ? 1 : MOST_CALLS;
    const calls = most - (this.listed.get(nameOf(account, wanted))?.pages.calls ?? 0);
    return this.fetch(account, wanted, calls, signal, onPage);
  }

  /** Goes on with a list that has more. */
  async more(account: string, wanted: Wanted, signal: AbortSignal, onPage?: (so: Known) => void): Promise<Known> {
    return this.fetch(account, wanted, MOST_CALLS, signal, onPage);
  }

  /** Fetches a list as if it had not been known. What was known goes only when the first page is here. */
  async refresh(account: string, wanted: Wanted, signal: AbortSignal, onPage?: (so: Known) => void): Promise<Known> {
    const most = listingOf(wanted.kind).large ? 1 : MOST_CALLS;
    return this.fetch(account, wanted, most, signal, onPage, true);
  }

  /** Looks for records by what their list can filter by, a call for each of these; all found is then known. */
  async search(account: string, wanted: Wanted, text: string, signal: AbortSignal): Promise<readonly AccountRecord[]> {
    const listing = listingOf(wanted.kind);
    const rows = this.rowsOf(account, wanted);
    const fields = rows ? rowSearchFields(rows, text) : searchFields(wanted.kind, text);
    const work = async (ended: AbortSignal): Promise<readonly AccountRecord[]> => {
      const operation = await this.options.operation(rows ? QUERIES_ROWS : listing.operation);
      const found: AccountRecord[] = [];
      for (const field of fields) {
        const inputs = { ...inputsOf(listing.within, wanted.within), 'query:filter': clause(field, text) };
        const ask = this.options.ask(account);
        const common = { operation, most: 1, signal: ended };
        const { records } = rows
          ? await fetchRows({ ...common, listing: rows, within: wanted.within, beginning: [field, text] }, ask)
          : await fetchPages({ ...common, listing, inputs }, ask);
        this.learn(account, wanted, records, ended);
        found.push(...records);
      }
      return unique(found);
    };
    return this.single.join(`${nameOf(account, wanted)}\nsearch ${text}`, work, signal);
  }

  /** Reads one record by its id, a call; undefined where nothing reads one alone. @throws what `ask` throws */
  async read(account: string, wanted: Wanted, id: string, signal: AbortSignal): Promise<AccountRecord | undefined> {
    const rows = this.rowsOf(account, wanted);
    const reading = readingOf(wanted.kind);
    if (!rows && (!reading || (reading.within ?? []).length > wanted.within.length)) return undefined;
    const work = async (ended: AbortSignal): Promise<readonly AccountRecord[]> => {
      const [key, inputs] = rows
        ? [READS_ROW, rowInputs(rows, id)]
        : [
            reading?.operation ?? '',
            { ...inputsOf(reading?.within, wanted.within), [`path:${reading?.parameter}`]: id },
          ];
      const answer = await this.options.ask(account)(await this.options.operation(key), inputs, ended);
      const record = recordOf(answer, rows ?? listingOf(wanted.kind));
      if (record) this.learn(account, wanted, [record], ended);
      return record ? [record] : [];
    };
    return (await this.single.join(`${nameOf(account, wanted)}\nread ${id}`, work, signal))[0];
  }

  /** Learns the names of records from what an answer shows of them anyway. Sends nothing. */
  take(
    account: string,
    wanted: Wanted,
    shown: readonly unknown[],
    listing: Pick<Listing, 'id' | 'label' | 'detail'> = listingOf(wanted.kind),
  ): void {
    const named = shown.flatMap((each) => recordOf(each, listing) ?? []).filter(({ id, label }) => label !== id);
    this.learn(account, wanted, named);
  }

  /** Forgets an account and ends what is being fetched for it. */
  forget(account: string): void {
    this.work.endAll(`${account}\n`);
    this.single.endAll(`${account}\n`);
    for (const map of [this.listed, this.found]) {
      for (const name of [...map.keys()]) if (name.startsWith(`${account}\n`)) map.delete(name);
    }
    this.options.onChange?.(account);
  }

  private async fetch(
    account: string,
    wanted: Wanted,
    most: number,
    signal: AbortSignal,
    onPage: (so: Known) => void = () => undefined,
    anew = false,
  ): Promise<Known> {
    const name = nameOf(account, wanted);
    const before = anew ? undefined : this.listed.get(name);
    if (before && (before.pages.next === undefined || most <= 0)) return shown(before, this.found.get(name));
    const tell = () => {
      const known = this.known(account, wanted);
      if (known) onPage(known);
    };
    await this.work.join(
      `${name}\nlist`,
      (ended, told) => this.fetchList(account, wanted, { before, anew, most, ended, told }),
      signal,
      tell,
    );
    return this.known(account, wanted) ?? { records: [], at: this.options.now(), calls: 0, more: false };
  }

  private async fetchList(
    account: string,
    wanted: Wanted,
    {
      before,
      anew,
      most,
      ended,
      told,
    }: {
      before: Listed | undefined;
      anew: boolean;
      most: number;
      ended: AbortSignal;
      told: (so: Pages) => void;
    },
  ): Promise<void> {
    const listing = listingOf(wanted.kind);
    const at = before?.at ?? this.options.now();
    const take = (so: Pages) => {
      if (ended.aborted) return;
      if (anew) this.found.delete(nameOf(account, wanted));
      const records = [...(before?.pages.records ?? []), ...so.records];
      const calls = (before?.pages.calls ?? 0) + so.calls;
      this.listed.set(nameOf(account, wanted), { at, pages: { ...so, records: unique(records), calls } });
      told(so);
      this.options.onChange?.(account);
    };
    const rows = this.rowsOf(account, wanted);
    const operation = await this.options.operation(rows ? QUERIES_ROWS : listing.operation);
    const from = before?.pages.next;
    const common = { operation, most, signal: ended, onPage: take, ...(from === undefined ? {} : { from }) };
    const ask = this.options.ask(account);
    const inputs = inputsOf(listing.within, wanted.within);
    take(
      rows
        ? await fetchRows({ ...common, listing: rows, within: wanted.within }, ask)
        : await fetchPages({ ...common, listing, inputs }, ask),
    );
  }

  /** How records are listed where an account is asked by XML-RPC alone; undefined where REST lists them. */
  private rowsOf(account: string, { kind }: Wanted): RowListing | undefined {
    return this.options.byRows?.(account) ? rowListingOf(kind) : undefined;
  }

  private learn(account: string, wanted: Wanted, records: readonly AccountRecord[], ended?: AbortSignal): void {
    if (ended?.aborted || records.length === 0) return;
    const name = nameOf(account, wanted);
    const found = this.found.get(name) ?? new Map<string, AccountRecord>();
    for (const record of records) found.set(record.id, record);
    this.found.set(name, found);
    this.options.onChange?.(account);
  }

  private listsOf(account: string, kind: Kind): Set<string> {
    const start = `${account}\n${kind}\n`;
    return new Set([...this.found.keys(), ...this.listed.keys()].filter((name) => name.startsWith(start)));
  }
}

/** The fields a search for a text goes through: where one of them is an address, an `@` tells which. */
export function searchFields(kind: Kind, text: string): readonly string[] {
  const fields = listingOf(kind).search ?? [];
  const isAddress = (field: string) => /^email\*?$/.test(field);
  const fitting = fields.filter((field) => isAddress(field) === text.includes('@'));
  return fitting.length > 0 ? fitting : fields;
}

/** A condition for what begins with a text, or is it. A semicolon would end the condition. */
function clause(field: string, text: string): string {
  const value = text.replaceAll(';', ' ').trim();
  return field.endsWith('*') ? `${field.slice(0, -1)}==${value.replaceAll('*', '')}*` : `${field}==${value}`;
}

function inputsOf(within: readonly Within[] = [], ids: readonly string[]): Record<string, ParameterInput> {
  return Object.fromEntries(within.map(({ parameter }, index) => [`path:${parameter}`, ids[index] ?? '']));
}

function shown({ pages, at }: Listed, found: ReadonlyMap<string, AccountRecord> | undefined): Known {
  const records = unique([...pages.records, ...(found?.values() ?? [])]);
  return { records, at, calls: pages.calls, more: pages.next !== undefined };
}

/** Each id once: a list may shift between two pages, and of two the later is right. */
function unique(records: readonly AccountRecord[]): readonly AccountRecord[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

function nameOf(account: string, { kind, within }: Wanted): string {
  return `${account}\n${kind}\n${within.join('\n')}`;
}
