import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exchange } from '../exchange.ts';
import { type Body, wholeBody } from '../http/body.ts';
import type { SinkFor } from '../http/transport.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import { type Answer, isHeld, plainBytes, readAnswer, shownBytes } from './answer.ts';
import { AnswerFiles, bodyName, type SavedAnswer } from './answerFiles.ts';
import { AnswerSink, type Arrived } from './answerSink.ts';

/** How many answers are kept for documents, and how many bytes of them; older ones make room. */
const MOST_KEPT = 50;
const MOST_BYTES = 2 ** 30;

export interface AnswersOptions {
  /** Of this run of VS Code, for bodies that are too large to be held and for what outlives a reload. */
  readonly folder: string;
  /** Asked for all that outlives a reload. */
  readonly mask: MaskKnownKeys;
  /** Whether another part of the extension keeps an exchange. */
  readonly isKeptElsewhere: (id: string) => boolean;
  /** An exchange that another part keeps longer than this run of VS Code. Default: none. */
  readonly recall?: (id: string) => Promise<SavedAnswer | undefined>;
}

/**
 * The answers that documents show, by the id of their exchange. Small bodies are in memory, others in files, which go
 * when nobody keeps the answer any more. What was laid out while a body arrived is handed out once.
 */
export class Answers {
  private readonly options: AnswersOptions;
  private readonly files: AnswerFiles;
  private readonly kept = new Map<string, Answer>();
  private readonly arrived = new WeakMap<Body, Arrived>();
  private readonly drafts = new WeakMap<Body, RequestDraft>();
  /** Bodies in files, by the id of their exchange. */
  private readonly stored = new Map<string, Body>();

  constructor(options: AnswersOptions) {
    this.options = options;
    this.files = new AnswerFiles(options.folder, options.mask);
  }

  /** What takes the body of an answer that a document will show. */
  readonly sinkFor: SinkFor = (head) =>
    new AnswerSink(head, join(this.options.folder, bodyName(randomUUID())), (body, arrived) =>
      this.arrived.set(body, arrived),
    );

  /** Remembers what was asked, and whose a body is. */
  note({ id, response }: Exchange, draft: RequestDraft): void {
    this.drafts.set(response.body, draft);
    if (!isHeld(response.body)) this.stored.set(id, response.body);
  }

  /** An answer that a document shows from now on. @throws Error where its body lies in a file that is gone */
  async keep(exchange: Exchange): Promise<Answer> {
    const { id, response } = exchange;
    const known = this.kept.get(id);
    if (known) return known;
    const { nature } = this.arrived.get(response.body) ?? (await readAnswer(response));
    const answer = { exchange, nature, kind: nature.kind, draft: this.drafts.get(response.body) };
    this.kept.set(id, answer);
    if (!isHeld(response.body)) this.stored.set(id, response.body);
    this.makeRoom();
    return answer;
  }

  get(id: string): Answer | undefined {
    return this.kept.get(id);
  }

  /** The text of a document in UTF-8. @throws Error where the body lies in a file that is gone */
  async shown({ exchange: { response }, nature }: Answer): Promise<Uint8Array> {
    if (nature.kind !== 'json') return plainBytes(response);
    const arrived = this.arrived.get(response.body);
    if (!arrived?.text) return shownBytes(response);
    this.arrived.set(response.body, { nature, text: undefined });
    const text = await wholeBody(arrived.text);
    await removeFile(arrived.text);
    return text;
  }

  /** The bytes of a document, as far as they are counted: those laid out, or as they came. */
  sizeOf({ exchange: { response } }: Answer): number {
    return (this.arrived.get(response.body)?.text ?? response.body).byteLength;
  }

  /** Writes down what a document needs to come back after a reload. @throws Error where it cannot be written */
  async save(documentId: string, answer: Answer): Promise<void> {
    await this.files.save(documentId, answer);
  }

  /** What `save` wrote before a reload, or what is kept elsewhere; undefined where neither is, or it was forgotten. */
  async restore(documentId: string): Promise<Answer | undefined> {
    const found = (await this.files.load(documentId)) ?? (await this.options.recall?.(documentId));
    if (!found) return undefined;
    if (found.draft) this.drafts.set(found.exchange.response.body, found.draft);
    return this.keep(found.exchange);
  }

  /** A document is gone, and no other shows the answer with this id. */
  forget(documentId: string, id: string): void {
    void this.files.remove(documentId);
    this.drop(id);
  }

  /** No document shows the answer with this id. */
  drop(id: string): void {
    this.kept.delete(id);
    this.sweep();
  }

  /** Removes bodies of windows that ended or were reloaded, and that no document is to come back with. */
  async tidy(): Promise<void> {
    await this.files.tidy();
  }

  /** Removes bodies that nobody keeps. */
  sweep(): void {
    for (const [id, body] of this.stored) {
      if (this.kept.has(id) || this.options.isKeptElsewhere(id)) continue;
      this.stored.delete(id);
      void removeFile(body);
      void removeFile(this.arrived.get(body)?.text);
    }
  }

  private makeRoom(): void {
    let bytes = [...this.kept.values()].reduce((sum, { exchange }) => sum + exchange.response.body.byteLength, 0);
    for (const [id, { exchange }] of this.kept) {
      if (this.kept.size === 1 || (this.kept.size <= MOST_KEPT && bytes <= MOST_BYTES)) break;
      bytes -= exchange.response.body.byteLength;
      this.forget(id, id);
    }
  }
}

async function removeFile(body: Body | undefined): Promise<void> {
  if (body && !isHeld(body)) await rm(body.path, { force: true }).catch(() => undefined);
}
