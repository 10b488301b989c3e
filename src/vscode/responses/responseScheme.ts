/** The scheme of the documents of answers. */
export const RESPONSE_SCHEME = 'keap-response';
