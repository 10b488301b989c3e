import * as vscode from 'vscode';

/**
 * A file system that is nothing but its files: no folders, and nothing that could be made, deleted or renamed. Its
 * files are read-only unless a subclass writes them.
 */
export abstract class PlainFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly fileChanges = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.fileChanges.event;
  /** The sentence for whoever tries what these files do not take. */
  protected abstract readonly refusal: string;

  abstract stat(uri: vscode.Uri): vscode.FileStat | Thenable<vscode.FileStat>;
  abstract readFile(uri: vscode.Uri): Uint8Array | Thenable<Uint8Array>;

  writeFile(_uri: vscode.Uri, _content: Uint8Array): void {
    throw vscode.FileSystemError.NoPermissions(this.refusal);
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions(this.refusal);
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions(this.refusal);
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions(this.refusal);
  }

  dispose(): void {
    this.fileChanges.dispose();
  }

  /** Says that what a file holds is another now. */
  protected tellChanged(uri: vscode.Uri): void {
    this.fileChanges.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }
}
