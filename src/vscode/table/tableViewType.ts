/** The type of webview that tables are, for VS Code. */
export const TABLE_VIEW = 'keap.table';
