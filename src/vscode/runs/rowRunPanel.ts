import * as vscode from 'vscode';

import { parseDraft, redactDraft } from '../../keap/request/draft.ts';
import { ENCODINGS } from '../../keap/runs/rows/decodedFile.ts';

import type { RowFile } from '../../keap/runs/rows/openRows.ts';
import { RowFileError } from '../../keap/runs/rows/rowFileError.ts';
import type { RowSetup } from '../../keap/runs/rows/rowSetup.ts';
import type { RunLook } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { assertAccess } from '../../keap/safety/safety.ts';
import type { ConnectionNow } from '../../protocol/builder.ts';
import type { RowRunCalls, RowRunEvents } from '../../protocol/rowRun.ts';
import { guarded } from '../errors.ts';
import { dressPanel, webviewHtml } from '../webviews/webviewHtml.ts';
import { type Handlers, WebviewRpc } from '../webviews/webviewRpc.ts';
import { placeFilling } from './placeFilling.ts';
import { saveProblems } from './problemFile.ts';
import { RowCheck } from './rowCheck.ts';
import { RowRunFile } from './rowRunFile.ts';
import { rowRunModel } from './rowRunModel.ts';
import type { RowRunServices } from './rowRunServices.ts';
import { readFirstRows } from './runSettings.ts';

/** The page is told no more often than this, in milliseconds. */
const TELL_EVERY_MS = 200;

/** A run for each row, while someone sets it up and until it is done: a webview panel. */
export class RowRunPanel {
  readonly panel: vscode.WebviewPanel;
  private readonly setup: RowSetup;
  private readonly services: RowRunServices;
  private readonly rpc: WebviewRpc<RowRunCalls, RowRunEvents>;
  private readonly disposables: vscode.Disposable[];
  private readonly rows: RowRunFile;
  private readonly check = new RowCheck();
  private sendDoubtful = false;
  private trouble = '';
  private runId: string | undefined;
  private beginning = false;
  private look: RunLook | undefined;
  private telling: NodeJS.Timeout | undefined;
  private reading: Promise<void>;

  constructor(
    panel: vscode.WebviewPanel,
    setup: RowSetup,
    given: { readonly file: RowFile | undefined; readonly runId: string | undefined },
    services: RowRunServices,
  ) {
    this.panel = panel;
    this.setup = setup;
    this.services = services;
    this.rows = new RowRunFile(setup, services.log);
    this.runId = given.runId;
    const { extensionUri, log, connections, locks, runs } = services;
    dressPanel(panel, 'Run', extensionUri, 'request');
    this.rpc = new WebviewRpc(panel.webview, this.handlers(), log, 'The page of the run');
    panel.webview.html = webviewHtml(panel.webview, extensionUri, 'Run for each row', 'rowRun');
    this.disposables = [
      this.rpc,
      connections.onDidChange(() => this.tellSoon()),
      locks.onDidChange(() => this.tellSoon()),
      runs.onDidChange(() => this.runId !== undefined && this.tellSoon()),
      // The page of a hidden tab is gone and begins anew.
      panel.onDidChangeViewState(() => panel.visible && this.tellSoon()),
    ];
    panel.onDidDispose(() => {
      this.check.forget();
      clearTimeout(this.telling);
      for (const disposable of this.disposables) disposable.dispose();
    });
    this.reading = this.read(given.file);
  }

  private handlers(): Handlers<RowRunCalls> {
    const none = (argument: unknown) => (argument === null ? null : undefined);
    /** What waits for a person or takes long; the page hears of it by the model. */
    const later = (work: () => Promise<unknown>) => ({
      parse: none,
      work: () => {
        void guarded(this.services.log, work)();
        return null;
      },
    });
    const { services } = this;
    return {
      ready: {
        parse: none,
        work: async () => {
          await this.reading;
          return this.model();
        },
      },
      fill: {
        parse: placeFilling,
        work: async ({ place, filling }) => {
          const filled = this.setup.fill(place, filling);
          this.trouble = filled
            ? ''
            : `${plainText(place, 80)} cannot be filled in: what stands around it is no JSON; put it right in the request builder.`;
          await this.changed();
          return null;
        },
      },
      matchAgain: later(async () => {
        this.setup.takeColumns(this.rows.opened?.columns ?? [], true);
        await this.changed();
      }),
      chooseSource: later(async () => {
        const file = await services.sources.pick(`Rows for ${this.setup.operation.title}`);
        if (file) await this.readAnew(file);
      }),
      readAs: {
        parse: (argument) => ENCODINGS.find((each) => each === argument),
        work: async (encoding) => {
          const known = ENCODINGS.find((each) => each === encoding);
          if (this.rows.file && known) await this.readAnew({ ...this.rows.file, encoding: known });
          return null;
        },
      },
      sendDoubtful: {
        parse: (argument) => (typeof argument === 'boolean' ? argument : undefined),
        work: async (send) => {
          this.sendDoubtful = send;
          await this.tell();
          return null;
        },
      },
      check: later(() => this.checkRows()),
      cancel: {
        parse: none,
        work: () => {
          this.check.forget();
          this.tellSoon();
          return null;
        },
      },
      saveProblems: later(async () => {
        const { opened: source } = this.rows;
        if (source) await saveProblems({ ...this.request(), source }, services.scratch);
      }),
      begin: {
        parse: (argument) => (argument === 'first' || argument === 'all' ? argument : undefined),
        work: (part) => {
          // A second press while the first one asks would send rows twice.
          if (this.beginning) return null;
          this.beginning = true;
          void guarded(services.log, () => this.begin(part))().finally(() => {
            this.beginning = false;
          });
          return null;
        },
      },
      resume: later(async () => {
        if (this.runId !== undefined) await services.starts.begin(this.runId);
      }),
      openResult: later(async () => {
        const look = this.runId === undefined ? undefined : await services.runs.look(this.runId);
        if (look) await services.results.open(look);
      }),
      showRuns: later(async () => vscode.commands.executeCommand('keap.runs.focus')),
      anew: later(async () => {
        this.runId = undefined;
        await this.changed();
      }),
      openBuilder: later(() => services.openBuilder(this.setup.operation.key)),
      switchConnection: later(async () => vscode.commands.executeCommand('keap.switchConnection')),
    };
  }

  private request() {
    const { operation, schemas, draft, mapping } = this.setup;
    return { operation, schemas, draft, mapping };
  }

  private async readAnew(file: RowFile): Promise<void> {
    this.reading = this.read(file);
    await this.reading;
    await this.tell();
  }

  private async read(file: RowFile | undefined): Promise<void> {
    this.check.forget();
    const { title } = this.setup.operation;
    this.panel.title = plainText(file ? `Run: ${title} — ${file.name}` : `Run: ${title}`, 120);
    if (file) this.trouble = (await this.rows.read(file)) ? '' : NO_JSON;
  }

  /** Something else would be sent from now on. */
  private async changed(): Promise<void> {
    this.check.forget();
    if (!(await this.rows.preview())) this.trouble = NO_JSON;
    await this.tell();
  }

  private async checkRows(): Promise<void> {
    const { sender, connections } = this.services;
    const { opened: source } = this.rows;
    if (!source) return;
    const limits = async () => sender.limitState(await sender.located(connections.active));
    try {
      await this.check.run({ ...this.request(), source }, limits, () => this.tellSoon());
    } catch (error) {
      if (error instanceof RowFileError) this.rows.refuse(error);
      else if (error instanceof SyntaxError) this.trouble = NO_JSON;
      else throw error;
    } finally {
      await this.tell();
    }
  }

  private async begin(part: 'first' | 'all'): Promise<void> {
    const { services, setup, runId } = this;
    const { opened: source } = this.rows;
    if (!source || runId !== undefined || this.check.isRunning) return;
    const connection = services.connections.active;
    // Nobody waits for a check of rows that will be refused.
    assertAccess(setup.operation, connection, services.locks.access(connection));
    const wasChecked = this.check.now.state === 'done';
    if (!wasChecked) await this.checkRows();
    const { now: check } = this.check;
    if (check.state !== 'done') return;
    const { ready, doubtful, blocked, repeated } = check.found;
    // What the check finds is read before anything is sent.
    if (!wasChecked && doubtful + blocked + repeated > 0) return;
    const requests = ready + (this.sendDoubtful ? doubtful : 0);
    if (requests === 0) return;
    const plan = await services.runs.store.newRows(
      {
        ...{ ...this.request(), connection, source },
        doubtful: this.sendDoubtful ? 'send' : 'leaveOut',
      },
      new AbortController().signal,
    );
    this.runId = plan.id;
    const begun = await services.starts
      .begin(plan.id, { requests, ...(part === 'first' ? { rows: readFirstRows() } : {}) })
      .finally(async () => {
        // A run that nobody agreed to is none.
        if (services.runs.isOurs(plan.id)) return;
        this.runId = undefined;
        await services.runs.remove(plan.id);
      });
    await this.tell();
    if (begun) await vscode.commands.executeCommand('keap.runs.focus', { preserveFocus: true });
  }

  private tellSoon(): void {
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      void this.tell();
    }, TELL_EVERY_MS);
  }

  private async tell(): Promise<void> {
    this.rpc.emit('model', await this.model());
  }

  private async model() {
    const { runs, legacyKeys } = this.services;
    this.look = this.runId === undefined ? undefined : await runs.look(this.runId);
    const { setup, runId } = this;
    const { file, opened, previews, trouble: sourceTrouble } = this.rows;
    const kept = {
      operationKey: setup.operation.key,
      draft: parseDraft(JSON.parse(await legacyKeys.mask(JSON.stringify(redactDraft(setup.draft))))),
      mapping: setup.mapping,
      file,
      runId,
    };
    return rowRunModel({
      ...{ setup, file, kept, now: await this.now(), look: this.look, firstRows: readFirstRows() },
      ...{ opened, sourceTrouble, previews },
      ...{ check: this.check.now, sendDoubtful: this.sendDoubtful, trouble: this.trouble },
    });
  }

  private async now(): Promise<ConnectionNow> {
    const { connections, locks, sender } = this.services;
    const { active } = connections;
    const connection = await sender.located(active).catch(() => active);
    return { connection, access: locks.access(connection) };
  }
}

const NO_JSON =
  'What all rows have in common is no JSON where columns go, so nothing can be put into it; put it right in the request builder.';
