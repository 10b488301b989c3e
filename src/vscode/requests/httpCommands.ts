import * as vscode from 'vscode';
import { type KnownRequest, whyUnknown } from '../../keap/httpFile/knownRequests.ts';
import { redactKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Commands } from '../commands.ts';
import { BACK, onlyStep, pickOne } from '../connections/multiStep.ts';
import { operationIcon } from '../operations/operationWords.ts';
import type { FileRequests, FoundRequest, ReadFile } from './fileRequests.ts';
import type { FileSender } from './fileSender.ts';
import { LensTarget } from './requestLenses.ts';

export const CHANGED = 'The file was changed meanwhile: look at the request as it is now, and send that.';

/** The commands behind the lenses, which ask for the request where no lens says it. */
export function httpCommands(files: FileRequests, sender: FileSender): Commands {
  const withRequest =
    (title: string, work: (file: ReadFile, known: KnownRequest) => Promise<unknown>) =>
    async (argument?: unknown): Promise<void> => {
      const target = argument instanceof LensTarget ? await current(argument, files) : await pickInEditor(title, files);
      if (target) await work(target.file, target.known);
    };
  return {
    'keap.sendHttpRequest': withRequest('Send request of this file', (file, known) => sender.send(file, known)),
    'keap.openHttpRequest': withRequest('Open request of this file in builder', (file, known) =>
      sender.openInBuilder(file, known),
    ),
    'keap.convertHttpRequest': withRequest('Convert request of this file to v2', async (file, known) => {
      const key = await sender.openInBuilder(file, known);
      if (key !== undefined) await vscode.commands.executeCommand('keap.convertToV2', key);
    }),
  };
}

/** The text of a lens that was not redrawn yet may be an old one: what counts is what is in the editor. */
async function current(target: LensTarget, files: FileRequests): Promise<FoundRequest | undefined> {
  const found = await files.current(target);
  if (!found) void vscode.window.showInformationMessage(CHANGED);
  return found;
}

async function pickInEditor(title: string, files: FileRequests): Promise<FoundRequest | undefined> {
  const editor = vscode.window.activeTextEditor;
  const file = editor && (await files.read(editor.document.uri, editor.document.getText()));
  if (!file || file.requests.length === 0) {
    void vscode.window.showInformationMessage(
      'Open a file with HTTP requests first: a method and an address, after a line of ###.',
    );
    return undefined;
  }
  const items = file.requests.map((known) => ({ known, ...itemOf(known) }));
  const line = editor.selection.active.line;
  const active = items.find(({ known: { request } }) => request.first <= line && line <= request.last);
  const chosen = await pickOne({ ...onlyStep(title), placeholder: 'A request of this file', items, active });
  if (chosen === undefined || chosen === BACK) return undefined;
  const why = whyUnknown(chosen.known);
  if (why === undefined) return { file, known: chosen.known };
  void vscode.window.showInformationMessage(plainText(redactKeys(why), 400));
  return undefined;
}

function itemOf(known: KnownRequest): vscode.QuickPickItem {
  const { request, operation } = known;
  const target = plainText(redactKeys(`${request.method} ${request.url}`), 120);
  return {
    label: plainText(redactKeys(request.title ?? request.name ?? target)),
    description: operation?.title ?? 'not a request that Keap has',
    detail: `Line ${request.line + 1}: ${target}`,
    iconPath: operation ? operationIcon(operation) : new vscode.ThemeIcon('question'),
  };
}
