/** The scheme of documents that show one row of a table. */
export const ROW_SCHEME = 'keap-row';
