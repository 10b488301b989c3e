/** Reads API descriptions in a thread of its own: a large or hostile one keeps nobody waiting here, and can be ended. */
import { parentPort } from 'node:worker_threads';
import { DocumentError } from './documentError.ts';
import { type DocumentToReview, type ReviewedDocument, reviewDocument } from './reviewDocument.ts';

export type FromReview =
  | { readonly reviewed: ReviewedDocument }
  | { readonly refusal: string }
  | { readonly error: string };

parentPort?.once('message', (document: DocumentToReview) => parentPort?.postMessage(review(document)));

function review(document: DocumentToReview): FromReview {
  try {
    return { reviewed: reviewDocument(document) };
  } catch (error) {
    if (error instanceof DocumentError) return { refusal: error.message };
    // The stack ends where something is nested deeply; YAML's reader calls itself.
    if (error instanceof RangeError) return { refusal: 'It is nested more deeply than any description of Keap’s.' };
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}
