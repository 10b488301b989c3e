import * as vscode from 'vscode';

/**
 * Where documents of a panel open. VS Code's own *Beside* counts from the active editor, which may be another by then;
 * a column by its number takes the activity away from the panel, *Beside* does not.
 */
export function columnBeside(panel: vscode.WebviewPanel): vscode.ViewColumn {
  return panel.active ? vscode.ViewColumn.Beside : (panel.viewColumn ?? vscode.ViewColumn.One) + 1;
}

/**
 * Where answers open: they cover neither the document that someone writes the body in nor the builder that sends it.
 * @param body the column of that document, where it is open
 */
export function answerColumn(panel: vscode.WebviewPanel, body: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return body === undefined ? columnBeside(panel) : Math.max(body, panel.viewColumn ?? body) + 1;
}
