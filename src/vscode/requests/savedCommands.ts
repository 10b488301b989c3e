import * as vscode from 'vscode';
import { KEY_VARIABLE } from '../../keap/codegen/codeRequest.ts';
import { nameProblem } from '../../keap/httpFile/requestName.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import type { Commands } from '../commands.ts';
import { askText, BACK, onlyStep, pickOne } from '../connections/multiStep.ts';
import type { FileRequests, ReadFile } from './fileRequests.ts';
import type { FileSender } from './fileSender.ts';
import { CHANGED } from './httpCommands.ts';
import type { SavedLinks } from './savedLinks.ts';
import type { SavedEntry, SavedRequests } from './savedRequests.ts';
import type { SavedNode, SavedView } from './savedView.ts';

export interface SavedCommandServices {
  readonly saved: SavedRequests;
  readonly view: SavedView;
  readonly links: SavedLinks;
  readonly files: FileRequests;
  readonly sender: FileSender;
  readonly panels: BuilderPanels;
}

type RequestNode = Extract<SavedNode, { kind: 'request' | 'part' }>;

/** The commands of saved requests: what a row of the view is told, else of the one that someone picks. */
export function savedCommands(services: SavedCommandServices): Commands {
  const { saved, view, links, files, sender, panels } = services;

  /** As its file has it now, which the view may not have heard of yet. */
  const request = async (argument: unknown, title: string) => {
    const node = view.ownNode(argument) ?? (await pickNode(view, title, isRequest));
    if (!node || !isRequest(node)) return undefined;
    const found = await files.current(node);
    if (!found) void vscode.window.showInformationMessage(CHANGED);
    return found && { ...found, entry: node.kind === 'request' ? node.entry : undefined };
  };
  const entry = async (argument: unknown, title: string): Promise<SavedEntry | undefined> => {
    const node = view.ownNode(argument) ?? (await pickNode(view, title, hasEntry));
    return node && hasEntry(node) ? node.entry : undefined;
  };

  return {
    'keap.saveRequest': () => (panels.active ? panels.active.saveNow(false) : noBuilder()),
    'keap.saveRequestAs': () => (panels.active ? panels.active.saveNow(true) : noBuilder()),
    'keap.openSaved': async (argument) => {
      const found = await request(argument, 'Open saved request');
      if (found) await sender.openInBuilder(found.file, found.known, isPlain(found.file) ? found.entry : undefined);
    },
    'keap.sendSaved': async (argument) => {
      const found = await request(argument, 'Send saved request');
      if (found) await sender.send(found.file, found.known);
    },
    'keap.editSaved': async (argument) => {
      const node = view.ownNode(argument) ?? (await pickNode(view, 'Open file of saved request', isRequest));
      if (!node || node.kind === 'place' || node.kind === 'folder') return;
      const at = new vscode.Position('known' in node ? node.known.request.line : 0, 0);
      await vscode.window.showTextDocument(node.file.uri, { selection: new vscode.Range(at, at) });
    },
    'keap.renameSaved': async (argument) => {
      const found = await entry(argument, 'Rename saved request');
      if (found) await rename(found, services);
    },
    'keap.duplicateSaved': async (argument) => {
      const found = await entry(argument, 'Duplicate saved request');
      if (found?.kind === 'file') await saved.duplicate(found);
    },
    'keap.deleteSaved': async (argument) => {
      const found = await entry(argument, 'Delete saved request');
      if (found) await remove(found, saved, links);
    },
    'keap.newSavedFolder': async (argument) => {
      const node = view.ownNode(argument);
      const parent = node?.kind === 'folder' ? node.entry.uri : node?.kind === 'place' ? node.place.root : undefined;
      const folder = parent ?? (await pickPlace(saved));
      const name = folder && (await askName('New folder', 'Name of the folder', ''));
      if (folder && name !== undefined) await saved.makeFolder(folder, name);
    },
  };
}

function noBuilder(): void {
  void vscode.window.showInformationMessage('Open a request in the request builder first; it is what is saved.');
}

/** Whether a builder may write a file anew: with variables or other requests in it, it would lose them. */
function isPlain({ file, text }: ReadFile): boolean {
  const said = text.replaceAll(/^[ \t]*(?:#|\/\/|@KEAP_API_KEY).*$/gm, '').replaceAll('{{KEAP_API_KEY}}', '');
  const own = file.variables.filter(({ name }) => name !== KEY_VARIABLE);
  return file.requests.length === 1 && own.length === 0 && !said.includes('{{');
}

async function rename(entry: SavedEntry, { saved, links }: SavedCommandServices): Promise<void> {
  const title = entry.kind === 'folder' ? 'Rename folder' : 'Rename saved request';
  const name = await askName(title, 'New name', entry.name, async (text) =>
    (await saved.isTaken(entry, text)) ? `${plainText(text)} is there already; choose another name.` : undefined,
  );
  if (name === undefined || name === entry.name) return;
  const to = await saved.rename(entry, name);
  if (!to) {
    void vscode.window.showWarningMessage(`${plainText(entry.name)} could not be renamed.`);
    return;
  }
  if (entry.kind === 'file') links.moved(entry.uri, { name, uri: to, text: (await saved.text(to)) ?? '' });
}

async function remove(entry: SavedEntry, saved: SavedRequests, links: SavedLinks): Promise<void> {
  const name = plainText(entry.name);
  if (entry.kind === 'folder') {
    const count = await saved.count(entry.uri);
    const detail =
      count === 0
        ? 'It holds no saved request.'
        : `It holds ${count === 1 ? 'a saved request' : `${count} saved requests`}. This cannot be undone.`;
    const options = { modal: true, detail };
    // Enter presses the first button.
    const chosen = await vscode.window.showWarningMessage(
      `Delete the folder ${name}?`,
      options,
      'Keep it',
      'Delete folder',
    );
    if (chosen === 'Delete folder') await saved.remove(entry);
    return;
  }
  const undo = await saved.remove(entry);
  links.moved(entry.uri, undefined);
  void vscode.window.showInformationMessage(`Deleted ${name}.`, 'Undo').then(async (chosen) => {
    if (chosen !== 'Undo' || (await undo())) return;
    void vscode.window.showWarningMessage(`${name} was not brought back: another has its name by now.`);
  });
}

async function askName(
  title: string,
  prompt: string,
  value: string,
  refuse?: (name: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const accept = refuse && ((text: string) => refuse(text.trim()));
  const typed = await askText({ ...onlyStep(title), prompt, value, check: nameProblem, ...(accept ? { accept } : {}) });
  return typeof typed === 'string' ? typed.trim() : undefined;
}

async function pickPlace({ places }: SavedRequests): Promise<vscode.Uri | undefined> {
  if (places.length === 1) return places[0]?.root;
  const items = places.map(({ name, root }) => ({ label: plainText(name), root }));
  const chosen = await pickOne({ ...onlyStep('New folder'), placeholder: 'Where to make it', items });
  return chosen === undefined || chosen === BACK ? undefined : chosen.root;
}

async function pickNode(
  view: SavedView,
  title: string,
  of: (node: SavedNode) => boolean,
): Promise<SavedNode | undefined> {
  const nodes = (await view.allNodes()).filter(of);
  if (nodes.length === 0) {
    void vscode.window.showInformationMessage('No request is saved yet: save one from the request builder.');
    return undefined;
  }
  const items = nodes.map((node) => {
    const { label, description, iconPath } = view.getTreeItem(node);
    const text = typeof label === 'string' ? label : (label?.label ?? '');
    return {
      node,
      label: text,
      description: String(description ?? ''),
      ...(iconPath instanceof vscode.ThemeIcon ? { iconPath } : {}),
    };
  });
  const chosen = await pickOne({ ...onlyStep(title), placeholder: 'A saved request', items });
  return chosen === undefined || chosen === BACK ? undefined : chosen.node;
}

function isRequest(node: SavedNode): node is RequestNode {
  return node.kind === 'request' || node.kind === 'part';
}

function hasEntry(node: SavedNode): node is Exclude<SavedNode, { kind: 'place' | 'part' }> {
  return 'entry' in node;
}
