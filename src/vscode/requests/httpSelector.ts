import type * as vscode from 'vscode';

/** Files of HTTP requests: by their names, since no extension may have told VS Code of a language for them. */
export const HTTP_FILES: vscode.DocumentSelector = [{ pattern: '**/*.{http,rest}' }, { language: 'http' }];

/** What rows of the view *Saved requests* are while they are dragged. */
export const SAVED_DRAG = 'application/vnd.code.tree.keap.saved';
