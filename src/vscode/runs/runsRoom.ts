import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { SinkFor } from '../../keap/http/transport.ts';
import type { Commands } from '../commands.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';
import { guarded } from '../errors.ts';
import type { Log } from '../log.ts';
import { type AllPagesServices, allPages } from './allPages.ts';
import { forEachRow } from './forEachRow.ts';
import { OwnRuns } from './ownRuns.ts';
import { RowRunPanels } from './rowRunPanels.ts';
import type { RowRunServices } from './rowRunServices.ts';
import { RowSources } from './rowSources.ts';
import { runCommands } from './runCommands.ts';
import { RunEnds } from './runEnds.ts';
import { type RunResultServices, RunResults } from './runResults.ts';
import { RunSettling } from './runSettling.ts';
import { RunStarts } from './runStarts.ts';
import { RunsStatus } from './runsStatus.ts';
import { RunsView } from './runsView.ts';
import { WindowRuns } from './windowRuns.ts';

export interface RunsRoomServices
  extends Pick<AllPagesServices, 'catalog' | 'connections' | 'sender' | 'panels' | 'askedBehind'>,
    Pick<RunResultServices, 'openDocument' | 'openTable' | 'exportAnswer'>,
    Pick<RowRunServices, 'locks'> {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalStorageUri' | 'workspaceState'>;
  readonly sinkFor: SinkFor;
  readonly legacyKeys: Pick<LegacyKeys, 'mask'>;
  readonly log: Log;
  /** Told of an operation that a person has used by a run. */
  used(key: string): void;
}

/** Runs: many requests as one job, with all that is shown of them. */
export class RunsRoom implements vscode.Disposable {
  readonly commands: Commands;
  readonly pages: RowRunPanels;
  private readonly runs: WindowRuns;
  private readonly disposables: vscode.Disposable[];

  constructor(services: RunsRoomServices) {
    const { context, catalog, connections, sender, legacyKeys, log } = services;
    const own = new OwnRuns(context.workspaceState);
    const storage = context.globalStorageUri.fsPath;
    this.runs = new WindowRuns({
      ...{ folder: join(storage, 'runs'), catalog, connections, sender, own, legacyKeys, log },
    });
    const { runs } = this;
    const starts = new RunStarts({ runs, sender, catalog });
    const scratch = join(storage, 'exports');
    const results = new RunResults({ ...services, runs, scratch });
    const settling = new RunSettling({ runs, sender, catalog });
    const ends = new RunEnds({ runs, starts, results, own, log });
    const sources = new RowSources(runs, results);
    const { extensionUri } = context;
    const openBuilder: RowRunServices['openBuilder'] = (key) => services.panels.show(key);
    this.pages = new RowRunPanels({ ...services, extensionUri, runs, starts, results, sources, scratch, openBuilder });
    const rowServices = { catalog, sources, panels: services.panels, pages: this.pages };
    const used = runs.onDidEnd(({ look }) => services.used(look.plan.operation.key));
    this.disposables = [used, this.runs, new RunsStatus(this.runs), ends];
    this.commands = {
      ...runCommands({ runs, starts, results, settling }),
      'keap.allPages': (argument) => allPages(argument, { ...services, runs, starts }),
      'keap.runForEachRow': (argument) => forEachRow(argument, rowServices),
    };
    void guarded(log, async () => {
      await connections.ready;
      await ends.offerLeft();
    })();
  }

  view(view: vscode.TreeView<unknown>): vscode.TreeDataProvider<unknown> {
    const provider = new RunsView(view, this.runs);
    this.disposables.push(provider);
    return provider as vscode.TreeDataProvider<unknown>;
  }

  /** Stops what is under way, and resolves when all of it is written down. */
  close(): Promise<void> {
    return this.runs.close();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
