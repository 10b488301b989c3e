import type * as vscode from 'vscode';

/** Files of HTTP requests: by their endings, too, since someone may have another language for them. */
export const HTTP_FILES: vscode.DocumentSelector = [{ pattern: '**/*.{http,rest}' }, { language: 'http' }];

/** What rows of the view *Saved requests* are while they are dragged. */
export const SAVED_DRAG = 'application/vnd.code.tree.keap.saved';
