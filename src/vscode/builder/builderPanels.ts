import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { asNumber, asObject } from '../../keap/json.ts';
import { emptyBody } from '../../keap/request/bodyTemplate.ts';
import { emptyDraft, parseDraft, type RequestDraft } from '../../keap/request/draft.ts';
import { BuilderPanel, type BuilderServices } from './builderPanel.ts';
import { BUILDER_VIEW } from './builderView.ts';
import type { SavedDraft } from './draftFiles.ts';

/** Drafts of closed builders, kept while VS Code runs so that closing a tab loses nothing. */
const MOST_DRAFTS = 100;

/**
 * The open request builders: one for each operation. They stay when the extension ends: VS Code restores them after a
 * reload, with everything typed.
 */
export class BuilderPanels implements vscode.WebviewPanelSerializer {
  private readonly catalog: CatalogFiles;
  private readonly services: BuilderServices;
  private readonly open = new Map<string, BuilderPanel>();
  private readonly closedDrafts = new Map<string, RequestDraft>();

  constructor(catalog: CatalogFiles, services: BuilderServices) {
    this.catalog = catalog;
    this.services = services;
  }

  /** Shows the builder of an operation: the open one, or a new one with the draft given or left behind. */
  async show(key: string, draft?: RequestDraft): Promise<void> {
    const shown = this.open.get(key);
    if (shown) {
      shown.panel.reveal();
      if (draft) await shown.replaceDraft(draft);
      return;
    }
    const options = { enableScripts: true, enableFindWidget: true };
    // Next to another builder in view: an answer may be active, and beside that one answers would drift to the right.
    const other = [...this.open.values()].find((each) => each.panel.visible)?.panel.viewColumn;
    const column = other ?? vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(BUILDER_VIEW, 'Request builder', column, options);
    const known = draft ?? this.closedDrafts.get(key);
    await this.fill(panel, key, known && { draft: known, at: Date.now() });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const draft = parseDraft(asObject(state)?.['draft']);
    if (!draft) {
      panel.dispose();
      return;
    }
    const own = { draft, at: asNumber(asObject(state)?.['at']) ?? 0 };
    const filed = await this.services.drafts.load(draft.operationKey);
    await this.fill(panel, draft.operationKey, filed && filed.at > own.at ? filed : own);
  }

  /** The builder in the active tab. */
  get active(): BuilderPanel | undefined {
    return [...this.open.values()].find(({ panel }) => panel.active);
  }

  /** What was last typed for an operation, open or closed. */
  draftOf(key: string): RequestDraft | undefined {
    return this.open.get(key)?.draft ?? this.closedDrafts.get(key);
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
    panel.onDidDispose(() => {
      if (this.open.get(key) === builder) this.open.delete(key);
      void this.services.drafts.forget(key);
      this.services.links.drop(key);
      this.closedDrafts.delete(key);
      this.closedDrafts.set(key, builder.draft);
      const [oldest] = this.closedDrafts.keys();
      if (oldest !== undefined && this.closedDrafts.size > MOST_DRAFTS) this.closedDrafts.delete(oldest);
    });
  }
}

/** A draft to begin with: only what someone fills in is sent. */
function newDraft(operation: Operation, schemas: Schemas): RequestDraft {
  const body = operation.requestBody ? emptyBody(operation.requestBody.schema, schemas) : '';
  return { ...emptyDraft(operation.key), body };
}
