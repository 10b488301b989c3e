import type * as vscode from 'vscode';
import type { SnapshotStore } from '../../keap/edit/snapshotStore.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import type { BodyDocuments } from '../bodies/bodyDocuments.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Log } from '../log.ts';
import type { RequestCode } from '../operations/requestCode.ts';
import type { RequestSaver } from '../requests/requestSaver.ts';
import type { SavedLinks } from '../requests/savedLinks.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender } from '../sending/sender.ts';
import type { DraftFiles } from './draftFiles.ts';

/** What request builders work with. */
export interface BuilderServices {
  readonly extensionUri: vscode.Uri;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly lookup: AccountLookup;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly bodies: BodyDocuments;
  readonly drafts: DraftFiles;
  readonly snapshots: Pick<SnapshotStore, 'hasOf'>;
  readonly code: RequestCode;
  readonly saver: RequestSaver;
  readonly links: SavedLinks;
  /** Remembers how a body is shown. */
  readonly state: vscode.Memento;
  readonly log: Log;
  /** Hears which operation somebody looks at. */
  readonly seen: (key: string) => void;
  /** Starts *Keap: Add connection* with a key. It is handed over in memory: arguments of commands get logged. */
  readonly addConnection: (key: string | undefined) => Promise<void>;
}
