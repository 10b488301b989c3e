import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { recordKinds } from '../../keap/edit/recordKinds.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import type { JournalLine } from '../../keap/runs/runJournal.ts';
import { BACKGROUND } from '../../keap/runs/runSend.ts';
import { countsWords, countWords, type RunLook, runName } from '../../keap/runs/runWords.ts';
import { settleRows } from '../../keap/runs/settleRows.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { Sender } from '../sending/sender.ts';
import type { WindowRuns } from './windowRuns.ts';

export interface RunSettlingServices {
  readonly runs: WindowRuns;
  readonly sender: Sender;
  readonly catalog: CatalogFiles;
}

const OPEN = 'Open result';

/** Finds out by reading what became of rows whose answer never came. */
export class RunSettling {
  private readonly services: RunSettlingServices;

  constructor(services: RunSettlingServices) {
    this.services = services;
  }

  /** @throws SendError where Keap cannot be asked; what was settled until then stays settled */
  async settle({ plan, counts }: RunLook): Promise<void> {
    const { runs } = this.services;
    const title = `Reading what became of ${countWords(counts.unknown, 'row')}`;
    const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const settled = await vscode.window.withProgress(shown, (progress, token) =>
      this.read(plan.id, signalOf(token), (words) => progress.report({ message: words })),
    );
    const look = await runs.look(plan.id);
    const left = look?.counts.unknown ?? 0;
    const rest = left === 0 ? '' : ` ${countWords(left, 'row')} cannot be told by reading.`;
    const words = `${countWords(settled, 'row')} settled by reading.${rest} ${plainText(runName(plan))}: ${countsWords(look?.counts ?? counts)}.`;
    const chosen = await vscode.window.showInformationMessage(words, OPEN);
    if (chosen) await vscode.commands.executeCommand('keap.openRunResult', { id: plan.id });
  }

  private async read(id: string, signal: AbortSignal, tell: (words: string) => void): Promise<number> {
    const { runs, sender, catalog } = this.services;
    const kinds = recordKinds(await catalog.index());
    let settled = 0;
    let asked = 0;
    await runs.within(id, async (opened) => {
      const found = await catalog.operation(opened.plan.operation.key);
      if (opened.kind !== 'rows' || !found) return;
      const connection = runs.connectionOf(opened.plan.account);
      const lines = settleRows({
        ...{ operation: found.operation, work: opened.work, kinds, signal, now: Date.now },
        path: runs.store.folderOf(id).rows,
        lookUp: async (key) => {
          const known = await catalog.operation(key);
          return known && { operation: known.operation, schemas: known.catalog.schemas };
        },
        read: async ({ operation, schemas, draft }) => {
          tell(`${countWords(++asked, 'call')}, ${settled} settled`);
          const { response } = await sender.sendOfRun(
            { operation, schemas, draft, connection },
            { ...BACKGROUND, signal },
          );
          return { status: response.status, text: await bodyText(response) };
        },
      });
      await opened.run.settle(counted(lines));
    });
    return settled;

    async function* counted(lines: AsyncIterable<JournalLine & { readonly kind: 'row' }>) {
      for await (const line of lines) {
        settled++;
        yield line;
      }
    }
  }
}
