import * as vscode from 'vscode';
import type { SavedAnswer } from '../../keap/answers/answerFiles.ts';
import { Answers } from '../../keap/answers/answers.ts';
import { removeEndedSessions, sessionFolder } from '../../keap/history/sessionFolders.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';
import { readHistorySettings } from '../history/historySettings.ts';
import type { HistoryStore } from '../history/historyStore.ts';
import type { Log } from '../log.ts';
import type { Sender } from '../sending/sender.ts';
import { type CanEdit, HeadLine } from './headLine.ts';
import { askFirst } from './largeAnswers.ts';
import { type ResponseServices, responseCommands } from './responseCommands.ts';
import { ResponseDocuments } from './responseDocuments.ts';
import { saveAnswer } from './responseSaver.ts';
import { ResponseStatus } from './responseStatus.ts';

export interface ResponseRoomOptions {
  /** In the extension's own storage, for the answers of all windows. */
  readonly folder: string;
  /** Whether the history keeps an exchange. */
  readonly isKept: (id: string) => boolean;
  /** An exchange that the history has on disk. */
  readonly recall: (id: string) => Promise<SavedAnswer | undefined>;
  readonly canEdit: CanEdit;
  readonly legacyKeys: Pick<LegacyKeys, 'mask'>;
  readonly log: Log;
}

/** What the room learns from. */
export interface Followed {
  readonly sender: Pick<Sender, 'onDidSend'>;
  readonly history: Pick<HistoryStore, 'onDidChange'>;
  readonly connections: Pick<ConnectionStore, 'onDidChange' | 'get' | 'all'>;
}

/** What is of earlier runs of VS Code is removed once a window has started. Milliseconds. */
const TIDY_AFTER_MS = 3_000;

/** Answers as documents, with all that is shown around them. */
export class ResponseRoom implements vscode.Disposable {
  readonly answers: Answers;
  readonly documents: ResponseDocuments;
  private readonly log: Log;
  private readonly disposables: vscode.Disposable[];

  constructor({ folder, isKept, recall, canEdit, legacyKeys, log }: ResponseRoomOptions) {
    this.log = log;
    const mask = (text: string) => legacyKeys.mask(text);
    this.answers = new Answers({ folder: sessionFolder(folder), isKeptElsewhere: isKept, mask, recall });
    const onError = (error: unknown) => log.error('An answer could not be kept.', error);
    this.documents = new ResponseDocuments({
      answers: this.answers,
      mayWrite: () => readHistorySettings().keepBodies !== 'never',
      askFirst: (answer, column) =>
        askFirst(answer, column, {
          open: (...shown) => this.documents.show(...shown),
          openHeaders: ({ exchange }) => this.documents.openHeaders(exchange),
          save: saveAnswer,
        })
          ?.catch(onError)
          .finally(() => this.documents.letGo(answer)),
      onError,
    });
    const tidy = setTimeout(() => {
      void removeEndedSessions(folder, Date.now());
      void this.answers.tidy().catch(onError);
    }, TIDY_AFTER_MS);
    this.disposables = [
      this.documents,
      new ResponseStatus(this.documents),
      new HeadLine(this.documents, canEdit),
      { dispose: () => clearTimeout(tidy) },
    ];
  }

  /** Learns what was asked, and what nobody keeps any more. */
  follow({ sender, history, connections }: Followed): vscode.Disposable {
    let known = connections.all;
    return vscode.Disposable.from(
      connections.onDidChange(() => {
        const before = known;
        known = connections.all;
        for (const { id } of before) if (!connections.get(id)) this.documents.forgetConnection(id);
      }),
      sender.onDidSend(({ result, draft }) => {
        if ('response' in result) this.answers.note(result, draft);
      }),
      history.onDidChange(() => this.answers.sweep()),
    );
  }

  commands(services: Omit<ResponseServices, 'documents' | 'log'>): Commands {
    return responseCommands({ ...services, documents: this.documents, log: this.log });
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
