import type { Body, BodySink } from '../http/body.ts';
import type { HttpResponse } from '../http/httpResponse.ts';
import { AnswerReader, type Nature } from './answerReader.ts';
import { Spill } from './spill.ts';

/** What came of a body: what it is, and JSON laid out. */
export interface Arrived {
  readonly nature: Nature;
  readonly text: Body | undefined;
}

/** As many bytes of a body are held, and of what is laid out of it: that is handed on soon. */
const MOST_HELD = 2 ** 20;
const MOST_TEXT_HELD = 8 * 2 ** 20;

/** Takes a body as it arrives: holds it or writes it to a file, and lays JSON out meanwhile. */
export class AnswerSink implements BodySink {
  private readonly body: Spill;
  private readonly text: Spill;
  private readonly reader: AnswerReader;
  private readonly arrived: (body: Body, arrived: Arrived) => void;

  /** @param path of its files, but for their endings. @param arrived told of a whole body */
  constructor(head: Pick<HttpResponse, 'headers'>, path: string, arrived: (body: Body, arrived: Arrived) => void) {
    this.body = new Spill(MOST_HELD, `${path}.body`);
    this.text = new Spill(MOST_TEXT_HELD, `${path}.text`);
    this.reader = new AnswerReader(head, (part) => this.text.add(part.slice()));
    this.arrived = arrived;
  }

  take(piece: Uint8Array): Promise<void> | undefined {
    this.reader.take(piece);
    this.body.add(piece);
    const [body, text] = [this.body.settle(), this.text.settle()];
    return body || text ? Promise.all([body, text]).then(() => undefined) : undefined;
  }

  async end(): Promise<Body> {
    const nature = this.reader.end();
    const isJson = nature.kind === 'json';
    const [body, text] = await Promise.all([this.body.end(), isJson ? this.text.end() : this.text.drop()]);
    this.arrived(body, { nature, text: text ?? undefined });
    return body;
  }

  async drop(): Promise<void> {
    await Promise.all([this.body.drop(), this.text.drop()]);
  }
}
