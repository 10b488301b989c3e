import * as vscode from 'vscode';
import { sourceOf } from '../../keap/answerThread/answerSource.ts';
import type { AnswerSource } from '../../keap/answerThread/answerThread.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { previousAnswer } from '../../keap/compare/previousAnswer.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { timeOfDay } from '../../keap/history/historyWords.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { namedConnection } from '../connections/connectionPick.ts';
import type { ConnectionServices } from '../connections/connectionServices.ts';
import { pickEntry } from '../history/historyPick.ts';
import type { HistoryStore } from '../history/historyStore.ts';
import type { Sender } from '../sending/sender.ts';
import type { Comparisons, Side } from './comparisons.ts';

export interface ComparingServices {
  readonly history: HistoryStore;
  readonly catalog: CatalogFiles;
  readonly connecting: ConnectionServices;
  readonly sender: Sender;
  readonly comparisons: Comparisons;
}

/** Ways to find what an answer is compared with, each of which opens the comparison. */
export class Comparing {
  private readonly services: ComparingServices;

  constructor(services: ComparingServices) {
    this.services = services;
  }

  /** The answer before this one to the same request; undefined where none is kept. */
  previous(exchange: Exchange): Promise<Exchange | undefined> {
    const { history } = this.services;
    return previousAnswer(exchange, history.latest(), async (entry) => (await history.kept(entry))?.exchange);
  }

  /** Other connections that could be asked the same, and why there are none where nobody can be. */
  async others(exchange: Exchange): Promise<readonly Connection[] | { readonly reason: string }> {
    const { connections } = this.services.connecting;
    await connections.ready;
    const operation = await this.operationOf(exchange);
    if (operation?.effect !== 'reads') return { reason: 'only requests that read are sent anew' };
    const others = connections.all.filter(({ id }) => id !== exchange.connection.id);
    return others.length > 0 ? others : { reason: 'there is no other connection' };
  }

  /** Compares two answers, the older one on the left. */
  async answers(one: Exchange, other: Exchange): Promise<void> {
    const [older, newer] = one.sentAt <= other.sentAt ? [one, other] : [other, one];
    await this.show(sideOf(older), sideOf(newer));
  }

  /**
   * Compares two answers of different APIs.
   * @param aligned both with what they mean under the same names; without it they are compared as they came
   */
  async sides(left: Exchange, right: Exchange, aligned: readonly [string, string] | undefined): Promise<void> {
    const [one, other] = aligned ?? [];
    await this.show(sideOf(left, one), sideOf(right, other));
    if (aligned) return;
    void vscode.window.showInformationMessage(
      'The two APIs name things differently here, so the answers are compared as they came.',
    );
  }

  /** Compares the answer of an entry, where it is kept, with another. */
  async entry(entry: HistoryEntry): Promise<void> {
    const exchange = await this.keptAnswer(entry);
    if (exchange) await this.withAnother(exchange);
  }

  /** Compares an answer with another of the history that someone picks. */
  async withAnother(exchange: Exchange): Promise<void> {
    const { history } = this.services;
    const { id, operation: asked, sentAt } = exchange;
    const others = history.latest().filter((other) => other.id !== id && 'status' in other.outcome);
    const isSame = ({ operation }: HistoryEntry) => operation.key === asked.key;
    const chosen = await pickEntry(
      {
        title: `Compare ${plainText(asked.title)} from ${timeOfDay(sentAt)} with`,
        // What compares best comes first.
        entries: [...others.filter(isSame), ...others.filter((other) => !isSame(other))],
        heading: (other) => (isSame(other) ? 'The same operation' : 'Other operations'),
        none: 'There is no other answer to compare with.',
      },
      history,
    );
    const other = chosen && (await this.keptAnswer(chosen.entry));
    if (other) await this.answers(exchange, other);
  }

  /**
   * Sends the request of an answer to another connection that someone picks, and compares: one call.
   * @param asked what was sent, where that is known
   */
  async withConnection(exchange: Exchange, asked: RequestDraft | undefined): Promise<void> {
    const { history, catalog, connecting } = this.services;
    const { title, key } = exchange.operation;
    const entry = history.latest().find(({ id }) => id === exchange.id);
    const draft = asked ?? (entry && (await history.draftOf(entry)));
    const found = await catalog.operation(key);
    if (!draft || !found || found.operation.effect !== 'reads') {
      void vscode.window.showInformationMessage(
        `What was asked with ${title} is no longer kept. Send it once more, then compare.`,
      );
      return;
    }
    const choice = {
      title: `Compare ${plainText(title)} with another connection`,
      placeholder: 'Sends the same request there: one call',
      of: ({ id }: Connection) => id !== exchange.connection.id,
      none: 'There is no other connection.',
    };
    const connection = await namedConnection(undefined, choice, connecting);
    if (!connection) return;
    const { operation, catalog: document } = found;
    const sending = { operation, schemas: document.schemas, draft, connection };
    const answer = await this.services.sender.sendWithProgress(sending);
    if (answer) await this.show(sideOf(exchange), sideOf(answer));
  }

  /** Compares with a file, such as an answer that was saved: the file on the left. */
  async withFile(exchange: Exchange): Promise<void> {
    const filters = { JSON: ['json'], 'All files': ['*'] };
    const title = 'Compare response with file';
    const [uri] = (await vscode.window.showOpenDialog({ title, filters })) ?? [];
    if (!uri) return;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const file = plainText(uri.path.slice(uri.path.lastIndexOf('/') + 1));
    const source = sourceOfBytes(`${uri.toString()} ${Date.now()}`, bytes);
    await this.show({ source, named: { file } }, sideOf(exchange));
  }

  private async show(left: Side, right: Side): Promise<void> {
    const same = await this.services.comparisons.show(left, right);
    if (same) void vscode.window.showInformationMessage('Both say the same, as they are compared here.');
  }

  private async operationOf(exchange: Exchange): Promise<Operation | undefined> {
    return (await this.services.catalog.operation(exchange.operation.key))?.operation;
  }

  private async keptAnswer(entry: HistoryEntry): Promise<Exchange | undefined> {
    const exchange = (await this.services.history.kept(entry))?.exchange;
    if (!exchange) {
      const message = `The answer of ${entry.operation.title} from ${timeOfDay(entry.at)} is not kept, so it cannot be compared.`;
      void vscode.window.showInformationMessage(plainText(message, 300));
    }
    return exchange;
  }
}

/** @param text what to compare in place of the body */
function sideOf(exchange: Exchange, text?: string): Side {
  const { id, operation, connection, sentAt } = exchange;
  const named = { title: operation.title, connection, at: sentAt };
  return { source: text === undefined ? sourceOf(exchange) : sourceOfBytes(`${id} aligned`, Buffer.from(text)), named };
}

function sourceOfBytes(id: string, bytes: Uint8Array): AnswerSource {
  return {
    ...{ id, charset: 'utf-8', bytes: bytes.byteLength },
    async *chunks() {
      yield bytes;
    },
  };
}
