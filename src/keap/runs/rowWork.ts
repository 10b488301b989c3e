import type { SendPhase } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { bodyText } from '../http/httpResponse.ts';
import { isSendError } from '../http/sendError.ts';
import type { RequestDraft } from '../request/draft.ts';
import { validateDraft } from '../request/validation.ts';
import { RowAnswers } from './rowAnswers.ts';
import { type Judged, judgeAnswer, judgeSilence, type RowOperation } from './rowOutcome.ts';
import { RowStates } from './rowStates.ts';
import { CellDoubts } from './rows/cellDoubts.ts';
import { type CopiedRow, copiedRows } from './rows/copiedRows.ts';
import { RowDrafts } from './rows/rowDrafts.ts';
import type { RunWork, WorkContext } from './run.ts';
import type { JournalLine, RowOutcome } from './runJournal.ts';
import type { RowsPlan } from './runPlan.ts';
import { BACKGROUND, type RunSend } from './runSend.ts';
import type { RowCounts } from './runState.ts';
import { RunStop } from './runStop.ts';
import { errorWords, isCancelled, isDailyLimit, unsentStop } from './sendStop.ts';

/** Requests under way at a time. One more waits for its turn: what waits was journalled and may have to be unknown. */
const MOST_UNDER_WAY = 16;

export interface RowWorkOptions extends RowOperation {
  readonly plan: RowsPlan;
  /** The copy of the rows. */
  readonly path: string;
  /** The file of records: what the answers hold where the run reads. */
  readonly records: string;
  readonly send: RunSend;
}

/**
 * A request for each row. A row is in the journal as sent before its request leaves and with its outcome after; what is
 * in the journal as sent alone, when a process has gone, is unknown.
 */
export class RowWork implements RunWork {
  readonly states: RowStates;
  private readonly options: RowWorkOptions;
  private readonly drafts: RowDrafts;
  private recordBytes = 0;

  constructor(options: RowWorkOptions) {
    this.options = options;
    const { plan, operation, schemas } = options;
    this.states = new RowStates(plan.rows);
    this.drafts = new RowDrafts({ ...plan, operation, schemas });
  }

  get plan(): RowsPlan {
    return this.options.plan;
  }

  get counts(): RowCounts {
    return this.states.counts;
  }

  /** The request of a row. */
  draftOf(row: CopiedRow): RequestDraft {
    return this.drafts.draftOf(row.cells);
  }

  /** How many bytes of the file of records count: what stands behind them is read again. */
  get records(): number {
    return this.recordBytes;
  }

  apply(line: JournalLine): void {
    this.states.apply(line);
    if (line.kind === 'row') this.recordBytes = Math.max(this.recordBytes, line.bytes ?? 0);
  }

  async recover(write: (line: JournalLine) => Promise<void>, at: number): Promise<void> {
    const isRead = this.options.operation.effect === 'reads';
    const lost = [...this.states.of('sent')];
    const outcome = isRead ? ({ is: 'pending' } as const) : ({ is: 'unknown', words: LOST } as const);
    await Promise.all(lost.map((row) => write({ kind: 'row', row, at, ...outcome })));
  }

  isDone(): boolean {
    const { pending, sent } = this.counts;
    return pending + sent === 0;
  }

  callsLeft(): number {
    return this.counts.pending;
  }

  async work(context: WorkContext): Promise<void> {
    const { operation, records } = this.options;
    const answers = operation.effect === 'reads' ? await RowAnswers.open(records, this.recordBytes) : undefined;
    try {
      const pass = new Pass(this, this.options, context, answers);
      // What comes back to be sent again stands before the place where the rows are read.
      while (this.counts.pending > 0 && (await pass.run())) await pass.rest();
    } finally {
      await answers?.close();
    }
  }
}

/** Goes through the rows once. */
class Pass {
  private readonly rows: RowWork;
  private readonly options: RowWorkOptions;
  private readonly context: WorkContext;
  private readonly answers: RowAnswers | undefined;
  private readonly doubts: CellDoubts;
  private readonly underWay = new Set<Promise<void>>();
  private left: number;
  private stopped: RunStop | undefined;
  private fault: unknown;
  private dayIsUsed = false;

  constructor(rows: RowWork, options: RowWorkOptions, context: WorkContext, answers: RowAnswers | undefined) {
    this.rows = rows;
    this.answers = answers;
    this.options = options;
    this.context = context;
    this.left = context.options.rows ?? Number.POSITIVE_INFINITY;
    this.doubts = new CellDoubts(options.plan.columns, options.plan.mapping);
  }

  /** @returns whether there may be more to do @throws RunStop */
  async run(): Promise<boolean> {
    let found = false;
    for await (const row of copiedRows(this.options.path)) {
      if (this.rows.states.get(row.row) !== 'pending') continue;
      found = true;
      if (this.left <= 0 || this.isEnding) break;
      const draft = this.rows.draftOf(row);
      const words = this.refused(draft, row);
      if (words !== undefined) {
        await this.write({ row: row.row, is: 'notSent', words });
        continue;
      }
      this.left--;
      await this.begin(row.row, draft);
      if (this.dayIsUsed) await this.waitForTomorrow();
    }
    await Promise.all(this.underWay);
    if (this.fault !== undefined) throw this.fault;
    if (this.stopped) throw this.stopped;
    if (!found)
      throw new RunStop('disk', 'The rows of this run are gone from its folder; begin a new run with the rest.');
    return this.left > 0 && !this.isEnding;
  }

  /** What is left to do before the rows are gone through again. */
  async rest(): Promise<void> {
    if (this.dayIsUsed) await this.waitForTomorrow();
  }

  private get isEnding(): boolean {
    return this.context.stop.aborted || this.stopped !== undefined || this.fault !== undefined;
  }

  private async waitForTomorrow(): Promise<void> {
    await Promise.all(this.underWay);
    this.dayIsUsed = false;
    if (!this.isEnding) await this.context.nextDay();
  }

  /** Why a row is not sent, in words; undefined where it is. */
  private refused(draft: RequestDraft, { cells }: CopiedRow): string | undefined {
    const { operation, schemas, plan } = this.options;
    const found = validateDraft(operation, schemas, draft);
    const problem = found.find(({ blocking }) => blocking) ?? (plan.doubtful === 'leaveOut' ? found[0] : undefined);
    if (problem || plan.doubtful === 'send') return problem?.message;
    return this.doubts.of(cells)[0];
  }

  /** Sends a row, and resolves as soon as the next one may wait for its turn. */
  private async begin(row: number, draft: RequestDraft): Promise<void> {
    await this.context.write({ kind: 'sent', row, at: this.context.clock.now() });
    const left = Promise.withResolvers<void>();
    const sent = this.send(row, draft, left.resolve)
      .catch((error: unknown) => {
        this.fault ??= error;
      })
      .finally(() => {
        this.underWay.delete(sent);
        left.resolve();
      });
    this.underWay.add(sent);
    await left.promise;
    while (this.underWay.size >= MOST_UNDER_WAY) await Promise.race(this.underWay);
  }

  private async send(row: number, draft: RequestDraft, hasLeft: () => void): Promise<void> {
    const { context } = this;
    const waits = new AbortController();
    const abort = () => waits.abort();
    let phase: SendPhase = 'waiting';
    context.stop.addEventListener('abort', abort, { once: true });
    if (context.stop.aborted) waits.abort();
    let exchange: Exchange;
    try {
      exchange = await this.options.send(draft, {
        ...BACKGROUND,
        signal: waits.signal,
        agreement: context.options.agreement,
        onProgress: (now, waitMs, window) => {
          phase = now;
          // What is on its way is answered, whatever stops the run.
          if (now === 'sending') {
            context.stop.removeEventListener('abort', abort);
            hasLeft();
          } else {
            context.stop.addEventListener('abort', abort, { once: true });
            if (context.stop.aborted) waits.abort();
          }
          context.tell(now, waitMs, window);
        },
      });
    } catch (error) {
      return this.judgeError(row, error, phase);
    } finally {
      context.stop.removeEventListener('abort', abort);
    }
    context.answered();
    await this.judge(row, await judgeAnswer(exchange, draft, this.options), exchange);
  }

  private async judgeError(row: number, error: unknown, phase: SendPhase): Promise<void> {
    const stop = unsentStop(error);
    if (stop) {
      this.stopped ??= stop;
      await this.write({ row, is: 'pending' });
    } else if (isDailyLimit(error)) {
      this.dayIsUsed = true;
      this.left++;
      await this.write({ row, is: 'pending' });
    } else if (phase === 'sending') {
      await this.judge(row, judgeSilence(error, this.options));
    } else if (isCancelled(error) || !isSendError(error)) {
      await this.write({ row, is: 'pending' });
      // What nobody foresaw would befall every other row, too.
      if (!isSendError(error)) throw error;
    } else {
      await this.write({ row, is: 'notSent', words: errorWords(error) });
    }
  }

  private async judge(row: number, { outcome, stop }: Judged, exchange?: Exchange): Promise<void> {
    if (stop) this.stopped ??= new RunStop(stop.reason, stop.words);
    if (!this.answers || !exchange || outcome.is !== 'done') return this.write({ row, ...outcome });
    const text = await bodyText(exchange.response);
    await this.answers.add(row, text, (bytes) => this.write({ row, ...outcome, bytes }));
  }

  private write(outcome: Omit<RowOutcome, 'at'>): Promise<void> {
    return this.context.write({ kind: 'row', at: this.context.clock.now(), ...outcome });
  }
}

const LOST = 'It was sent, and VS Code ended before the answer came.';
