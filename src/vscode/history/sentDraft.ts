import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { timeOfDay } from '../../keap/history/historyWords.ts';
import { bodyTemplate } from '../../keap/request/bodyTemplate.ts';
import { emptyDraft, type RequestDraft } from '../../keap/request/draft.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import type { HistoryStore } from './historyStore.ts';

interface Services {
  readonly store: HistoryStore;
  readonly catalog: CatalogFiles;
  readonly panels: BuilderPanels;
}

/** Shows what was sent in its request builder. What someone typed there and never sent can be taken back. */
export async function showSentDraft(entry: HistoryEntry, draft: RequestDraft, services: Services): Promise<void> {
  const { key } = entry.operation;
  const { panels } = services;
  const typed = panels.draftOf(key);
  const lost = typed !== undefined && (await isNowhereElse(typed, draft, services));
  await panels.show(key, draft);
  if (!lost) return;
  const back = 'Take back what was typed';
  const message = `The request builder shows what was sent at ${timeOfDay(entry.at)}.`;
  const verb = await vscode.window.showInformationMessage(message, back);
  if (verb === back) await panels.show(key, typed);
}

/** Whether a draft is neither shown now, nor as a builder begins, nor in the history. */
async function isNowhereElse(typed: RequestDraft, shown: RequestDraft, { store, catalog }: Services): Promise<boolean> {
  const { operationKey } = typed;
  const found = await catalog.operation(operationKey);
  const declared = found?.operation.requestBody;
  const body = found && declared ? bodyTemplate(declared.schema, found.catalog.schemas) : '';
  const sent = store.entries.flatMap((entry) => store.keptNow(entry)?.draft ?? []);
  const elsewhere = [shown, emptyDraft(operationKey), { ...emptyDraft(operationKey), body }, ...sent];
  return !elsewhere.some((draft) => isDeepStrictEqual(draft, typed));
}
