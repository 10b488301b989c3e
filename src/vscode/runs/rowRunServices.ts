import type * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';
import type { Log } from '../log.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender } from '../sending/sender.ts';
import type { RowSources } from './rowSources.ts';
import type { RunResults } from './runResults.ts';
import type { RunStarts } from './runStarts.ts';
import type { WindowRuns } from './windowRuns.ts';

/** What pages of runs for each row work with. */
export interface RowRunServices {
  readonly extensionUri: vscode.Uri;
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly legacyKeys: Pick<LegacyKeys, 'mask'>;
  readonly locks: Locks;
  readonly sender: Sender;
  readonly runs: WindowRuns;
  readonly starts: RunStarts;
  readonly results: RunResults;
  readonly sources: RowSources;
  readonly log: Log;
  /** A folder on disk for what goes to another file system. */
  readonly scratch: string;
  openBuilder(key: string): Promise<void>;
}
