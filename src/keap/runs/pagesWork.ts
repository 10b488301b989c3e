import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import type { SendPhase } from '../client.ts';
import { numberText, parseExact } from '../exactJson.ts';
import type { Exchange } from '../exchange.ts';
import { explainResponse } from '../http/explain.ts';
import { bodyText } from '../http/httpResponse.ts';
import { isSendError } from '../http/sendError.ts';
import { asObject, asString } from '../json.ts';
import {
  atOffset,
  nextPage,
  offsetOf,
  type PageFacts,
  type Paging,
  pageSizeOf,
  readPage,
  withPageSize,
} from '../paging.ts';
import type { RequestDraft } from '../request/draft.ts';
import { fileLines } from './fileLines.ts';
import { IdSet } from './idSet.ts';
import { listProperty, pagingOf } from './pages.ts';
import type { RunWork, WorkContext } from './run.ts';
import type { JournalLine, PageDone } from './runJournal.ts';
import type { PagesPlan } from './runPlan.ts';
import { BACKGROUND, type RunSend } from './runSend.ts';
import { RunStop } from './runStop.ts';
import { isCancelled, isDailyLimit, unsentStop } from './sendStop.ts';

export interface PagesWorkOptions {
  readonly plan: PagesPlan;
  readonly operation: Operation;
  readonly schemas: Schemas;
  /** The file of records. */
  readonly path: string;
  readonly send: RunSend;
}

const CIRCLE = 'Keap’s pages lead in a circle: the next one was read before. What came so far is kept.';

const BEGIN: PageDone = {
  ...{ page: 0, records: 0, bytes: 0, next: {}, count: undefined, duplicates: 0, gaps: 0, at: 0 },
};

/** After so many steps back in a row a gap is told of and left; a list in no order at all would cost calls for ever. */
const MOST_STEPS_BACK = 2;
const MOST_STEPS_IN_ALL = 20;

/**
 * Fetches page after page and writes each record once. The journal knows a page when its records are on disk, so
 * whatever was written after the last one it knows is cut off and fetched again.
 */
export class PagesWork implements RunWork {
  private readonly options: PagesWorkOptions;
  private readonly paging: Paging;
  private readonly property: string;
  private done: PageDone = BEGIN;

  /** @throws Error for an operation that lists nothing */
  constructor(options: PagesWorkOptions) {
    this.options = options;
    const { operation, schemas } = options;
    const paging = pagingOf(operation, schemas);
    const property = listProperty(operation, schemas);
    if (!paging || property === undefined) throw new Error(`${operation.title} lists nothing.`);
    this.paging = paging;
    this.property = property;
  }

  /** What is on disk. */
  get pages(): PageDone {
    return this.done;
  }

  apply(line: JournalLine): void {
    if (line.kind === 'page') this.done = line;
  }

  async recover(): Promise<void> {
    // The file is cut to what the journal knows when the work goes on.
  }

  isDone(): boolean {
    const { most = Number.POSITIVE_INFINITY } = this.options.plan;
    return this.done.next === undefined || this.done.records >= most;
  }

  callsLeft(): number | undefined {
    if (this.isDone()) return 0;
    const { count, records } = this.done;
    const { most = count } = this.options.plan;
    if (most === undefined || this.paging.kind === 'single') return undefined;
    return Math.max(
      1,
      Math.ceil((Math.min(most, count ?? most) - records) / pageSizeOf(this.options.plan.draft, this.paging)),
    );
  }

  async work(context: WorkContext): Promise<void> {
    const seen = await this.seenIds();
    const file = await open(this.options.path, 'a', 0o600);
    try {
      await file.truncate(this.done.bytes);
      let draft = this.draftAt(this.done.next ?? {});
      const asked = new Set<string>();
      let stepsInAll = 0;
      for (let stepsBack = 0; !context.stop.aborted && !this.isDone(); ) {
        const exchange = await this.fetch(draft, context);
        if (!exchange) continue;
        const text = await bodyText(exchange.response);
        const page = this.read(text);
        const at = offsetOf(draft);
        const mayMiss = this.mayMiss(page, at, seen);
        if (mayMiss && stepsBack < MOST_STEPS_BACK && stepsInAll++ < MOST_STEPS_IN_ALL) {
          // Records before this page have gone, so others have moved to where nobody looked.
          stepsBack++;
          draft = atOffset(draft, Math.max(0, at - page.items.length));
          continue;
        }
        await this.keep(file, page, { draft, seen, context, mayMiss, again: stepsBack > 0 });
        stepsBack = 0;
        const token = this.paging.kind === 'token' ? JSON.stringify(this.done.next) : undefined;
        if (token !== undefined && asked.has(token)) throw new RunStop('server', CIRCLE);
        if (token !== undefined) asked.add(token);
        draft = this.draftAt(this.done.next ?? {});
      }
    } finally {
      await file.close();
    }
  }

  /** v1's pages overlap by a record: a page whose first record was never seen does not join on. */
  private mayMiss(page: PageFacts, at: number, seen: IdSet): boolean {
    const first = this.paging.kind === 'offset' && at > 0 && this.done.page > 0 ? idOf(page.items[0]) : undefined;
    return first !== undefined && !seen.has(first);
  }

  private draftAt(next: Readonly<Record<string, string>>): RequestDraft {
    const draft = withPageSize(this.options.plan.draft, this.paging);
    return { ...draft, parameters: { ...draft.parameters, ...next } };
  }

  private read(text: string): PageFacts {
    try {
      return readPage(parseExact(text), this.property);
    } catch (error) {
      throw new RunStop('server', 'Keap’s answer is no JSON, so its records were not kept; resume to ask again.', {
        cause: error,
      });
    }
  }

  private async keep(file: FileHandle, page: PageFacts, { draft, seen, context, mayMiss, again }: Kept): Promise<void> {
    const { most = Number.POSITIVE_INFINITY } = this.options.plan;
    const { done } = this;
    const overlaps = this.overlaps(draft);
    let [records, duplicates, text] = [done.records, done.duplicates, ''];
    for (const [index, item] of page.items.entries()) {
      const id = idOf(item);
      if (records >= most) break;
      if (id !== undefined && !seen.add(id)) {
        // The record that joins two pages was asked for twice, and all of a page that was gone back to.
        if (!again && !(overlaps && index === 0)) duplicates++;
        continue;
      }
      text += `${JSON.stringify(item)}\n`;
      records++;
    }
    await file.appendFile(text);
    await file.datasync();
    const bytes = done.bytes + Buffer.byteLength(text);
    const next = this.nextOf(draft, page);
    const { count = done.count } = page;
    const facts = { records, bytes, next, count, duplicates, gaps: done.gaps + (mayMiss ? 1 : 0) };
    await context.write({ kind: 'page', page: done.page + 1, ...facts, at: context.clock.now() });
  }

  private overlaps(draft: RequestDraft): boolean {
    return this.paging.kind === 'offset' && this.done.page > 0 && offsetOf(draft) > 0;
  }

  /** What the next page is asked with, by `parameterId`: of v1, from the last record of this one. */
  private nextOf(draft: RequestDraft, page: PageFacts): Readonly<Record<string, string>> | undefined {
    const next = nextPage(this.paging, draft, page);
    if (!next) return undefined;
    const joined =
      this.paging.kind === 'offset' && page.items.length > 1 && idOf(page.items.at(-1)) !== undefined
        ? atOffset(next, offsetOf(next) - 1)
        : next;
    const changed = Object.entries(joined.parameters).filter(([id, input]) => input !== draft.parameters[id]);
    return Object.fromEntries(changed.map(([id, input]) => [id, String(input)]));
  }

  /** Undefined where the day had to end, or where the run is to stop. @throws RunStop */
  private async fetch(draft: RequestDraft, context: WorkContext): Promise<Exchange | undefined> {
    const { operation, schemas, send } = this.options;
    const onProgress = (phase: SendPhase, waitMs: number, window: Parameters<WorkContext['tell']>[2]) =>
      context.tell(phase, waitMs, window);
    let exchange: Exchange;
    try {
      // A page can be asked for again, so one that is on its way need not be waited for.
      exchange = await send(draft, { ...BACKGROUND, signal: context.stop, onProgress });
    } catch (error) {
      if (context.stop.aborted && isCancelled(error)) return undefined;
      if (!isSendError(error)) throw error;
      if (!isDailyLimit(error)) throw unsentStop(error) ?? new RunStop('network', error.message, { cause: error });
      await context.nextDay();
      return undefined;
    }
    context.answered();
    const { response, connection } = exchange;
    const words = explainResponse(response, { operation, schemas, draft, connection });
    if (words === undefined) return exchange;
    const { status } = response;
    throw new RunStop(status === 401 ? 'key' : status >= 500 ? 'server' : 'refused', words);
  }

  /** The ids of the records on disk. */
  private async seenIds(): Promise<IdSet> {
    const seen = new IdSet();
    if (this.done.bytes === 0) return seen;
    const { size } = await stat(this.options.path);
    if (size < this.done.bytes) {
      throw new RunStop('disk', 'Records of this run are gone from its folder; begin a new run.');
    }
    for await (const { text, end } of fileLines(this.options.path)) {
      if (end > this.done.bytes) break;
      const id = idOf(parseExact(text));
      if (id !== undefined) seen.add(id);
    }
    return seen;
  }
}

/** What a page was asked with, and what is known when it is kept. */
interface Kept {
  readonly draft: RequestDraft;
  readonly seen: IdSet;
  readonly context: WorkContext;
  readonly mayMiss: boolean;
  readonly again: boolean;
}

/** The id of a record; undefined for one without. */
function idOf(item: unknown): string | undefined {
  const record = asObject(item);
  const id = record?.['id'] ?? record?.['Id'];
  return asString(id) ?? numberText(id) ?? (typeof item === 'string' ? item : undefined);
}
