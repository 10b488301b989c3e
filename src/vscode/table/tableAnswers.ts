import type { Answer } from '../../keap/answers/answer.ts';
import type { Answers } from '../../keap/answers/answers.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { Log } from '../log.ts';

export interface TableAnswersServices {
  readonly answers: Pick<Answers, 'get' | 'keep' | 'save' | 'restore' | 'forget'>;
  /** Lets go of an answer that no document shows. */
  readonly letGo: (answer: Answer) => void;
  /** Whether answers may be written down, to come back after a reload. */
  readonly mayWrite: () => boolean;
  readonly log: Log;
}

/** The answers that open tables show: their bodies stay while they do, and they come back after a reload. */
export class TableAnswers {
  private readonly services: TableAnswersServices;
  private readonly held = new Map<string, Exchange>();

  constructor(services: TableAnswersServices) {
    this.services = services;
  }

  holds(id: string): boolean {
    return this.held.has(id);
  }

  get(id: string): Exchange | undefined {
    return this.held.get(id);
  }

  /** A table shows an answer from now on. */
  hold(exchange: Exchange): void {
    this.held.set(exchange.id, exchange);
    void this.write(exchange).catch((error: unknown) => {
      this.services.log.error('An answer could not be kept for its table.', error);
    });
  }

  /** The table of an answer was closed. */
  release({ id }: Exchange): void {
    this.held.delete(id);
    const { answers, letGo } = this.services;
    const answer = answers.get(id);
    if (answer) letGo(answer);
    answers.forget(nameOf(id), nameOf(id));
  }

  /** The answer of a table as it was before a reload; undefined where it is no longer kept. */
  async restore(id: string): Promise<Exchange | undefined> {
    return (await this.services.answers.restore(nameOf(id)))?.exchange;
  }

  private async write(exchange: Exchange): Promise<void> {
    const { answers, mayWrite } = this.services;
    if (mayWrite()) await answers.save(nameOf(exchange.id), await answers.keep(exchange));
  }
}

/** What is written down for documents has another name. */
function nameOf(id: string): string {
  return `${id}-table`;
}
