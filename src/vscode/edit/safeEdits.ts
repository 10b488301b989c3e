import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationSummary } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { showsEditable } from '../../keap/edit/recordKinds.ts';
import { SnapshotStore } from '../../keap/edit/snapshotStore.ts';
import type { Sender } from '../sending/sender.ts';
import { BeforeSending } from './beforeSending.ts';
import { ChangeReview } from './changeReview.ts';
import { type EditServices, editCommands } from './editCommands.ts';
import { EditDocuments } from './editDocuments.ts';
import { EditLenses } from './editLenses.ts';
import { EDIT_SCHEME } from './editSchemes.ts';
import { LastSeen } from './lastSeen.ts';
import { putBackCommands } from './putBackCommands.ts';
import { Records } from './records.ts';
import { readSnapshotSettings } from './snapshotSettings.ts';

/** Everything about editing records and putting them back. */
export class SafeEdits implements vscode.Disposable {
  readonly edits = new EditDocuments();
  readonly review = new ChangeReview();
  readonly snapshots: SnapshotStore;
  private readonly records: Records;
  private readonly lastSeen: LastSeen;

  /** @param storage the extension's own folder, which all windows share */
  constructor(catalog: CatalogFiles, storage: vscode.Uri) {
    this.records = new Records(catalog);
    this.lastSeen = new LastSeen(this.records);
    this.snapshots = new SnapshotStore(join(storage.fsPath, 'snapshots'), () => readSnapshotSettings().keepDays);
  }

  /** Whether an answer of an operation may show a record that can be edited. */
  async canEdit(operation: Pick<OperationSummary, 'method' | 'path'>): Promise<boolean> {
    return showsEditable(await this.records.kinds(), operation);
  }

  /** What looks at requests before they go out. */
  before(sender: () => Sender): BeforeSending {
    const { records, snapshots, lastSeen } = this;
    return new BeforeSending({ records, snapshots, lastSeen, sender });
  }

  commands(services: Pick<EditServices, 'connections' | 'sender' | 'documents' | 'panels'>) {
    const { records, edits, review, snapshots } = this;
    const all = { ...services, records, edits, review, snapshots };
    return { ...editCommands(all), ...putBackCommands(all) };
  }

  /** Goes along with what is sent and which connections there are, until it is disposed of. */
  follow({ connections, sender }: Pick<EditServices, 'connections' | 'sender'>): vscode.Disposable {
    let known = new Set<string>();
    const forgetRemoved = async () => {
      await connections.ready;
      const now = new Set(connections.all.map(({ id }) => id));
      const removed = [...known].filter((id) => !now.has(id));
      known = now;
      await Promise.all(removed.map((id) => this.snapshots.forget(id)));
    };
    void forgetRemoved();
    void this.snapshots.tidy();
    return vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider({ scheme: EDIT_SCHEME }, new EditLenses(this.edits)),
      connections.onDidChange(forgetRemoved),
      sender.onDidExchange((exchange) => this.lastSeen.note(exchange)),
    );
  }

  dispose(): void {
    this.edits.dispose();
    this.review.dispose();
  }
}
