import * as vscode from 'vscode';
import { type KnownRequest, whyUnknown } from '../../keap/httpFile/knownRequests.ts';
import type { Missing } from '../../keap/httpFile/variables.ts';
import { validateDraft } from '../../keap/request/validation.ts';
import { redactKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { assertAccess } from '../../keap/safety/safety.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { showDraft } from '../builder/showDraft.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender } from '../sending/sender.ts';
import type { FileRequests, ReadFile } from './fileRequests.ts';
import type { NamedAnswers } from './namedAnswers.ts';
import type { RequestSaver } from './requestSaver.ts';
import type { SavedLinks } from './savedLinks.ts';
import type { SavedEntry } from './savedRequests.ts';

export interface FileSenderServices {
  readonly files: FileRequests;
  readonly answers: NamedAnswers;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly panels: BuilderPanels;
  readonly links: SavedLinks;
  readonly saver: RequestSaver;
}

const IN_BUILDER = 'Open in builder';
const FROM_FILE = { words: 'what the file says' };

/** Sends requests of `.http` files through the one pipe, to the active connection with its key. */
export class FileSender {
  private readonly services: FileSenderServices;

  constructor(services: FileSenderServices) {
    this.services = services;
  }

  /** Sends, or says what is in the way. What the file says of keys and servers is not used. */
  async send(file: ReadFile, known: KnownRequest): Promise<void> {
    const { files, connections, locks } = this.services;
    await connections.ready;
    const connection = connections.active;
    const read = await files.draft(file, known, connection);
    if (!read) return void vscode.window.showInformationMessage(shown(whyUnknown(known) ?? ''));
    const { operation, schemas, draft, missing } = read;
    // Nobody looks for values of a request that will be refused.
    assertAccess(operation, connection, locks.access(connection));
    if (missing[0]) return this.tellMissing(missing[0], file, known);
    const problems = validateDraft(operation, schemas, draft);
    const problem = problems.find(({ blocking }) => blocking) ?? problems[0];
    if (problem) {
      const anyway = problem.blocking ? [] : ['Send anyway'];
      const chosen = await vscode.window.showWarningMessage(shown(problem.message), ...anyway, IN_BUILDER);
      if (chosen === IN_BUILDER) return showDraft(this.services.panels, { ...read, ...FROM_FILE, kept: [] });
      if (chosen === undefined) return;
    }
    const exchange = await this.services.sender.sendWithProgress({ operation, schemas, draft, connection });
    if (!exchange) return;
    const { name } = known.request;
    if (name !== undefined) await this.services.answers.keep(file.uri, name, exchange);
    await this.services.documents.open(exchange, vscode.ViewColumn.Beside, true);
  }

  /**
   * Shows a request in the builder; variables without a value stay as they are written.
   * @param entry the saved request that it is, which the builder then saves to
   * @returns the key of its operation; undefined where it has none, which was then said
   */
  async openInBuilder(file: ReadFile, known: KnownRequest, entry?: SavedEntry): Promise<string | undefined> {
    const { files, connections, panels, links, saver } = this.services;
    await connections.ready;
    const read = await files.draft(file, known, connections.active);
    if (!read) {
      void vscode.window.showInformationMessage(shown(whyUnknown(known) ?? ''));
      return undefined;
    }
    const { operation, draft } = read;
    const kept = links.of(operation.key);
    if (entry) {
      const saved = { name: entry.name, uri: entry.uri, text: file.text };
      links.set(operation.key, { ...saved, draft, more: !saver.wrote(read, saved) });
    } else links.drop(operation.key);
    await showDraft(panels, { ...read, ...FROM_FILE, kept: kept ? [kept.draft] : [] });
    return operation.key;
  }

  /** Says what a variable lacks; where that is an answer, offers to get it and then to go on. */
  private async tellMissing({ message, sendFirst }: Missing, file: ReadFile, known: KnownRequest): Promise<void> {
    const first = file.requests.find(({ request }) => sendFirst !== undefined && request.name === sendFirst);
    const action = first ? 'Send it first' : 'Show in file';
    if ((await vscode.window.showWarningMessage(shown(message), action)) !== action) return;
    if (!first) return showLine(file.uri, known.request.line);
    const { files, answers, connections } = this.services;
    await this.send(file, first);
    const { name = '' } = first.request;
    if (!answers.get(file.uri, name, connections.active.id)) return;
    // The file may have been edited while that was under way.
    const now = await files.current({ file, known });
    if (now) await this.send(now.file, now.known);
  }
}

async function showLine(uri: vscode.Uri, line: number): Promise<void> {
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at) });
}

/** A sentence with words of a file in it: without its keys, without what cannot be seen. */
function shown(message: string): string {
  return plainText(redactKeys(message), 400);
}
