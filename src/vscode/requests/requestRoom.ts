import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender } from '../sending/sender.ts';
import { FileRequests } from './fileRequests.ts';
import { FileSender } from './fileSender.ts';
import { httpCommands } from './httpCommands.ts';
import { NamedAnswers } from './namedAnswers.ts';
import { RequestLenses } from './requestLenses.ts';
import { RequestSaver } from './requestSaver.ts';
import { savedCommands } from './savedCommands.ts';
import { SavedLinks } from './savedLinks.ts';
import { SavedRequests } from './savedRequests.ts';
import { SavedView } from './savedView.ts';

export interface RequestRoomServices {
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
}

/** Requests in files: the saved ones, and those of any `.http` file. */
export class RequestRoom implements vscode.Disposable {
  readonly links = new SavedLinks();
  readonly saver: RequestSaver;
  readonly view: SavedView;
  readonly lenses: RequestLenses;
  private readonly services: RequestRoomServices;
  private readonly saved: SavedRequests;
  private readonly files: FileRequests;
  private readonly answers = new NamedAnswers();

  /** @param globalStorageUri of the extension: the user's own requests are in a folder of it */
  constructor(services: RequestRoomServices, globalStorageUri: vscode.Uri) {
    const { catalog, connections } = services;
    const own = vscode.Uri.joinPath(globalStorageUri, 'requests');
    this.services = services;
    this.saved = new SavedRequests(own);
    this.files = new FileRequests(catalog, this.answers, own);
    this.saver = new RequestSaver(this.saved, this.links, connections);
    this.view = new SavedView(this.saved, this.files);
    this.lenses = new RequestLenses(this.files, connections);
  }

  commands(panels: BuilderPanels): Commands {
    const { saved, saver, view, links, files, answers } = this;
    const fileSender = new FileSender({ ...this.services, files, answers, links, saver, panels });
    return {
      ...httpCommands(files, fileSender),
      ...savedCommands({ saved, view, links, files, sender: fileSender, panels }),
    };
  }

  dispose(): void {
    vscode.Disposable.from(this.saved, this.links, this.view, this.lenses).dispose();
  }
}
