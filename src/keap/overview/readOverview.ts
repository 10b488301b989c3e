import type { Operation } from '../catalog/operation.ts';
import { parseExact } from '../exactJson.ts';
import { isSendError } from '../http/sendError.ts';
import { nextPage, pagingBy, readPage, withPageSize } from '../paging.ts';
import type { ParameterInput } from '../request/draft.ts';
import { FEWEST_CALLS, SECTIONS, type Section } from './sections.ts';

/** Calls after which a person is asked before more go out, and so many more each time. */
export const ASKED_AFTER = 60;

/** The text of a success, or what the refusal means, in a sentence or two. */
export type Told = { readonly text: string } | { readonly refused: string; readonly status: number };

export interface OverviewSource {
  /** Sends a reading operation: a call. @throws SendError where no answer came */
  readonly ask: (
    operation: Operation,
    parameters: Readonly<Record<string, ParameterInput>>,
    signal: AbortSignal,
  ) => Promise<Told>;
  /** The operation of a key, where the catalog has it. */
  readonly operation: (key: string) => Promise<Operation | undefined>;
  /** Asked when so many calls were made and lists go on. */
  readonly mayGoOn: (calls: number) => Promise<boolean>;
  /** Told before each call: what it is for, and how many there will be at least. */
  readonly onCall?: (section: Section, call: number, least: number) => void;
}

/** What came of a section: its value or list, with why that is missing or not whole. */
export interface SectionRead {
  readonly section: Section;
  /** Undefined where nothing came. */
  readonly value: unknown;
  /** Sentences; undefined where the section is whole. */
  readonly gap: string | undefined;
}

export interface Overview {
  readonly sections: readonly SectionRead[];
  readonly calls: number;
}

/** Keap does not take the key, so there is nothing to show. The message is for the user. */
export class KeyRefused extends Error {}

/**
 * Reads what an overview shows, a call after the other. A section that Keap refuses says why and the others are read
 * all the same; after a call that got no answer no more go out.
 * @throws KeyRefused at a 401; SendError where the first call got no answer; what `signal` was aborted with
 */
export async function readOverview(source: OverviewSource, signal: AbortSignal): Promise<Overview> {
  const reader = new Reader(source, signal);
  const sections: SectionRead[] = [];
  for (const section of SECTIONS) sections.push({ section, ...(await reader.read(section)) });
  return { sections, calls: reader.calls };
}

type Came = Pick<SectionRead, 'value' | 'gap'>;

class Reader {
  calls = 0;
  private readonly source: OverviewSource;
  private readonly signal: AbortSignal;
  private allowed = ASKED_AFTER;
  /** Calls beyond one for each section: second pages and so on. */
  private further = 0;
  /** Why no more calls go out. */
  private ended: string | undefined;

  constructor(source: OverviewSource, signal: AbortSignal) {
    this.source = source;
    this.signal = signal;
  }

  async read(section: Section): Promise<Came> {
    const operation = await this.source.operation(section.operation);
    if (!operation) return nothing(`The catalog has no operation ${section.operation}.`);
    if (section.listing) return this.readList(section, operation, section.listing.items ?? '');
    const fields = section.allFields ? operation.query?.fields : undefined;
    const told = await this.call(section, operation, fields ? { 'query:fields': fields } : {});
    return 'gap' in told ? nothing(told.gap) : { value: told.json, gap: undefined };
  }

  private async readList(section: Section, operation: Operation, property: string): Promise<Came> {
    const paging = pagingBy(operation);
    const items: unknown[] = [];
    const { filter } = section;
    let page = withPageSize({ parameters: filter === undefined ? {} : { 'query:filter': filter } }, paging);
    for (;;) {
      const told = await this.call(section, operation, page.parameters);
      if ('gap' in told) return { value: items.length > 0 ? items : undefined, gap: told.gap };
      const facts = readPage(told.json, property);
      items.push(...facts.items);
      const next = nextPage(paging, page, facts);
      if (!next) return { value: items, gap: undefined };
      page = next;
      this.further++;
    }
  }

  private async call(
    section: Section,
    operation: Operation,
    parameters: Readonly<Record<string, ParameterInput>>,
  ): Promise<{ readonly json: unknown } | { readonly gap: string }> {
    this.signal.throwIfAborted();
    if (this.ended === undefined && this.calls >= this.allowed) {
      if (await this.source.mayGoOn(this.calls)) this.allowed += ASKED_AFTER;
      else this.ended = `Reading ended after ${this.calls} calls.`;
      this.signal.throwIfAborted();
    }
    if (this.ended !== undefined) return { gap: this.ended };
    this.calls++;
    this.source.onCall?.(section, this.calls, FEWEST_CALLS + this.further);
    const told = await this.answerOf(operation, parameters);
    if ('gap' in told) return told;
    if ('refused' in told) {
      if (told.status === 401) throw new KeyRefused(told.refused);
      return { gap: told.refused };
    }
    try {
      return { json: parseExact(told.text) };
    } catch {
      return { gap: 'Keap answered, but not with JSON.' };
    }
  }

  private async answerOf(...[operation, parameters]: [Operation, Readonly<Record<string, ParameterInput>>]) {
    try {
      return await this.source.ask(operation, parameters, this.signal);
    } catch (error) {
      const isOver = this.signal.aborted || this.calls === 1 || !isSendError(error) || error.code === 'cancelled';
      if (isOver) throw error;
      this.ended = error.message;
      return { gap: error.message };
    }
  }
}

function nothing(gap: string): Came {
  return { value: undefined, gap };
}
