/** The type of webview that request builders are, for VS Code. */
export const BUILDER_VIEW = 'keap.builder';
