import { Worker } from 'node:worker_threads';
import { pause } from '../answers/pause.ts';
import { FindError } from '../find/findError.ts';
import type { FromThread, ToThread, Work, WorkResults } from './work.ts';

/** An answer's body, to be read when it is first needed. */
export interface AnswerSource {
  /** What it is known by in the thread. */
  readonly id: string;
  readonly charset: string;
  readonly bytes: number;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface ThreadOptions {
  /** The file of the thread. */
  readonly file: string;
  /** Milliseconds after which work is given up. Default: 10,000 and what the answer's bytes take to be read. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;
const MS_PER_MEGABYTE = 200;
/** A thread that nobody asks anything gives its memory back. */
const IDLE_MS = 60_000;
/** What is larger is no longer read whole: as values it takes several times its size. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_MEGABYTES_OF_MEMORY = 1536;

interface Call {
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The thread that reads whole answers, started when something is first asked. It holds the answers it was handed, and
 * forgets all of them when it ends: after a minute without work, and when work is given up.
 */
export class AnswerThread {
  private readonly options: ThreadOptions;
  private worker: Worker | undefined;
  private handedOver = new Map<string, Promise<void>>();
  private readonly calls = new Map<number, Call>();
  private lastCall = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(options: ThreadOptions) {
    this.options = options;
  }

  /**
   * Does work on answers. @param sources those that the work names
   * @throws FindError with a sentence, where the work is refused or takes too long
   */
  async run<Kind extends Work['kind']>(
    work: Extract<Work, { readonly kind: Kind }>,
    sources: readonly AnswerSource[],
    signal?: AbortSignal,
  ): Promise<WorkResults[Kind]> {
    for (const { bytes } of sources) if (bytes > MOST_BYTES) throw new FindError(tooLarge(bytes));
    const worker = this.started();
    await Promise.all(sources.map((source) => this.handOver(source, worker)));
    signal?.throwIfAborted();
    if (worker !== this.worker) throw new FindError(ENDED);
    const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
    const patience = this.options.patienceMs ?? PATIENCE_MS + (bytes / 2 ** 20) * MS_PER_MEGABYTE;
    return new Promise<WorkResults[Kind]>((resolve, reject) => {
      const call = ++this.lastCall;
      const timer = setTimeout(() => this.end(new FindError(TOO_LONG)), patience);
      this.calls.set(call, { resolve, reject, timer });
      signal?.addEventListener('abort', () => this.calls.has(call) && this.end(signal.reason), { once: true });
      tell(worker, { call, work });
    });
  }

  /** Forgets an answer that is no longer needed. */
  forget(id: string): void {
    if (this.handedOver.delete(id) && this.worker) tell(this.worker, { forget: id });
  }

  dispose(): void {
    this.end(new FindError(ENDED));
  }

  private started(): Worker {
    clearTimeout(this.idle);
    if (this.worker) return this.worker;
    const resourceLimits = { maxOldGenerationSizeMb: MOST_MEGABYTES_OF_MEMORY };
    const worker = new Worker(this.options.file, { resourceLimits });
    this.worker = worker;
    worker.on('message', (message: FromThread) => this.hear(message));
    worker.on('error', (error) => worker === this.worker && this.end(memoryError(error)));
    worker.unref();
    return worker;
  }

  private handOver(source: AnswerSource, worker: Worker): Promise<void> {
    const known = this.handedOver.get(source.id);
    if (known) return known;
    const handing = hand(source, worker).catch((error: unknown) => {
      this.handedOver.delete(source.id);
      // What lay in a file is not there any more.
      throw new FindError(NOT_KEPT, undefined, { cause: error });
    });
    this.handedOver.set(source.id, handing);
    return handing;
  }

  private hear(message: FromThread): void {
    const call = this.calls.get(message.call);
    if (!call) return;
    this.calls.delete(message.call);
    clearTimeout(call.timer);
    if (this.calls.size === 0) this.idle = setTimeout(() => this.end(new FindError(ENDED)), IDLE_MS).unref();
    if ('result' in message) call.resolve(message.result as never);
    else if ('problem' in message) call.reject(new FindError(message.problem.message, message.problem.at));
    else call.reject(new Error(message.error));
  }

  /** Ends the thread, and with it all that it was doing. */
  private end(reason: unknown): void {
    clearTimeout(this.idle);
    void this.worker?.terminate();
    this.worker = undefined;
    this.handedOver = new Map();
    const calls = [...this.calls.values()];
    this.calls.clear();
    for (const { reject, timer } of calls) {
      clearTimeout(timer);
      reject(reason);
    }
  }
}

const TOO_LONG = 'That takes too long on this answer: narrow the expression down.';
const NOT_KEPT = 'This answer is no longer kept: send its request again.';
const ENDED = 'The work was given up: try it once more.';

function tell(worker: Worker, message: ToThread, moved: ArrayBuffer[] = []): void {
  worker.postMessage(message, moved);
}

const PIECE_BYTES = 2 ** 20;

async function hand({ id, charset, chunks }: AnswerSource, worker: Worker): Promise<void> {
  for await (const chunk of chunks()) {
    for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
      // A copy, since a message takes along all that lies in the same buffer.
      const piece = new Uint8Array(chunk.subarray(at, at + PIECE_BYTES));
      tell(worker, { piece, of: id }, [piece.buffer]);
    }
    await pause();
  }
  tell(worker, { charset, of: id });
}

function tooLarge(bytes: number): string {
  return `This answer has ${Math.round(bytes / 2 ** 20)} MB. Up to ${MOST_BYTES / 2 ** 20} MB can be read whole: ask for less at a time, or save it.`;
}

function memoryError(error: Error): Error {
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory ? new FindError('That needs more memory than there is: narrow the expression down.') : error;
}
