import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import { DEFAULT_ORIGIN } from '../../keap/connection.ts';
import { SendError } from '../../keap/http/sendError.ts';
import { comesBack } from '../../keap/httpFile/comesBack.ts';
import { nameFrom, nameProblem } from '../../keap/httpFile/requestName.ts';
import { savedText, withKeyLine } from '../../keap/httpFile/savedText.ts';
import { codeOrigin } from '../../keap/request/destination.ts';
import type { FileChoice, RequestDraft } from '../../keap/request/draft.ts';
import { buildRequest } from '../../keap/request/httpRequest.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { LegacyKeys } from '../connections/legacyKeys.ts';
import { askText, BACK, pickOne } from '../connections/multiStep.ts';
import type { SavedLink, SavedLinks } from './savedLinks.ts';
import type { SavedPlace, SavedRequests } from './savedRequests.ts';

/** A request as its builder has it. */
export interface Composed {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
}

/** A folder that a request can be saved in. */
interface Shelf {
  readonly place: SavedPlace;
  readonly folder: vscode.Uri;
  /** From the place on. */
  readonly path: string;
}

const TITLE = 'Save request';
const MOST_DEEP = 4;

/** *Keap: Save request*: writes what a builder shows to the file it came from, or to one with a name of its own. */
export class RequestSaver {
  private readonly saved: SavedRequests;
  private readonly links: SavedLinks;
  private readonly connections: ConnectionStore;
  private readonly legacyKeys: LegacyKeys;

  constructor(saved: SavedRequests, links: SavedLinks, connections: ConnectionStore) {
    this.legacyKeys = new LegacyKeys(connections);
    this.saved = saved;
    this.links = links;
    this.connections = connections;
  }

  /**
   * @param anew asks for a name also where the request was saved before
   * @returns the name; undefined where nothing was saved
   */
  async save(composed: Composed, anew = false): Promise<string | undefined> {
    if (await this.legacyKeys.in(JSON.stringify(composed.draft))) {
      throw new SendError('invalid', 'The request was not saved: a Legacy Key stands in it; remove it first.');
    }
    const link = this.links.of(composed.operation.key);
    if (!link || anew) return this.saveAnew(composed, link?.name ?? nameFrom(composed.operation.title));
    const text = withKeyLine(this.textOf(composed, link.name, link.uri), link.text);
    if (link.more) {
      return this.decide(
        composed,
        link,
        text,
        `The file of ${plainText(link.name)} says more than a builder can keep.`,
      );
    }
    const { outcome } = await this.saved.overwrite(link.uri, link.text, text);
    if (outcome === 'written') return this.remember(composed, { ...link, text });
    if (outcome === 'gone') return this.saveAnew(composed, link.name);
    const changed = `${plainText(link.name)} was changed in its file meanwhile, so it was not overwritten.`;
    return this.decide(composed, link, text, changed);
  }

  /** Whether a file is word for word what this would write, but for the server. */
  wrote(composed: Composed, { name, uri, text }: Omit<SavedLink, 'draft' | 'more'>): boolean {
    const plain = (words: string) =>
      words
        .replaceAll('\r\n', '\n')
        .replace(/^([A-Z]+ )https:\/\/[^/]+/m, '$1')
        .trimEnd();
    try {
      return plain(withKeyLine(this.textOf(composed, name, uri), text)) === plain(text);
    } catch {
      return false;
    }
  }

  /** Lets someone decide about a file that somebody else may have written. */
  private async decide(
    composed: Composed,
    link: SavedLink,
    text: string,
    message: string,
  ): Promise<string | undefined> {
    const [another, show, replace] = ['Save as another', 'Show the file', 'Replace it'];
    const chosen = await vscode.window.showWarningMessage(message, another, show, replace);
    if (chosen === another) return this.saveAnew(composed, link.name);
    if (chosen === show) await vscode.window.showTextDocument(link.uri);
    const now = chosen === replace ? await this.saved.text(link.uri) : undefined;
    if (now === undefined) return undefined;
    const { outcome } = await this.saved.overwrite(link.uri, now, text);
    if (outcome === 'written') return this.remember(composed, { ...link, text });
    void vscode.window.showWarningMessage(
      `${plainText(link.name)} has changes in the editor that are not saved; save or revert them first.`,
    );
    return undefined;
  }

  private async saveAnew(composed: Composed, proposed: string): Promise<string | undefined> {
    const shelves = await this.shelves();
    const [only] = shelves;
    const totalSteps = shelves.length > 1 ? 2 : 1;
    let name = proposed;
    for (;;) {
      const typed = await askText({
        ...{ title: TITLE, step: 1, totalSteps, canGoBack: false },
        prompt: 'Name of the request',
        value: name,
        check: nameProblem,
      });
      if (typeof typed !== 'string') return undefined;
      name = typed.trim();
      const shelf = totalSteps === 1 ? only : await askShelf(shelves);
      if (shelf === BACK) continue;
      if (!shelf) return undefined;
      const write = (free: string, uri: vscode.Uri) => this.textOf(composed, free, uri);
      const file = await this.saved.save(shelf.folder, name, write);
      return this.remember(composed, file);
    }
  }

  private remember({ operation, draft }: Composed, file: Omit<SavedLink, 'draft' | 'more'>): string {
    const { name, uri, text } = file;
    this.links.set(operation.key, { name, uri, text, draft, more: false });
    vscode.window.setStatusBarMessage(`$(check) Saved ${plainText(name)}`, 4_000);
    return name;
  }

  /** @throws SendError where a file could not give the request back */
  private textOf({ operation, schemas, draft }: Composed, name: string, uri: vscode.Uri): string {
    const { active } = this.connections;
    const origin = active.kind === 'sandbox' ? DEFAULT_ORIGIN : codeOrigin(active);
    const own = this.saved.places.some(({ kind, root }) => kind === 'own' && uri.path.startsWith(`${root.path}/`));
    const pathOf = (file: FileChoice) => pathTo(file, uri, own);
    const text = savedText(buildRequest(operation, schemas, draft), origin, { title: name, pathOf });
    if (comesBack(text, operation, schemas, draft)) return text;
    throw new SendError('invalid', 'The request cannot be saved as it is: its body is no JSON. Mend the body first.');
  }

  private async shelves(): Promise<Shelf[]> {
    const all = this.saved.places.map((place) => this.shelvesIn({ place, folder: place.root, path: '' }, 0));
    return (await Promise.all(all)).flat();
  }

  private async shelvesIn(shelf: Shelf, depth: number): Promise<Shelf[]> {
    const entries = depth < MOST_DEEP ? await this.saved.entries(shelf.folder) : [];
    const folders = entries.filter(({ kind }) => kind === 'folder');
    const below = folders.map(({ name, uri }) =>
      this.shelvesIn({ place: shelf.place, folder: uri, path: `${shelf.path}/${name}` }, depth + 1),
    );
    return [shelf, ...(await Promise.all(below)).flat()];
  }
}

async function askShelf(shelves: readonly Shelf[]): Promise<Shelf | typeof BACK | undefined> {
  const items = shelves.map((shelf) => ({
    shelf,
    label: plainText(`${shelf.place.name}${shelf.path}`),
    description:
      shelf.place.kind === 'own'
        ? 'for all workspaces, on this machine'
        : plainText(vscode.workspace.asRelativePath(shelf.folder, false)),
    iconPath: new vscode.ThemeIcon(
      shelf.path !== '' ? 'folder' : shelf.place.kind === 'own' ? 'account' : 'root-folder',
    ),
  }));
  const place = { title: TITLE, step: 2, totalSteps: 2, canGoBack: true };
  const chosen = await pickOne({ ...place, placeholder: 'Where to save it', items });
  return chosen === undefined || chosen === BACK ? chosen : chosen.shelf;
}

/** From a saved request to a file of a form: only what others have, too, is named by its place in a workspace. */
function pathTo({ uri, name }: FileChoice, from: vscode.Uri, own: boolean): string {
  const file = vscode.Uri.parse(uri);
  if (own) return file.path;
  const folder = vscode.workspace.getWorkspaceFolder(from)?.uri;
  if (!folder || vscode.workspace.getWorkspaceFolder(file)?.uri.toString() !== folder.toString()) return `./${name}`;
  const steps = from.path.slice(folder.path.length + 1).split('/').length - 1;
  return `${'../'.repeat(steps) || './'}${file.path.slice(folder.path.length + 1)}`;
}
