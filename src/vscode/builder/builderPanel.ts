import * as vscode from 'vscode';
import { consequenceOf } from '../../keap/catalog/effectWords.ts';
import type { Catalog, Operation } from '../../keap/catalog/operation.ts';
import { reachableSchemas } from '../../keap/catalog/schema.ts';
import type { SnapshotStore } from '../../keap/edit/snapshotStore.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isSendError } from '../../keap/http/sendError.ts';
import { asNumber, asObject, asString } from '../../keap/json.ts';
import { bodyTemplate } from '../../keap/request/bodyTemplate.ts';
import { parseDraft, type RequestDraft } from '../../keap/request/draft.ts';
import { findKeys } from '../../keap/safety/keyShapes.ts';
import type {
  BuilderCalls,
  BuilderEvents,
  BuilderModel,
  ConnectionNow,
  SendProgress,
  SendResult,
} from '../../protocol/builder.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import { recordHandlers } from '../account/recordHandlers.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { errorSentence } from '../errors.ts';
import type { Log } from '../log.ts';
import type { RequestCode } from '../operations/requestCode.ts';
import type { RequestSaver } from '../requests/requestSaver.ts';
import type { SavedLinks } from '../requests/savedLinks.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Locks } from '../safety/locks.ts';
import { remedyOf } from '../sending/remedies.ts';
import type { Sender } from '../sending/sender.ts';
import { answeredResult } from './answeredResult.ts';
import { answerHandlers } from './answerHandlers.ts';
import { bodyHandlers, bodyViewIn } from './bodyHandlers.ts';
import { copyHandlers } from './copyHandlers.ts';
import type { DraftFiles, SavedDraft } from './draftFiles.ts';
import { saveHandlers } from './saveHandlers.ts';
import { webviewHtml } from './webviewHtml.ts';
import { type Handlers, WebviewRpc } from './webviewRpc.ts';

export interface BuilderServices {
  readonly extensionUri: vscode.Uri;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly lookup: AccountLookup;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly drafts: DraftFiles;
  readonly snapshots: Pick<SnapshotStore, 'hasOf'>;
  readonly code: RequestCode;
  readonly saver: RequestSaver;
  readonly links: SavedLinks;
  /** Remembers how a body is shown. */
  readonly state: vscode.Memento;
  readonly log: Log;
  /** Starts *Keap: Add connection* with a key. It is handed over in memory: arguments of commands get logged. */
  readonly addConnection: (key: string | undefined) => Promise<void>;
}

/** What a request was doing, and when that was told, in milliseconds since 1970. */
type ToldProgress = SendProgress & { readonly at: number };

/** The request builder of one operation: a webview panel that edits a draft and sends it through the one pipe. */
export class BuilderPanel {
  readonly panel: vscode.WebviewPanel;
  private readonly operation: Operation;
  private readonly catalog: Catalog;
  private readonly services: BuilderServices;
  private readonly rpc: WebviewRpc<BuilderCalls, BuilderEvents>;
  private readonly disposables: vscode.Disposable[] = [];
  private current: SavedDraft;
  private sending: AbortController | undefined;
  private progress: ToldProgress | undefined;
  private last: Exchange | undefined;
  private result: SendResult | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    operation: Operation,
    catalog: Catalog,
    saved: SavedDraft,
    services: BuilderServices,
  ) {
    this.panel = panel;
    this.operation = operation;
    this.catalog = catalog;
    this.current = saved;
    this.services = services;
    const { extensionUri, log, connections, locks, links } = services;
    panel.title = links.titleOf(operation, saved.draft);
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'media', 'request-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'media', 'request-dark.svg'),
    };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(extensionUri, 'dist', 'webview'),
        vscode.Uri.joinPath(extensionUri, 'media'),
      ],
    };
    this.rpc = new WebviewRpc(panel.webview, this.handlers(), log);
    panel.webview.html = webviewHtml(panel.webview, extensionUri, 'Request builder', 'builder');
    this.disposables.push(
      this.rpc,
      services.lookup.onDidChange((account) => {
        if (account === connections.active.id) this.rpc.emit('recordsChanged', null);
      }),
      connections.onDidChange(() => void this.tellConnection()),
      locks.onDidChange(() => void this.tellConnection()),
      links.onDidChange(() => this.entitle()),
    );
    panel.onDidDispose(() => {
      this.sending?.abort();
      for (const disposable of this.disposables) disposable.dispose();
    });
  }

  get draft(): RequestDraft {
    return this.current.draft;
  }

  /** Goes on with another draft, as if it had been typed. */
  async replaceDraft(draft: RequestDraft): Promise<void> {
    this.keep({ draft, at: Date.now() });
    this.rpc.emit('model', await this.model());
  }

  /** Sends what the panel shows, as its button does. */
  sendNow(): void {
    this.rpc.emit('sendNow', null);
  }

  /** Saves what the panel shows, as its button does. */
  saveNow(anew: boolean): void {
    this.rpc.emit('saveNow', { anew });
  }

  private handlers(): Handlers<BuilderCalls> {
    const none = (argument: unknown) => (argument === null ? null : undefined);
    const ownDraft = (argument: unknown) => {
      const draft = parseDraft(argument);
      return draft?.operationKey === this.operation.key ? draft : undefined;
    };
    const done = async (work: Thenable<unknown> | Promise<unknown>) => {
      await work;
      return null;
    };
    const whole = { operation: this.operation, schemas: this.catalog.schemas };
    return {
      ...recordHandlers({ operation: this.operation, draft: () => this.draft, services: this.services }),
      ...bodyHandlers(this.services.state),
      ...answerHandlers(
        () => this.last,
        this.services.documents,
        () => this.columnBeside,
      ),
      ...copyHandlers(whole, this.services.code, async () => (await this.located()).connection.origin, ownDraft),
      ...saveHandlers(whole, this.services.saver, ownDraft),
      ready: { parse: none, work: () => this.model() },
      edit: {
        parse: (argument) => {
          const draft = ownDraft(asObject(argument)?.['draft']);
          const at = asNumber(asObject(argument)?.['at']);
          return draft && at !== undefined ? { draft, at } : undefined;
        },
        work: (saved) => {
          this.keep(saved);
          return null;
        },
      },
      send: { parse: ownDraft, work: (draft) => this.sendAndTell(draft) },
      cancel: {
        parse: none,
        work: () => {
          this.sending?.abort();
          return null;
        },
      },
      switchConnection: { parse: none, work: () => done(vscode.commands.executeCommand('keap.switchConnection')) },
      remedy: {
        // The page can only name a reason; which command that is stands in the table of remedies.
        parse: asString,
        work: (code) => done(remedyOf(code)?.run() ?? Promise.resolve()),
      },
      connectWithKey: {
        parse: none,
        work: () => {
          void this.services.addConnection(keyInDraft(this.draft));
          return null;
        },
      },
    };
  }

  private keep(saved: SavedDraft): void {
    this.current = saved;
    this.entitle();
    void this.services.drafts.save(this.operation.key, saved);
  }

  private entitle(): void {
    const title = this.services.links.titleOf(this.operation, this.draft);
    if (this.panel.title !== title) this.panel.title = title;
  }

  /** A tab that was hidden meanwhile shows a new page, which hears of the result by the event alone. */
  private async sendAndTell(draft: RequestDraft): Promise<SendResult> {
    this.result = undefined;
    const result = await this.send(draft);
    this.result = result;
    this.rpc.emit('result', result);
    return result;
  }

  /**
   * Where answers open. VS Code's own *Beside* counts from the active editor, which may be another by then; a column
   * by its number takes the activity away from the builder, *Beside* does not.
   */
  private get columnBeside(): vscode.ViewColumn {
    return this.panel.active ? vscode.ViewColumn.Beside : (this.panel.viewColumn ?? vscode.ViewColumn.One) + 1;
  }

  private async send(draft: RequestDraft): Promise<SendResult> {
    if (this.sending) throw new Error('A request of this builder is under way.');
    this.keep({ draft, at: Date.now() });
    const controller = new AbortController();
    this.sending = controller;
    const { operation, catalog, services } = this;
    try {
      const sending = { operation, schemas: catalog.schemas, draft, connection: services.connections.active };
      const exchange = await services.sender.send(sending, controller.signal, (phase, waitMs, window) =>
        this.tellProgress({ phase, waitMs, ...(window ? { window } : {}) }),
      );
      if (!exchange) return { outcome: 'cancelled' };
      this.last = exchange;
      await services.documents.open(exchange, this.columnBeside, true);
      return answeredResult(exchange, sending, services.snapshots.hasOf(exchange.id));
    } catch (error) {
      if (controller.signal.aborted) return { outcome: 'cancelled' };
      if (!isSendError(error)) services.log.error('A request could not be sent.', error);
      const remedy = isSendError(error) ? remedyOf(error.code) : undefined;
      return {
        outcome: 'failed',
        message: errorSentence(error),
        ...(isSendError(error) && remedy ? { remedy: { code: error.code, label: remedy.label } } : {}),
      };
    } finally {
      this.sending = undefined;
      this.progress = undefined;
    }
  }

  private async model(): Promise<BuilderModel> {
    const { operation, catalog } = this;
    const body = operation.requestBody?.schema;
    const schemas = reachableSchemas([...operation.parameters.map(({ schema }) => schema), body], catalog.schemas);
    const consequence = consequenceOf(operation);
    return {
      operation,
      schemas,
      draft: this.current.draft,
      draftAt: this.current.at,
      running: this.sending !== undefined,
      ...(this.progress ? { progress: progressNow(this.progress) } : {}),
      ...(this.result ? { result: this.result } : {}),
      ...(await this.located()),
      bodyView: bodyViewIn(this.services.state),
      bodyTemplate: body ? bodyTemplate(body, catalog.schemas) : '',
      ...(consequence ? { consequence } : {}),
    };
  }

  /** The active connection with its address; a sandbox that does not start is told when sending. */
  private async located(): Promise<ConnectionNow> {
    const { connections, locks, sender } = this.services;
    const { active } = connections;
    const connection = await sender.located(active).catch(() => active);
    return { connection, access: locks.access(connection) };
  }

  private tellProgress(progress: SendProgress): void {
    this.progress = { ...progress, at: Date.now() };
    this.rpc.emit('progress', progress);
  }

  private async tellConnection(): Promise<void> {
    this.rpc.emit('connection', await this.located());
  }
}

/** What a page that comes later is told: some of the wait has gone by. */
function progressNow({ at, ...progress }: ToldProgress): SendProgress {
  return { ...progress, waitMs: Math.max(0, progress.waitMs - (Date.now() - at)) };
}

/** The first key that stands in what was typed. */
function keyInDraft({ parameters, body }: RequestDraft): string | undefined {
  const texts = [...Object.values(parameters).flat(), body];
  return texts.flatMap((text) => findKeys(text)).find(({ kind }) => kind !== 'token')?.key;
}
