import * as vscode from 'vscode';
import { plainText } from '../../keap/safety/plainText.ts';
import type { EditDocuments } from './editDocuments.ts';

/** What stands above the text of a record: what to do when it is edited, and what of the record is not there. */
export class EditLenses implements vscode.CodeLensProvider {
  private readonly edits: EditDocuments;

  constructor(edits: EditDocuments) {
    this.edits = edits;
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    const review = { title: 'Review change', command: 'keap.reviewChange', arguments: [uri] };
    const leftOut = this.edits.leftOutOf(uri);
    const named = plainText(leftOut.join(', '), 160);
    const rest = { title: `Not changed by this operation: ${named}`, command: '' };
    return [new vscode.CodeLens(top, review), ...(leftOut.length > 0 ? [new vscode.CodeLens(top, rest)] : [])];
  }
}
