/** The scheme of documents with what an expression found in an answer. */
export const FOUND_SCHEME = 'keap-found';
