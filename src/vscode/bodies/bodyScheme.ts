/** The scheme of the documents that show bodies of drafts. */
export const BODY_SCHEME = 'keap-body';
