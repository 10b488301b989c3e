import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { membersOf } from '../../keap/find/values.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { SendError } from '../../keap/http/sendError.ts';
import { asString } from '../../keap/json.ts';
import { leftIn } from '../../keap/limits/limitWords.ts';
import { overviewAnswer } from '../../keap/overview/overviewAnswer.ts';
import { overviewText } from '../../keap/overview/overviewText.ts';
import {
  KeyRefused,
  type Overview,
  type OverviewSource,
  readOverview,
  type Told,
} from '../../keap/overview/readOverview.ts';
import { FEWEST_CALLS, sectionName } from '../../keap/overview/sections.ts';
import { emptyDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { Sender } from '../sending/sender.ts';

/** What calls of overviews are marked with, so that they do not pass for a person's own. */
const OVERVIEW_SOURCE = 'overview';

/** With fewer calls left today than this times an overview's, it is asked about first. */
const SPARE = 10;

export interface OverviewReaderServices {
  readonly catalog: CatalogFiles;
  readonly sender: Sender;
  /** Handed each answer: names of records are in it. */
  readonly learn: (answer: Exchange) => Promise<void>;
}

/** Reads overviews of accounts, with progress and questions. */
export class OverviewReader {
  private readonly services: OverviewReaderServices;

  constructor(services: OverviewReaderServices) {
    this.services = services;
  }

  /**
   * The overview of a connection's account; undefined where there is none, which was then said or wished.
   * @throws SendError where no call got an answer
   */
  async read(connection: Connection): Promise<Exchange | undefined> {
    if (connection.kind === 'legacyKey') return offerKey(connection);
    if (!(await this.mayBegin(connection))) return undefined;
    const title = `Reading the overview of ${plainText(connection.name)}`;
    const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    try {
      return await vscode.window.withProgress(shown, (progress, token) => this.work(connection, progress, token));
    } catch (error) {
      if (error instanceof KeyRefused) return offerCheck(connection, error.message);
      throw error;
    }
  }

  private async work(
    connection: Connection,
    progress: vscode.Progress<{ message: string }>,
    token: vscode.CancellationToken,
  ): Promise<Exchange> {
    const stop = new AbortController();
    const signal = AbortSignal.any([signalOf(token), stop.signal]);
    const { catalog, sender } = this.services;
    const readAt = Date.now();
    const source: OverviewSource = {
      ask: (...asked) => this.ask(connection, ...asked),
      operation: async (key) => (await catalog.operation(key))?.operation,
      mayGoOn: async (calls) => {
        const answer = await askToGoOn(connection, calls);
        if (answer === undefined) stop.abort();
        return answer === READ_ON;
      },
      onCall: (section, call, least) =>
        progress.report({ message: `${sectionName(section)}, call ${call} of ${least}` }),
    };
    const overview = await readOverview(source, signal);
    const app = appOf(overview, connection);
    const limits = await sender.limitState(connection);
    const text = overviewText(overview, { app, connection: connection.name, readAt, limits });
    return overviewAnswer({ connection, app, readAt, text, calls: overview.calls, ms: Date.now() - readAt });
  }

  private async ask(
    connection: Connection,
    operation: Operation,
    parameters: Parameters<OverviewSource['ask']>[1],
    signal: AbortSignal,
  ): Promise<Told> {
    const { schemas } = await this.services.catalog.version(operation.version);
    const draft = { ...emptyDraft(operation.key), parameters };
    const sending = { operation, schemas, draft, connection, source: OVERVIEW_SOURCE, background: true };
    const exchange = await this.services.sender.send(sending, signal);
    if (!exchange) throw new SendError('cancelled', 'The request was not sent.');
    await this.services.learn(exchange);
    const { response } = exchange;
    const refused = explainResponse(response, sending);
    return refused === undefined ? { text: await bodyText(response) } : { refused, status: response.status };
  }

  /** Asks first where the day's calls are nearly used up. */
  private async mayBegin(connection: Connection): Promise<boolean> {
    const { windows } = await this.services.sender.limitState(connection);
    const day = windows.find(({ name }) => name === 'day');
    const left = day && leftIn(day);
    if (left === undefined || left >= SPARE * FEWEST_CALLS) return true;
    const message = `An overview takes ${FEWEST_CALLS} calls or more, and ${plainText(connection.name)} has ${left} left today.`;
    const verb = 'Read overview';
    return (await vscode.window.showWarningMessage(message, { modal: true }, verb)) === verb;
  }
}

const READ_ON = 'Read on';

/** @returns undefined where nothing is wanted any more */
function askToGoOn({ name }: Connection, calls: number): Thenable<string | undefined> {
  const message = `The overview of ${plainText(name)} took ${calls} calls, and there is more.`;
  const detail = 'What is missing says so in the overview.';
  return vscode.window.showWarningMessage(message, { modal: true, detail }, 'Show what came', READ_ON);
}

/** Keap's name of the app, as the key's own answer gives it. */
function appOf({ sections }: Overview, connection: Connection): string {
  if (connection.kind === 'sandbox') return connection.name;
  const user = sections.find(({ section }) => section.path[0] === 'acting_user');
  const tenant = asString(membersOf(user?.value)?.['tenant_id'])?.replace(/\.infusionsoft\.com$/, '');
  return tenant || connection.app || connection.name;
}

async function offerKey({ name }: Connection): Promise<undefined> {
  const verb = 'Add connection';
  const message = `An overview is read by REST, which takes no Legacy Key such as that of ${plainText(name)}. Add a connection with a Personal Access Token.`;
  if ((await vscode.window.showWarningMessage(message, verb)) === verb) {
    await vscode.commands.executeCommand('keap.addConnection');
  }
}

async function offerCheck(connection: Connection, why: string): Promise<undefined> {
  const verb = 'Verify connection';
  const message = `${plainText(connection.name)}: ${plainText(why, 500)}`;
  if ((await vscode.window.showErrorMessage(message, verb)) === verb) {
    await vscode.commands.executeCommand('keap.verifyConnection', { connection });
  }
}
