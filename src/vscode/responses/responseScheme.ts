/** The scheme of the documents of answers. */
export const RESPONSE_SCHEME = 'keap-response';

/** Documents in it are of the language that package.json declares for it, JSON by another name. */
export const ANSWER_FOLDER = 'Keap answer/';
