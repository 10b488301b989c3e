import * as vscode from 'vscode';

/**
 * A key of package.json's `when` clauses, false at first. VS Code looks at all menus and views each time it is told one,
 * so it is told what changes alone.
 */
export function contextKey(name: string): (value: boolean) => void {
  let told = false;
  return (value) => {
    if (value !== told) void vscode.commands.executeCommand('setContext', name, value);
    told = value;
  };
}
