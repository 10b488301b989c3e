import * as vscode from 'vscode';
import { findKeys } from '../../keap/safety/keyShapes.ts';
import { KEY_CODE } from '../safety/keyScan.ts';

/** Marks a key that was typed into the document of a body, as the request builder does in its own fields. */
export class BodyKeys implements vscode.Disposable {
  private readonly marks = vscode.languages.createDiagnosticCollection('keap.body');

  look(document: vscode.TextDocument): void {
    const found = findKeys(document.getText());
    if (found.length > 0) this.marks.set(document.uri, found.map(diagnosticIn(document)));
    else if (this.marks.has(document.uri)) this.forget(document.uri);
  }

  forget(uri: vscode.Uri): void {
    this.marks.delete(uri);
  }

  dispose(): void {
    this.marks.dispose();
  }
}

function diagnosticIn(document: vscode.TextDocument) {
  return ({ start, end }: { readonly start: number; readonly end: number }): vscode.Diagnostic => {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const message =
      'This looks like a Keap key, and the body is not sent with it: keys belong in a connection (Keap: Add connection).';
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
    diagnostic.source = 'Keap';
    // The quick fixes of keys in files: into a connection, or out.
    diagnostic.code = KEY_CODE;
    return diagnostic;
  };
}
