/** Says why a document is not used: a sentence, and what to do next where that is not plain. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}
