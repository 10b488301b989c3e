import * as vscode from 'vscode';
import type { SetAside } from '../../keap/apiChanges/takenReader.ts';
import { API_LABELS } from '../../keap/catalog/catalogData.ts';
import { asStrings } from '../../keap/json.ts';

const STATE_KEY = 'keap.apiSetAsideTold';
const CHECK = 'Check for API changes';
const AGAIN = 'Read again';

/**
 * Tells of each description that a person chose and that does not count: once, unless it may count the next time. What
 * was chosen stays on disk: a later start may read it, or an extension that knows its format.
 * @param readAgain looks at what is on disk anew
 */
export async function tellSetAside(
  setAside: readonly SetAside[],
  state: vscode.Memento,
  readAgain: () => void,
): Promise<void> {
  const told = new Set(asStrings(state.get(STATE_KEY)) ?? []);
  const lasting = setAside.filter(({ because }) => because !== 'unreadable');
  const now = lasting.map(({ version, because }) => `${version} ${because}`);
  if (told.size > 0 || now.length > 0) await state.update(STATE_KEY, now);
  for (const each of setAside) {
    if (told.has(`${each.version} ${each.because}`)) continue;
    const action = each.because === 'unreadable' ? AGAIN : CHECK;
    void vscode.window.showWarningMessage(setAsideWords(each), action).then((choice) => {
      if (choice === AGAIN) readAgain();
      else if (choice === CHECK) void vscode.commands.executeCommand('keap.checkApiChanges');
    });
  }
}

function setAsideWords({ version, because, instead }: SetAside): string {
  const label = API_LABELS[version];
  const used = instead === 'before' ? 'the one before it is used' : 'the built-in one is used';
  switch (because) {
    case 'older':
      return `This version of the extension brings a newer description of ${label} than the one you chose, and uses it.`;
    case 'newer':
      return 'The API descriptions were chosen with a newer version of this extension, so the built-in ones are used.';
    case 'unreadable':
      return `The description of ${label} that you chose cannot be read now, so ${used}.`;
    case 'damaged':
      return `The description of ${label} that you chose is damaged, so ${used}.`;
  }
}
