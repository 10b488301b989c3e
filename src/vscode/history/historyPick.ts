import * as vscode from 'vscode';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { entryWords, historyDays } from '../../keap/history/historyWords.ts';
import { requestLine, searchHistory } from '../../keap/history/searchHistory.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { holdsKey, redactKeys, removeKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { HistoryStore } from './historyStore.ts';
import { historyIcon } from './historyView.ts';

/** What someone chose, and by which of its buttons where it was by one. */
export interface ChosenEntry {
  readonly entry: HistoryEntry;
  readonly button?: vscode.QuickInputButton;
}

export interface HistoryChoice {
  readonly title: string;
  /** From these, in this order. */
  readonly entries: readonly HistoryEntry[];
  /** Said where there are none. */
  readonly none: string;
  /** What an entry stands under; its day where nothing else is said. */
  readonly heading?: (entry: HistoryEntry) => string;
  /** What can be done with an entry besides choosing it. */
  readonly buttons?: readonly vscode.QuickInputButton[];
}

interface EntryItem extends vscode.QuickPickItem {
  readonly entry?: HistoryEntry;
}

/** More hits than anyone reads. */
const MOST_SHOWN = 200;
/** Of so many of the latest requests the values that were sent are searched, too. */
const MOST_READ = 500;

/**
 * Lets someone find an entry by words of what was asked, of whom and how it ended. VS Code's own matching is switched
 * off: ours knows more than what is shown. Undefined where nobody chose.
 */
export async function pickEntry(choice: HistoryChoice, store: HistoryStore): Promise<ChosenEntry | undefined> {
  const { title, entries, none, heading = dayNames(entries), buttons = [] } = choice;
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(none);
    return undefined;
  }
  const drafts = new Map(
    entries.flatMap((entry) => {
      const draft = store.keptNow(entry)?.draft;
      return draft ? [[entry.id, draft] as const] : [];
    }),
  );
  const pick = vscode.window.createQuickPick<EntryItem>();
  pick.title = title;
  pick.placeholder = 'Words of title, path, status, connection or of a value that was sent';
  const show = () => {
    const found = searchHistory(entries, pick.value, ({ id }) => drafts.get(id), MOST_SHOWN);
    pick.items = underHeadings(found, heading, (entry) => entryItem(entry, drafts.get(entry.id), buttons));
  };
  const typed = () => {
    // A key has no business here, nor is it in any entry.
    if (holdsKey(pick.value)) pick.value = removeKeys(pick.value);
    show();
  };
  show();
  pick.busy = true;
  void readDrafts(entries, drafts, store).then((found) => {
    pick.busy = false;
    if (!found) return;
    const active = pick.activeItems[0]?.entry;
    show();
    const rows = pick.items.filter(({ entry }) => entry);
    // With none active, Enter would do nothing.
    pick.activeItems = [rows.find(({ entry }) => entry === active) ?? rows[0]].filter((row) => row !== undefined);
  });
  return new Promise((resolve) => {
    pick.onDidChangeValue(typed);
    pick.onDidTriggerItemButton(({ button, item: { entry } }) => {
      resolve(entry && { entry, button });
      pick.hide();
    });
    pick.onDidAccept(() => {
      // Rows that are replaced at this moment are not selected.
      const entry = (pick.selectedItems[0] ?? pick.activeItems[0])?.entry;
      if (!entry) return;
      resolve({ entry });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** Reads what was sent by earlier windows. @returns whether there was anything */
async function readDrafts(
  entries: readonly HistoryEntry[],
  drafts: Map<string, RequestDraft>,
  store: HistoryStore,
): Promise<boolean> {
  const before = drafts.size;
  const read = async (entry: HistoryEntry) => {
    const draft = await store.draftOf(entry);
    if (draft) drafts.set(entry.id, draft);
  };
  const unread = entries.slice(0, MOST_READ).filter(({ id }) => !drafts.has(id));
  await Promise.all(unread.map(read));
  return drafts.size > before;
}

function dayNames(entries: readonly HistoryEntry[]): (entry: HistoryEntry) => string {
  const days = historyDays(entries, Date.now());
  const names = new Map(days.flatMap(({ name, entries: ofDay }) => ofDay.map(({ id }) => [id, name] as const)));
  return ({ id }) => names.get(id) ?? '';
}

function underHeadings(
  entries: readonly HistoryEntry[],
  heading: (entry: HistoryEntry) => string,
  itemOf: (entry: HistoryEntry) => EntryItem,
): EntryItem[] {
  let last: string | undefined;
  return entries.flatMap((entry) => {
    const label = heading(entry);
    const begins = label !== last;
    last = label;
    return [...(begins ? [{ label, kind: vscode.QuickPickItemKind.Separator }] : []), itemOf(entry)];
  });
}

function entryItem(
  entry: HistoryEntry,
  draft: RequestDraft | undefined,
  buttons: readonly vscode.QuickInputButton[],
): EntryItem {
  return {
    entry,
    label: plainText(entry.operation.title),
    description: plainText(entryWords(entry)),
    detail: plainText(redactKeys(requestLine(entry, draft)), 200),
    iconPath: historyIcon(entry),
    buttons,
    alwaysShow: true,
  };
}
