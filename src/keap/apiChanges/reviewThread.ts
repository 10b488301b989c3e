import { Worker } from 'node:worker_threads';
import { DocumentError } from './documentError.ts';
import type { DocumentToReview, ReviewedDocument } from './reviewDocument.ts';
import type { FromReview } from './reviewWorker.ts';

export interface ReviewOptions {
  /** The file of the thread. */
  readonly file: string;
  readonly signal: AbortSignal;
  /** Milliseconds until a document is given up. Default: 20,000; Keap's own take a fifth of one second. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 20_000;
/** A document of 20 MB takes some 400 as values. */
const MOST_MEGABYTES_OF_MEMORY = 768;

/**
 * Reviews a document in a thread that ends with it.
 * @throws DocumentError with a sentence where it is not used, also where it takes too long or too much memory
 */
export async function reviewInThread(
  document: DocumentToReview,
  { file, signal, patienceMs = PATIENCE_MS }: ReviewOptions,
): Promise<ReviewedDocument> {
  signal.throwIfAborted();
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES_OF_MEMORY } });
  const patience = AbortSignal.timeout(patienceMs);
  try {
    const answer = await new Promise<FromReview>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: Error) => reject(memoryError(error)));
      worker.once('exit', () => reject(new DocumentError('It could not be read.')));
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      patience.addEventListener('abort', () => reject(new DocumentError(TOO_LONG)), { once: true });
      worker.postMessage(document);
    });
    if ('reviewed' in answer) return answer.reviewed;
    if ('refusal' in answer) throw new DocumentError(answer.refusal);
    throw new Error(answer.error);
  } finally {
    await worker.terminate();
  }
}

const TOO_LONG = 'It takes far longer to read than any description of Keap’s.';

function memoryError(error: Error): Error {
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory ? new DocumentError('It takes far more memory than any description of Keap’s.') : error;
}
