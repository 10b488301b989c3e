/** The type of webview that runs for each row are set up in, for VS Code. */
export const ROW_RUN_VIEW = 'keap.rowRun';
