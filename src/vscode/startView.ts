import * as vscode from 'vscode';

/** The view *Get started* holds nothing but its welcome content, until a first answer has come. */
export class StartView implements vscode.TreeDataProvider<never>, vscode.Disposable {
  private readonly view = vscode.window.createTreeView('keap.start', { treeDataProvider: this });

  getChildren(): never[] {
    return [];
  }

  getTreeItem(): vscode.TreeItem {
    return new vscode.TreeItem('');
  }

  dispose(): void {
    this.view.dispose();
  }
}
