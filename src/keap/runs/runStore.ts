import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { onTable } from '../catalog/xmlrpc/onTable.ts';
import type { XmlRpcTable } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import type { Connection } from '../connection.ts';
import type { LimitClock } from '../limits/clock.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import { PagesWork } from './pagesWork.ts';
import { RowStates } from './rowStates.ts';
import { copyRows } from './rows/copiedRows.ts';
import type { ColumnMapping } from './rows/mapping.ts';
import type { OpenedRows } from './rows/openRows.ts';
import { RowWork } from './rowWork.ts';
import { CLOSED, Run, type RunWork } from './run.ts';
import { RunFolder } from './runFolder.ts';
import { type JournalLine, type PageDone, readJournal } from './runJournal.ts';
import { accountOfRun, type PagesPlan, type RowsPlan, type RunPlan } from './runPlan.ts';
import type { RunSend } from './runSend.ts';
import { NO_ROWS, type RowCounts, type RunStanding } from './runState.ts';

/** What the journal of a run says, for a list of runs. */
export interface RunSummary {
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  readonly standing: RunStanding;
  /** Whether a window of VS Code goes on with it now, this one or another. */
  readonly isRunning: boolean;
  /** Of a run of rows. */
  readonly counts: RowCounts;
  /** Of a run of pages: its last one. */
  readonly page: PageDone | undefined;
}

/** What all runs are made with. */
interface NewRun {
  readonly operation: Operation;
  readonly connection: Connection;
  readonly draft: RequestDraft;
}

export interface NewPagesRun extends NewRun {
  readonly most?: number;
}

export interface NewRowsRun extends NewRun {
  readonly source: OpenedRows;
  readonly mapping: readonly ColumnMapping[];
  readonly doubtful: RowsPlan['doubtful'];
}

/** What opening a run takes. */
export interface OpenOptions {
  readonly operation: Operation;
  readonly schemas: Schemas;
  /** Of XML-RPC, the tables that a run may be about. */
  readonly tables?: readonly XmlRpcTable[] | undefined;
  readonly send: RunSend;
}

/** A run of pages or of rows that was opened, with its own kind of progress. */
export type OpenedRun =
  | { readonly kind: 'pages'; readonly run: Run; readonly work: PagesWork; readonly plan: PagesPlan }
  | { readonly kind: 'rows'; readonly run: Run; readonly work: RowWork; readonly plan: RowsPlan };

/** All runs, a folder each. All windows share them; each run is gone on with by one window at a time. */
export class RunStore {
  private readonly folder: string;
  private readonly clock: LimitClock;
  private readonly mask: MaskKnownKeys;

  constructor(folder: string, clock: LimitClock, mask: MaskKnownKeys) {
    this.folder = folder;
    this.clock = clock;
    this.mask = mask;
  }

  /** @throws Error where its folder cannot be written */
  async newPages({ operation, connection, draft, most }: NewPagesRun): Promise<PagesPlan> {
    const plan: PagesPlan = {
      ...{ kind: 'pages', ...this.base(operation, connection), draft },
      ...(most === undefined ? {} : { most }),
    };
    await this.folderOf(plan.id).make();
    await this.folderOf(plan.id).writePlan(plan, this.mask);
    return plan;
  }

  /** Copies the rows. @throws RowFileError where they are wrong, Error where the folder cannot be written */
  async newRows(
    { operation, connection, draft, source, ...given }: NewRowsRun,
    signal: AbortSignal,
  ): Promise<RowsPlan> {
    const base = this.base(operation, connection);
    const folder = this.folderOf(base.id);
    try {
      await folder.make();
      const rows = await copyRows(source, folder.rows, signal);
      const { columns, bytes, file } = source;
      const plan: RowsPlan = {
        kind: 'rows',
        ...base,
        draft,
        columns,
        rows,
        source: { name: file.name, bytes },
        ...given,
      };
      await folder.writePlan(plan, this.mask);
      return plan;
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  /** All runs there are, newest first. */
  async list(): Promise<readonly RunSummary[]> {
    const names = await readdir(this.folder).catch(() => []);
    const read = await Promise.all(names.map((id) => this.summary(id)));
    return read.filter((each) => each !== undefined).sort((a, b) => b.plan.createdAt - a.plan.createdAt);
  }

  /** What a run's journal says now; undefined where there is no such run. */
  async summary(id: string): Promise<RunSummary | undefined> {
    const folder = this.folderOf(id);
    const plan = await folder.readPlan();
    if (!plan) return undefined;
    const states = new RowStates(plan.kind === 'rows' ? plan.rows : 0);
    let page: PageDone | undefined;
    const { standing } = await follow(plan, folder, (line) => {
      states.apply(line);
      if (line.kind === 'page') page = line;
    });
    const isRunning = folder.owner() !== undefined;
    const counts = plan.kind === 'rows' ? states.counts : NO_ROWS;
    return { plan, folder, standing: isRunning ? standing : orphaned(standing), isRunning, counts, page };
  }

  /**
   * Opens a run to go on with.
   * @throws Error where there is no such run, or where a newer version of the extension made it
   */
  async open(id: string, { operation: plain, schemas, tables, send }: OpenOptions): Promise<OpenedRun> {
    const folder = this.folderOf(id);
    const plan = await folder.readPlan();
    if (!plan) throw new Error('The files of this run are gone.');
    const operation = onTable(plain, tables, plan.draft.parameters);
    const common = { plan, folder, clock: this.clock, mask: this.mask };
    const begin = async <Work extends RunWork>(work: Work) => {
      const { standing, calls } = await follow(plan, folder, (line) => work.apply(line));
      return { run: new Run({ ...common, work, standing: orphaned(standing), calls }), work };
    };
    if (plan.kind === 'pages') {
      return {
        kind: 'pages',
        plan,
        ...(await begin(new PagesWork({ plan, operation, schemas, send, path: folder.records }))),
      };
    }
    return {
      kind: 'rows',
      plan,
      ...(await begin(new RowWork({ plan, operation, schemas, send, path: folder.rows, records: folder.records }))),
    };
  }

  /** Deletes a run with all its files. @returns whether it could: one that a window goes on with stays */
  async remove(id: string): Promise<boolean> {
    const folder = this.folderOf(id);
    if (folder.owner() !== undefined) return false;
    await folder.remove();
    return true;
  }

  folderOf(id: string): RunFolder {
    // An id is a name that we made, not a way to somewhere else.
    return new RunFolder(join(this.folder, id.replaceAll(/[^\w-]/g, '_')));
  }

  private base(operation: Operation, connection: Connection) {
    const { key, title, method, path } = operation;
    const account = accountOfRun(connection);
    return { id: randomUUID(), createdAt: this.clock.now(), operation: { key, title, method, path }, account };
  }
}

/** Follows a run's journal from its first line. @returns where the run stands by it, and how many answers it had */
async function follow(
  plan: RunPlan,
  folder: RunFolder,
  apply: (line: JournalLine) => void,
): Promise<{ standing: RunStanding; calls: number }> {
  let standing: RunStanding = { state: 'ready', at: plan.createdAt };
  let calls = 0;
  for await (const line of readJournal(folder.journal)) {
    apply(line);
    if (line.kind === 'state') {
      const { kind: _kind, ...said } = line;
      standing = said;
    } else if (line.kind === 'page' || (line.kind === 'row' && line.status !== undefined)) calls++;
  }
  return { standing, calls };
}

/** What nobody goes on with is not active, whatever its journal ends with. */
function orphaned(standing: RunStanding): RunStanding {
  return standing.state === 'active'
    ? { state: 'suspended', reason: 'closed', words: CLOSED, at: standing.at }
    : standing;
}
