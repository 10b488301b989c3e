import * as vscode from 'vscode';
import type { Catalog, Operation } from '../../keap/catalog/operation.ts';
import { onTable } from '../../keap/catalog/xmlrpc/onTable.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isSendError } from '../../keap/http/sendError.ts';
import { asNumber, asObject } from '../../keap/json.ts';
import { parseDraft, type RequestDraft } from '../../keap/request/draft.ts';
import type {
  BuilderCalls,
  BuilderEvents,
  BuilderModel,
  ConnectionNow,
  ConvertedFrom,
  SendProgress,
  SendResult,
} from '../../protocol/builder.ts';
import { recordHandlers } from '../account/recordHandlers.ts';
import { answerColumn, columnBeside } from '../webviews/panelColumns.ts';
import { dressPanel, webviewHtml } from '../webviews/webviewHtml.ts';
import { type Handlers, WebviewRpc } from '../webviews/webviewRpc.ts';
import { answeredResult } from './answeredResult.ts';
import { answerHandlers } from './answerHandlers.ts';
import { bodyHandlers, bodyViewIn } from './bodyHandlers.ts';
import type { BuilderServices } from './builderServices.ts';
import { connectionHandlers } from './connectionHandlers.ts';
import { mayGoConverted } from './convertedQuestion.ts';
import { copyHandlers } from './copyHandlers.ts';
import { describedModel } from './describedModel.ts';
import type { SavedDraft } from './draftFiles.ts';
import { failedResult } from './failedResult.ts';
import { KeptDraft } from './keptDraft.ts';
import { runHandlers } from './runHandlers.ts';
import { saveHandlers } from './saveHandlers.ts';
import { progressNow, type ToldProgress } from './toldProgress.ts';

/** The request builder of one operation: a webview panel that edits a draft and sends it through the one pipe. */
export class BuilderPanel {
  readonly panel: vscode.WebviewPanel;
  private operation: Operation;
  private catalog: Catalog;
  private readonly services: BuilderServices;
  private readonly rpc: WebviewRpc<BuilderCalls, BuilderEvents>;
  private readonly disposables: vscode.Disposable[] = [];
  private readonly kept: KeptDraft;
  /** Whether the page is there and knows what to show. */
  private ready = false;
  private sendsWhenReady = false;
  private sending: AbortController | undefined;
  private progress: ToldProgress | undefined;
  private last: Exchange | undefined;
  private result: SendResult | undefined;
  private converted: ConvertedFrom | undefined;
  /** What the person knows to be missing in the converted request. */
  private accepted: ConvertedFrom | undefined;

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
    this.services = services;
    this.kept = new KeptDraft(saved, services.drafts, services.bodies);
    const { extensionUri, log, connections, locks, links } = services;
    dressPanel(panel, links.titleOf(operation, saved.draft), extensionUri, 'request');
    this.rpc = new WebviewRpc(panel.webview, this.handlers(), log, 'The request builder');
    panel.webview.html = webviewHtml(panel.webview, extensionUri, 'Request builder', 'builder');
    this.disposables.push(
      this.rpc,
      services.lookup.onDidChange((account) => {
        if (account === connections.active.id) this.rpc.emit('recordsChanged', null);
      }),
      connections.onDidChange(() => void this.tellConnection()),
      locks.onDidChange(() => void this.tellConnection()),
      links.onDidChange(() => this.entitle()),
      panel.onDidChangeViewState(() => {
        this.ready &&= panel.visible;
      }),
    );
    panel.onDidDispose(() => {
      this.sending?.abort();
      for (const disposable of this.disposables) disposable.dispose();
    });
  }

  get draft(): RequestDraft {
    return this.kept.draft;
  }

  get saved(): SavedDraft {
    return this.kept.saved;
  }

  /** Goes on with another draft, as if it had been typed. */
  async replaceDraft(draft: RequestDraft): Promise<void> {
    this.converted = undefined;
    this.keep({ draft, at: Date.now() });
    this.rpc.emit('model', await this.model());
  }

  /** Tells what the draft was converted from, above its form. */
  async tellConverted(converted: ConvertedFrom): Promise<void> {
    this.converted = converted;
    this.rpc.emit('model', await this.model());
  }

  /** Goes on with the same draft of an operation that is described otherwise now. */
  async describe(operation: Operation, catalog: Catalog): Promise<void> {
    this.operation = operation;
    this.catalog = catalog;
    this.entitle();
    this.rpc.emit('model', await this.model());
  }

  /** Sends what the panel shows, as its button does; a page that is not there comes first. */
  sendNow(): void {
    this.sendsWhenReady = !this.ready;
    if (this.ready) this.rpc.emit('sendNow', { focus: this.panel.active });
    else this.panel.reveal(undefined, true);
  }

  /** Takes the body from its document. */
  typeBody(body: string): void {
    const typed = this.kept.typeBody(body);
    if (!typed) return;
    this.entitle();
    this.rpc.emit('body', typed);
  }

  /** Shows the body as a document beside the builder. */
  async openBody(): Promise<void> {
    const { title, requestBody } = this.operation;
    if (requestBody) await this.services.bodies.open(this.operation, columnBeside(this.panel));
    else void vscode.window.showInformationMessage(`${title} has no body.`);
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
    const whole = () => ({ operation: this.operation, schemas: this.catalog.schemas });
    return {
      ...recordHandlers({ operation: () => this.asked, draft: () => this.draft, services: this.services }),
      ...bodyHandlers(this.services.state),
      ...answerHandlers(
        () => this.last,
        this.services.documents,
        () => this.columnForAnswer,
      ),
      ...copyHandlers(whole, this.services.code, async () => (await this.located()).connection, ownDraft),
      ...saveHandlers(whole, this.services.saver, ownDraft),
      ...runHandlers(this.operation.key),
      ...connectionHandlers(() => this.draft, this.services.addConnection),
      ready: {
        parse: none,
        work: async () => {
          const model = await this.model();
          this.ready = true;
          // Behind the answer, which tells the page what to send.
          if (this.sendsWhenReady) setImmediate(() => this.sendNow());
          return model;
        },
      },
      edit: {
        parse: (argument) => {
          const draft = ownDraft(asObject(argument)?.['draft']);
          const at = asNumber(asObject(argument)?.['at']);
          return draft && at !== undefined ? { draft, at } : undefined;
        },
        work: (edited) => {
          this.kept.edit(edited);
          this.entitle();
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
      openBody: {
        parse: none,
        work: async () => {
          await this.openBody();
          return null;
        },
      },
    };
  }

  /** The operation as its draft means it. */
  private get asked(): Operation {
    return onTable(this.operation, this.catalog.tables, this.draft.parameters);
  }

  private keep(saved: SavedDraft): void {
    this.kept.keep(saved);
    this.entitle();
  }

  private entitle(): void {
    const title = this.services.links.titleOf(this.operation, this.draft);
    if (this.panel.title !== title) this.panel.title = title;
  }

  /** A tab that was hidden meanwhile shows a new page, which hears of the result by the event alone. */
  private async sendAndTell(draft: RequestDraft): Promise<SendResult> {
    this.result = undefined;
    const said = this.kept.asInDocument(draft);
    if (said !== draft) this.typeBody(said.body);
    const result = await this.send(said);
    this.result = result;
    this.rpc.emit('result', result);
    return result;
  }

  private get columnForAnswer(): vscode.ViewColumn {
    return answerColumn(this.panel, this.services.bodies.columnOf(this.operation.key));
  }

  private async send(draft: RequestDraft): Promise<SendResult> {
    if (this.sending) throw new Error('A request of this builder is under way.');
    this.keep({ draft, at: Date.now() });
    const controller = new AbortController();
    this.sending = controller;
    const { operation, catalog, services, converted } = this;
    try {
      if (converted && converted !== this.accepted) {
        if (!(await mayGoConverted(operation, converted))) return { outcome: 'cancelled' };
        this.accepted = converted;
      }
      const sending = { operation, schemas: catalog.schemas, draft, connection: services.connections.active };
      const exchange = await services.sender.send(sending, controller.signal, (phase, waitMs, window) =>
        this.tellProgress({ phase, waitMs, ...(window ? { window } : {}) }),
      );
      if (!exchange) return { outcome: 'cancelled' };
      this.last = exchange;
      await services.documents.open(exchange, this.columnForAnswer, true);
      return answeredResult(exchange, sending, services.snapshots.hasOf(exchange.id));
    } catch (error) {
      if (controller.signal.aborted) return { outcome: 'cancelled' };
      if (!isSendError(error)) services.log.error('A request could not be sent.', error);
      return failedResult(error);
    } finally {
      this.sending = undefined;
      this.progress = undefined;
    }
  }

  private async model(): Promise<BuilderModel> {
    return {
      ...describedModel(this.operation, this.catalog),
      draft: this.draft,
      draftAt: this.saved.at,
      running: this.sending !== undefined,
      ...(this.progress ? { progress: progressNow(this.progress) } : {}),
      ...(this.result ? { result: this.result } : {}),
      ...(this.converted ? { converted: this.converted } : {}),
      ...(await this.located()),
      bodyView: bodyViewIn(this.services.state),
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
