import * as vscode from 'vscode';
import { KINDS, type Kind, manyOf, oneOf } from '../../keap/account/kinds.ts';
import { listingOf } from '../../keap/account/listing.ts';
import type { AccountRecord } from '../../keap/account/recordFetch.ts';
import { shortPath } from '../../keap/catalog/routeWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Commands } from '../commands.ts';
import { BACK, onlyStep, pickOne } from '../connections/multiStep.ts';
import { pickRecords, type RecordPickerServices } from './recordPicker.ts';
import { capital, wantedOf } from './recordWish.ts';

/** What people look up most, first. */
const USUAL: readonly Kind[] = [
  ...(['tag', 'user', 'contact', 'company', 'product', 'opportunityStage', 'customField:contacts'] as const),
];
const INSERT: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('insert'), tooltip: 'Insert into the editor' };
const TOLD_MS = 5_000;

interface KindItem extends vscode.QuickPickItem {
  readonly chosen?: Kind;
}

/** *Keap: Look up id*: a kind, then a record of it; its id is copied, or goes into the editor. */
export function lookUpCommands(services: RecordPickerServices): Commands {
  return {
    'keap.lookUpId': async () => {
      const editor = vscode.window.activeTextEditor;
      const kind = await pickKind(services);
      if (!kind) return;
      const connection = services.connections.active;
      const wanted = await wantedOf(kind, () => undefined, connection, services);
      if (!wanted) return;
      const insert = (record: AccountRecord) => {
        void editor?.edit((edit) => {
          for (const selection of editor.selections) edit.replace(selection, record.id);
        });
      };
      const wish = { connection, wanted, purpose: 'Copy the id', present: [], many: false };
      const rowButton = editor ? { rowButton: { button: INSERT, run: insert } } : {};
      const [record] = (await pickRecords({ ...wish, ...rowButton }, services)) ?? [];
      if (!record) return;
      await vscode.env.clipboard.writeText(record.id);
      vscode.window.setStatusBarMessage(`Copied ${plainText(record.id)}: ${plainText(record.label)}`, TOLD_MS);
    },
  };
}

async function pickKind({ connections, lookup }: RecordPickerServices): Promise<Kind | undefined> {
  await connections.ready;
  const rest = KINDS.filter((kind) => !USUAL.includes(kind)).toSorted((a, b) => manyOf(a).localeCompare(manyOf(b)));
  const item = async (chosen: Kind): Promise<KindItem> => {
    const { operation } = listingOf(chosen);
    return { chosen, label: capital(oneOf(chosen)), description: shortPath(await lookup.operation(operation)) };
  };
  const separator: KindItem = { label: 'All', kind: vscode.QuickPickItemKind.Separator };
  const items = [...(await Promise.all(USUAL.map(item))), separator, ...(await Promise.all(rest.map(item)))];
  const place = onlyStep(`Look up an id in ${plainText(connections.active.name)}`);
  const picked = await pickOne({ ...place, placeholder: 'What to look up', items });
  return picked === undefined || picked === BACK ? undefined : picked.chosen;
}
