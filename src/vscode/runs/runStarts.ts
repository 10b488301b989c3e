import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { requestTarget } from '../../keap/request/httpRequest.ts';
import { copiedRows } from '../../keap/runs/rows/copiedRows.ts';
import type { RowPreview } from '../../keap/runs/rows/dryRun.ts';

import { runQuestion } from '../../keap/runs/runQuestion.ts';
import { RunStop } from '../../keap/runs/runStop.ts';
import type { OpenedRun } from '../../keap/runs/runStore.ts';
import type { Agreement, RunQuestion } from '../../keap/safety/safety.ts';
import { readSafetySettings } from '../safety/safetySettings.ts';
import type { Sender } from '../sending/sender.ts';
import type { WindowRuns } from './windowRuns.ts';

export interface RunStartServices {
  readonly runs: WindowRuns;
  readonly sender: Sender;
  readonly catalog: CatalogFiles;
}

export interface Begin {
  /** So many rows at most, and then a person is asked. */
  readonly rows?: number;
  /** How many requests may go out, where that is known better than by the rows that are left. */
  readonly requests?: number;
  /** Asks although a person agreed before: what is sent now is something else. */
  readonly anew?: boolean;
}

/** Begins runs and goes on with them: what changes anything is asked about first, once for all rows. */
export class RunStarts {
  private readonly services: RunStartServices;

  constructor(services: RunStartServices) {
    this.services = services;
  }

  /** @returns whether it goes on @throws SendError, RunStop where it cannot */
  async begin(id: string, { rows, requests, anew = false }: Begin = {}): Promise<boolean> {
    const { runs } = this.services;
    let agreement = anew ? undefined : runs.agreementOf(id);
    if (!agreement) {
      const answer = await runs.within(id, (opened) =>
        this.ask(opened, Math.min(rows ?? Number.POSITIVE_INFINITY, requests ?? Number.POSITIVE_INFINITY)),
      );
      if (answer === 'declined') return false;
      if (answer !== 'unasked') agreement = answer;
    }
    // What was agreed to for the first rows is not good for the rest.
    if (agreement && rows === undefined) runs.agree(id, agreement);
    await runs.start(id, { ...(rows === undefined ? {} : { rows }), ...(agreement ? { agreement } : {}) });
    return true;
  }

  private async ask(opened: OpenedRun, most: number): Promise<Agreement | 'unasked' | 'declined'> {
    if (opened.kind === 'pages') return 'unasked';
    const question = await this.questionOf(opened, most);
    if (!question) return 'unasked';
    return (await this.services.sender.agree(question, new AbortController().signal)) ?? 'declined';
  }

  private async questionOf(
    opened: OpenedRun & { readonly kind: 'rows' },
    most: number,
  ): Promise<RunQuestion | undefined> {
    const { runs, sender, catalog } = this.services;
    const { plan, work } = opened;
    const found = await catalog.operation(plan.operation.key);
    const first = await this.firstOf(opened);
    if (!found || !first) return undefined;
    const { operation } = found;
    const { schemas } = found.catalog;
    return runQuestion({
      ...{ operation, schemas, settings: readSafetySettings(), mapping: plan.mapping },
      connection: await sender.located(runs.connectionOf(plan.account)),
      first: { ...first, target: requestTarget(operation, schemas, first.draft) },
      requests: Math.min(most, work.counts.pending),
      source: plan.source.name,
    });
  }

  /** The row that would go first; undefined where none is left. */
  private async firstOf({
    plan,
    work,
  }: OpenedRun & { readonly kind: 'rows' }): Promise<Omit<RowPreview, 'target'> | undefined> {
    const { rows } = this.services.runs.store.folderOf(plan.id);
    for await (const row of copiedRows(rows)) {
      if (work.states.get(row.row) === 'pending') return { line: row.line, draft: work.draftOf(row) };
    }
    if (work.counts.pending > 0)
      throw new RunStop('disk', 'The rows of this run are gone from its folder; begin a new run.');
    return undefined;
  }
}
