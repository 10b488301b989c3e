import * as vscode from 'vscode';
import type { Answers } from '../../keap/answers/answers.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { asObject } from '../../keap/json.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import { FEWEST_CALLS } from '../../keap/overview/sections.ts';
import type { Commands } from '../commands.ts';
import { namedConnection } from '../connections/connectionPick.ts';
import { answerConnection } from '../responses/answerConnection.ts';
import { saveAnswer } from '../responses/responseSaver.ts';
import { activeUri } from '../responses/responseStatus.ts';
import { OverviewComparing, type OverviewComparingServices } from './overviewComparing.ts';
import { OverviewReader, type OverviewReaderServices } from './overviewReader.ts';

export interface OverviewServices extends OverviewReaderServices, Omit<OverviewComparingServices, 'read'> {
  readonly answers: Pick<Answers, 'keep'>;
}

/** Overviews of accounts: shown, saved, compared. */
export class Overviews {
  private readonly services: OverviewServices;
  private readonly reader: OverviewReader;
  private readonly comparing: OverviewComparing;

  constructor(services: OverviewServices) {
    this.services = services;
    this.reader = new OverviewReader(services);
    // What was read for a comparison stays at hand, to be saved or compared with something else.
    this.comparing = new OverviewComparing({ ...services, read: (connection) => this.show(connection) });
  }

  get commands(): Commands {
    return {
      'keap.showOverview': async (argument) => {
        const connection = await this.named(argument, 'Show account overview');
        if (connection) await this.show(connection);
      },
      'keap.saveOverview': async (argument) => {
        const shown = await this.shown(argument);
        const connection = shown ? undefined : await this.named(argument, 'Save account overview');
        const overview = shown ?? (connection && (await this.show(connection)));
        if (overview) await saveAnswer(await this.services.answers.keep(overview));
      },
      'keap.compareOverview': async (argument) => {
        const base = (await this.shown(argument)) ?? (await this.named(argument, 'Compare account overview'));
        if (base) await this.compare(base);
      },
    };
  }

  /** Compares an overview with what someone chooses. */
  compare(base: Exchange | Connection): Promise<void> {
    return this.comparing.compare(base);
  }

  /** Reads the account of an overview once more. @returns undefined where that came to nothing, which was then said */
  async again({ connection }: Exchange): Promise<Exchange | undefined> {
    const now = await answerConnection(connection, this.services.connecting.connections);
    return now && this.reader.read(now);
  }

  /** The overview in the active tab, where no row of a view is meant. */
  private async shown(argument: unknown): Promise<Exchange | undefined> {
    if (asObject(argument)?.['connection'] !== undefined) return undefined;
    const answer = await this.services.documents.answerBehind(activeUri());
    return answer && isOverview(answer.exchange) ? answer.exchange : undefined;
  }

  /** Reads an overview and opens it. */
  private async show(connection: Connection): Promise<Exchange | undefined> {
    const overview = await this.reader.read(connection);
    if (overview) await this.services.documents.open(overview, vscode.ViewColumn.Active, false, false);
    return overview;
  }

  private named(argument: unknown, title: string): Promise<Connection | undefined> {
    const placeholder = `Connection whose account is read: ${FEWEST_CALLS} calls or more`;
    const choice = { title, placeholder, of: () => true, none: 'There is no connection.' };
    return namedConnection(argument, choice, this.services.connecting);
  }
}
