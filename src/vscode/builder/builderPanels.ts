import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { asNumber, asObject } from '../../keap/json.ts';
import { emptyBody } from '../../keap/request/bodyTemplate.ts';
import { emptyDraft, parseDraft, type RequestDraft } from '../../keap/request/draft.ts';
import type { ConvertedFrom } from '../../protocol/builder.ts';
import type { BodyDrafts } from '../bodies/bodyDocuments.ts';
import { BuilderPanel } from './builderPanel.ts';
import type { BuilderServices } from './builderServices.ts';
import { BUILDER_VIEW } from './builderView.ts';
import type { SavedDraft } from './draftFiles.ts';

/** Drafts of closed builders, kept while VS Code runs so that closing a tab loses nothing. */
const MOST_DRAFTS = 100;

/**
 * The open request builders: one for each operation. They stay when the extension ends: VS Code restores them after a
 * reload, with everything typed.
 */
export class BuilderPanels implements vscode.WebviewPanelSerializer, BodyDrafts {
  private readonly catalog: CatalogFiles;
  private readonly services: BuilderServices;
  private readonly open = new Map<string, BuilderPanel>();
  private readonly closedDrafts = new Map<string, SavedDraft>();

  constructor(catalog: CatalogFiles, services: BuilderServices) {
    this.catalog = catalog;
    this.services = services;
    catalog.onDidChange(() => void this.describeAnew());
  }

  /** Shows the builder of an operation: the open one, or a new one with the draft given or left behind. */
  async show(key: string, draft?: RequestDraft): Promise<void> {
    const shown = this.open.get(key);
    if (shown) {
      shown.panel.reveal();
      if (draft) await shown.replaceDraft(draft);
      return;
    }
    // Next to another builder in view: an answer may be active, and beside that one answers would drift to the right.
    const other = [...this.open.values()].find((each) => each.panel.visible)?.panel.viewColumn;
    const column = other ?? vscode.ViewColumn.Active;
    await this.create(key, { viewColumn: column }, draft);
  }

  /** Tells in an open builder what its draft was converted from. */
  async tellConverted(key: string, converted: ConvertedFrom): Promise<void> {
    await this.open.get(key)?.tellConverted(converted);
  }

  /** Sends the draft of an operation through its builder, which opens beside the active editor where there is none. */
  async send(key: string): Promise<void> {
    const { viewColumn } = vscode.window.tabGroups.activeTabGroup;
    const beside = viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
    if (!this.open.has(key)) await this.create(key, { viewColumn: beside, preserveFocus: true });
    this.open.get(key)?.sendNow();
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const draft = parseDraft(asObject(state)?.['draft']);
    if (!draft) {
      panel.dispose();
      return;
    }
    const own = { draft, at: asNumber(asObject(state)?.['at']) ?? 0 };
    let newest: SavedDraft = own;
    const filed = await this.services.drafts.load(draft.operationKey);
    for (const each of [filed, this.closedDrafts.get(draft.operationKey)]) {
      if (each && each.at > newest.at) newest = each;
    }
    await this.fill(panel, draft.operationKey, newest);
  }

  /** The builder in the active tab. */
  get active(): BuilderPanel | undefined {
    return [...this.open.values()].find(({ panel }) => panel.active);
  }

  /** What was last typed for an operation, open or closed. */
  draftOf(key: string): RequestDraft | undefined {
    return this.open.get(key)?.draft ?? this.closedDrafts.get(key)?.draft;
  }

  async loadBody(key: string): Promise<string | undefined> {
    const found = this.draftOf(key) ? undefined : await this.catalog.operation(key);
    if (found?.operation.requestBody) {
      const filed = await this.services.drafts.load(key);
      const saved = filed ?? { draft: newDraft(found.operation, found.catalog.schemas), at: 0 };
      // A builder may have opened meanwhile.
      if (!this.draftOf(key)) this.remember(key, saved);
    }
    return this.draftOf(key)?.body;
  }

  typeBody(key: string, body: string): void {
    const builder = this.open.get(key);
    const closed = this.closedDrafts.get(key)?.draft;
    if (builder) {
      builder.typeBody(body);
    } else if (closed && closed.body !== body) {
      const saved = { draft: { ...closed, body }, at: Date.now() };
      this.remember(key, saved);
      void this.services.drafts.save(key, saved);
    }
  }

  bodyClosed(key: string): void {
    // The file is also that of a builder that VS Code has not shown since it started.
    if (!this.open.has(key) && builderTabs() <= this.open.size) void this.services.drafts.forget(key);
  }

  /** Shows open requests by the description that is in use now; what it no longer has stays as it was. */
  private async describeAnew(): Promise<void> {
    for (const [key, builder] of this.open) {
      const found = await this.catalog.operation(key);
      if (found) await builder.describe(found.operation, found.catalog);
    }
  }

  private async create(key: string, shown: PanelColumn, draft?: RequestDraft): Promise<void> {
    const options = { enableScripts: true, enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel(BUILDER_VIEW, 'Request builder', shown, options);
    const known = draft ?? this.closedDrafts.get(key)?.draft;
    await this.fill(panel, key, known && { draft: known, at: Date.now() });
  }

  private remember(key: string, saved: SavedDraft): void {
    this.closedDrafts.delete(key);
    this.closedDrafts.set(key, saved);
    const [oldest] = this.closedDrafts.keys();
    if (oldest !== undefined && this.closedDrafts.size > MOST_DRAFTS) this.closedDrafts.delete(oldest);
  }

  private async fill(panel: vscode.WebviewPanel, key: string, saved: SavedDraft | undefined): Promise<void> {
    const found = await this.catalog.operation(key);
    if (!found) {
      panel.dispose();
      void vscode.window.showWarningMessage(`The API no longer lists ${key}, so its request builder was closed.`);
      return;
    }
    const { operation, catalog } = found;
    const start = saved ?? { draft: newDraft(operation, catalog.schemas), at: 0 };
    const builder = new BuilderPanel(panel, operation, catalog, start, this.services);
    this.open.set(key, builder);
    this.services.seen(key);
    panel.onDidDispose(() => {
      if (this.open.get(key) === builder) this.open.delete(key);
      this.services.links.drop(key);
      this.remember(key, builder.saved);
      if (!this.services.bodies.isOpen(key)) void this.services.drafts.forget(key);
    });
    this.services.bodies.changed(key, builder.draft.body);
  }
}

type PanelColumn = Exclude<Parameters<typeof vscode.window.createWebviewPanel>[2], vscode.ViewColumn>;

/** How many tabs hold builders, shown since VS Code started or not. */
function builderTabs(): number {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  // VS Code puts something of its own before a type of webview.
  return inputs.filter((input) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(BUILDER_VIEW))
    .length;
}

/** A draft to begin with: only what someone fills in is sent. */
function newDraft(operation: Operation, schemas: Schemas): RequestDraft {
  const body = operation.requestBody ? emptyBody(operation.requestBody.schema, schemas) : '';
  return { ...emptyDraft(operation.key), body };
}
