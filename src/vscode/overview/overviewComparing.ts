import * as vscode from 'vscode';
import type { AnswerSource } from '../../keap/answerThread/answerThread.ts';
import type { Named } from '../../keap/compare/comparisonTitle.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { timeOfDay } from '../../keap/history/historyWords.ts';
import { wholeBody } from '../../keap/http/body.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import { readOverviewFile } from '../../keap/overview/overviewFile.ts';
import { ABOUT } from '../../keap/overview/overviewText.ts';
import { FEWEST_CALLS } from '../../keap/overview/sections.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Comparisons, Side } from '../compare/comparisons.ts';
import { namedConnection } from '../connections/connectionPick.ts';
import type { ConnectionServices } from '../connections/connectionServices.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';

export interface OverviewComparingServices {
  /** Reads the overview of a connection; undefined where that came to nothing, which was then said. */
  readonly read: (connection: Connection) => Promise<Exchange | undefined>;
  readonly connecting: ConnectionServices;
  readonly documents: ResponseDocuments;
  readonly comparisons: Comparisons;
}

/** An overview at hand, or a connection whose account is read when it is known what with. */
export type Base = Exchange | Connection;

/** Overviews larger than this are no overviews. */
const MOST_BYTES = 64 * 2 ** 20;

/** Lets someone choose what an overview is compared with, and opens the comparison. */
export class OverviewComparing {
  private readonly services: OverviewComparingServices;

  constructor(services: OverviewComparingServices) {
    this.services = services;
  }

  async compare(base: Base): Promise<void> {
    const items = [
      ...(isConnection(base) ? [] : [this.anewItem(base)]),
      this.connectionItem(connectionOf(base)),
      ...(await this.openItems(base)),
      {
        label: 'A file…',
        description: 'an overview saved before',
        iconPath: new vscode.ThemeIcon('file'),
        find: () => this.fromFile(),
      },
    ];
    const name = isConnection(base) ? base.name : base.operation.title;
    const title = `Compare ${isConnection(base) ? 'overview of ' : ''}${plainText(name)}`;
    const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Compare with' });
    if (!chosen) return;
    const other = await chosen.find();
    const own = other && (isConnection(base) ? await this.services.read(base) : base);
    if (!other || !own) return;
    await this.show(await sideOf(own), 'named' in other ? other : await sideOf(other));
  }

  private anewItem({ connection }: Exchange) {
    return {
      label: 'The same account now',
      description: `${FEWEST_CALLS} calls or more`,
      iconPath: new vscode.ThemeIcon('refresh'),
      find: () => this.again(connection),
    };
  }

  private connectionItem(own: Connection) {
    const { connecting, read } = this.services;
    return {
      label: 'Another connection…',
      description: `reads its account: ${FEWEST_CALLS} calls or more`,
      iconPath: new vscode.ThemeIcon('plug'),
      find: async () => {
        const choice = {
          title: 'Compare with the overview of another connection',
          placeholder: `Reads its account: ${FEWEST_CALLS} calls or more`,
          of: ({ id, kind }: Connection) => id !== own.id && kind !== 'legacyKey',
          none: 'There is no other connection that an overview can be read by.',
        };
        const other = await namedConnection(undefined, choice, connecting);
        return other && read(other);
      },
    };
  }

  /** The other overviews that tabs show. */
  private async openItems(base: Base) {
    const open = await openOverviews(this.services.documents);
    return open
      .filter(({ id }) => id !== base.id)
      .map((exchange) => ({
        label: plainText(exchange.operation.title),
        description: `open, read at ${timeOfDay(exchange.sentAt)} by ${plainText(exchange.connection.name, 40)}`,
        iconPath: new vscode.ThemeIcon('json'),
        find: async () => exchange,
      }));
  }

  private async fromFile(): Promise<Side | undefined> {
    const filters = { JSON: ['json'], 'All files': ['*'] };
    const [uri] = (await vscode.window.showOpenDialog({ title: 'Compare overview with file', filters })) ?? [];
    if (!uri) return undefined;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const side = bytes.byteLength > MOST_BYTES ? undefined : sideIn(uri.toString(), bytes);
    if (!side) {
      const name = plainText(uri.path.slice(uri.path.lastIndexOf('/') + 1));
      const message = `${name} is no account overview. Choose a file that was saved from one.`;
      void vscode.window.showInformationMessage(message);
    }
    return side;
  }

  /** The older one on the left where both are of one account, else the one that was asked about. */
  private async show(one: Side, other: Side): Promise<void> {
    const across = accountIn(one.named) !== accountIn(other.named);
    const isInOrder = across || timeIn(one.named) <= timeIn(other.named);
    const [left, right] = isInOrder ? [one, other] : [other, one];
    // When something was published says nothing of what another account has.
    const volatile = across ? [ABOUT, 'published_date'] : [ABOUT];
    const begin = { hideVolatile: true, hideIds: across, volatile };
    const same = await this.services.comparisons.show(left, right, begin);
    if (same) void vscode.window.showInformationMessage('Both overviews say the same, as they are compared here.');
  }

  private async again(connection: Connection): Promise<Exchange | undefined> {
    const now = this.services.connecting.connections.get(connection.id);
    if (now) return this.services.read(now);
    const message = `${plainText(connection.name)}, the connection of this overview, was removed.`;
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
}

/** The overviews that tabs show, in their order. */
async function openOverviews(documents: ResponseDocuments): Promise<readonly Exchange[]> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
  const inputs = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const answers = await Promise.all(inputs.map((uri) => documents.answerBehind(uri)));
  const overviews = answers.flatMap((answer) => (answer && isOverview(answer.exchange) ? [answer.exchange] : []));
  return [...new Map(overviews.map((exchange) => [exchange.id, exchange])).values()];
}

function isConnection(base: Base): base is Connection {
  return 'origin' in base;
}

function connectionOf(base: Base): Connection {
  return isConnection(base) ? base : base.connection;
}

async function sideOf({ id, response }: Exchange): Promise<Side> {
  const side = sideIn(id, await wholeBody(response.body));
  if (!side) throw new Error('An overview does not read as one.');
  return side;
}

/** A text as a side of a comparison; undefined where it is no overview. */
function sideIn(id: string, bytes: Uint8Array): Side | undefined {
  const about = readOverviewFile(new TextDecoder().decode(bytes));
  if (!about) return undefined;
  const source: AnswerSource = {
    id: `${id} ${about.readAt}`,
    charset: 'utf-8',
    bytes: bytes.byteLength,
    async *chunks() {
      yield bytes;
    },
  };
  // Which account it is says the app: a file's connection may be another machine's.
  const { app, readAt } = about;
  return { source, named: { title: 'Account overview', connection: { id: app, name: app }, at: readAt } };
}

function accountIn(named: Named): string {
  return 'file' in named ? '' : named.connection.id;
}

function timeIn(named: Named): number {
  return 'file' in named ? 0 : named.at;
}
