import * as vscode from 'vscode';
import { asList, asObject, asString } from '../../keap/json.ts';
import { emptyBody } from '../../keap/request/bodyTemplate.ts';
import { emptyDraft, parseDraft, type RequestDraft } from '../../keap/request/draft.ts';
import { ENCODINGS } from '../../keap/runs/rows/decodedFile.ts';
import { parseColumnMapping } from '../../keap/runs/rows/mapping.ts';
import type { RowFile } from '../../keap/runs/rows/openRows.ts';
import { RowSetup } from '../../keap/runs/rows/rowSetup.ts';
import { RowRunPanel } from './rowRunPanel.ts';
import type { RowRunServices } from './rowRunServices.ts';
import { ROW_RUN_VIEW } from './rowRunViewType.ts';

/** The pages of runs for each row. VS Code restores them after a reload, with what was decided. */
export class RowRunPanels implements vscode.WebviewPanelSerializer {
  private readonly services: RowRunServices;

  constructor(services: RowRunServices) {
    this.services = services;
  }

  /** @param draft what all rows have in common */
  async show(key: string, draft: RequestDraft | undefined, file: RowFile): Promise<void> {
    const found = await this.services.catalog.operation(key);
    if (!found) return;
    const { operation } = found;
    const { schemas } = found.catalog;
    const body = operation.requestBody ? emptyBody(operation.requestBody.schema, schemas) : '';
    const start = draft ?? { ...emptyDraft(key), body };
    const panel = vscode.window.createWebviewPanel(ROW_RUN_VIEW, 'Run', vscode.ViewColumn.Active, {
      enableScripts: true,
    });
    this.add(panel, new RowSetup(operation, found.catalog, start), { file, runId: undefined });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = asObject(state);
    const draft = parseDraft(kept?.['draft']);
    const found = draft && (await this.services.catalog.operation(draft.operationKey));
    if (!draft || !found) {
      panel.dispose();
      return;
    }
    const mapping = (asList(kept?.['mapping']) ?? []).map(parseColumnMapping).filter((each) => each !== undefined);
    const setup = new RowSetup(found.operation, found.catalog, draft, mapping);
    this.add(panel, setup, { file: parseFile(kept?.['file']), runId: asString(kept?.['runId']) });
  }

  private add(panel: vscode.WebviewPanel, setup: RowSetup, given: ConstructorParameters<typeof RowRunPanel>[2]): void {
    // It is held by VS Code, through its listeners, until its tab is closed.
    new RowRunPanel(panel, setup, given, this.services);
  }
}

function parseFile(value: unknown): RowFile | undefined {
  const source = asObject(value);
  const path = asString(source?.['path']);
  const name = asString(source?.['name']);
  const encoding = ENCODINGS.find((each) => each === source?.['encoding']);
  return path && name ? { path, name, ...(encoding ? { encoding } : {}) } : undefined;
}
