import * as vscode from 'vscode';
import type { OperationSummary } from '../../keap/catalog/operation.ts';
import { shortPath } from '../../keap/catalog/routeWords.ts';
import { OperationSearch } from '../../keap/catalog/search.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { type Connection, DEFAULT_ORIGIN, SANDBOX } from '../../keap/connection.ts';
import { asObject, asString } from '../../keap/json.ts';
import { codeOrigin } from '../../keap/request/destination.ts';
import { emptyDraft, type RequestDraft } from '../../keap/request/draft.ts';
import { buildRequest } from '../../keap/request/httpRequest.ts';
import { holdsKey } from '../../keap/safety/keyShapes.ts';
import { assertAccess } from '../../keap/safety/safety.ts';
import type { BodyDocuments } from '../bodies/bodyDocuments.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender } from '../sending/sender.ts';
import type { ApiView } from './apiView.ts';
import type { OperationMemory } from './operationMemory.ts';
import { pickOperation } from './operationPick.ts';
import { askForRequired } from './quickSend.ts';
import type { ComposedRequest, RequestCode } from './requestCode.ts';

export interface OperationCommandServices {
  readonly catalog: CatalogFiles;
  readonly memory: OperationMemory;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly bodies: BodyDocuments;
  readonly panels: BuilderPanels;
  readonly code: RequestCode;
  readonly apiView: ApiView;
}

/** The harmless call a newcomer starts with: a page of contacts. */
const FIRST_REQUEST: RequestDraft = { ...emptyDraft('v2:listContacts'), parameters: { 'query:page_size': '25' } };

/** The commands around operations: find, open, send, copy, remember, filter. */
export function operationCommands(services: OperationCommandServices): Commands {
  const { catalog, memory, connections, locks, sender, documents, bodies, panels, code, apiView } = services;

  const pick = async (title: string) => pickOperation(await catalog.index(), memory.recent, title);
  /** The operation a tree item or an argument names, or the one someone picks. */
  const named = async (argument: unknown, title: string): Promise<string | undefined> =>
    operationKey(argument) ?? (await pick(title))?.key;

  /** The request of the operation as its builder has it, with nothing typed where there is none. */
  const withRequest = async (
    argument: unknown,
    title: string,
    work: (composed: ComposedRequest) => Promise<unknown>,
  ): Promise<void> => {
    const key = await named(argument, title);
    const found = key ? await catalog.operation(key) : undefined;
    if (!found) return;
    const {
      operation,
      catalog: { schemas },
    } = found;
    const { active } = connections;
    const origin = active.kind === 'sandbox' ? DEFAULT_ORIGIN : codeOrigin(active);
    const draft = panels.draftOf(operation.key) ?? emptyDraft(operation.key);
    await work({ operation, schemas, draft, request: buildRequest(operation, schemas, draft), origin });
  };

  const send = async (key: string, draft: RequestDraft | undefined, chosen?: Connection): Promise<void> => {
    await connections.ready;
    const connection = chosen ?? connections.active;
    const found = await catalog.operation(key);
    if (!found) return;
    const {
      operation,
      catalog: { schemas },
    } = found;
    // Nobody types parameters for a request that will be refused.
    assertAccess(operation, connection, locks.access(connection));
    const asked = draft ? { draft, inBuilder: false } : await askForRequired(operation, schemas);
    if (!asked) return;
    if (asked.inBuilder) return panels.show(key, asked.draft);
    const exchange = await sender.sendWithProgress({ operation, schemas, draft: asked.draft, connection });
    if (exchange) await documents.open(exchange, vscode.ViewColumn.Active);
  };

  const filter = async (text: string) => {
    const found = new Set(new OperationSearch(await catalog.index()).find(text));
    await apiView.setFilter(text === '' ? undefined : { text, found });
  };

  return {
    'keap.goToOperation': async () => {
      const operation = await pick('Go to operation');
      if (operation) await panels.show(operation.key);
    },
    'keap.openBuilder': async (argument) => {
      const key = await named(argument, 'Open in request builder');
      if (key) await panels.show(key);
    },
    'keap.sendRequest': async (argument) => {
      // Tasks, links and keybindings may run a command with any argument: only an item of the tree sends at once.
      const { operation } = asObject(argument) ?? {};
      const own = (await catalog.index()).find((candidate) => candidate === operation);
      const key = (own ?? (await pick('Send request')))?.key;
      if (key) await send(key, undefined);
    },
    'keap.sendOpenRequest': () => {
      const key = bodies.activeKey;
      return key ? panels.send(key) : panels.active?.sendNow();
    },
    'keap.openBody': () => panels.active?.openBody(),
    'keap.sendFirstRequest': () => send(FIRST_REQUEST.operationKey, FIRST_REQUEST, SANDBOX),
    'keap.copyPath': async (argument) => {
      const key = await named(argument, 'Copy path');
      const operation = (await catalog.index()).find((candidate) => candidate.key === key);
      // The one path of XML-RPC tells nothing.
      const path = operation?.version === 'xmlrpc' ? shortPath(operation) : operation?.path;
      if (path) await vscode.env.clipboard.writeText(path);
    },
    'keap.copyCurl': (argument) => withRequest(argument, 'Copy as cURL', (request) => code.copyAs('curl', request)),
    'keap.copyCode': (argument) => withRequest(argument, 'Copy as code', (request) => code.copy(request)),
    'keap.openHttpFile': (argument) =>
      withRequest(argument, 'Open as HTTP file', (request) => code.openHttpFile(request)),
    'keap.addFavourite': async (argument) => {
      const key = await named(argument, 'Add to favourites');
      if (key) await memory.addFavourite(key);
    },
    'keap.removeFavourite': async (argument) => {
      const key = operationKey(argument) ?? (await pickFavourite(await catalog.index(), memory))?.key;
      if (key) await memory.removeFavourite(key);
    },
    'keap.forgetRecent': () => memory.forgetRecent(),
    'keap.filterOperations': async () => {
      const before = apiView.filterText;
      await vscode.commands.executeCommand('keap.api.focus');
      const text = await vscode.window.showInputBox({
        title: 'Filter API',
        prompt: 'Words of title, path, tag, parameter or property; empty shows everything',
        value: before,
        validateInput: (typed) =>
          holdsKey(typed) ? 'This holds a Keap key; keys belong in a connection (Keap: Add connection).' : undefined,
      });
      if (text !== undefined) await filter(text.trim());
    },
    'keap.clearFilter': () => apiView.setFilter(undefined),
    'keap.openWalkthrough': () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        'keap-api-explorer.keap-api-explorer#keap.start',
        false,
      ),
  };
}

async function pickFavourite(
  index: readonly OperationSummary[],
  memory: OperationMemory,
): Promise<OperationSummary | undefined> {
  const favourites = index.filter(({ key }) => memory.favourites.includes(key));
  return pickOperation(favourites, [], 'Remove from favourites');
}

/** The key within a tree node, or given by itself. */
function operationKey(argument: unknown): string | undefined {
  return asString(argument) ?? asString(asObject(asObject(argument)?.['operation'])?.['key']);
}
