import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { isSuccess } from '../../keap/http/fault.ts';
import { outcomeWords } from '../../keap/http/statusWords.ts';
import { durationWords, sizeWords } from '../../keap/request/measures.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ResponseDocuments } from './responseDocuments.ts';

/** Status, time and size of the answer in the active editor, in the status bar; a click shows its headers. */
export class ResponseStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('keap.response', vscode.StatusBarAlignment.Right, 100);
  private readonly listener: vscode.Disposable;

  constructor(documents: Pick<ResponseDocuments, 'exchangeOf' | 'onDidChange'>) {
    this.item.name = 'Keap response';
    this.item.command = 'keap.showHeaders';
    const update = () => this.show(documents.exchangeOf(activeUri()));
    this.listener = vscode.Disposable.from(
      vscode.window.tabGroups.onDidChangeTabs(update),
      vscode.window.tabGroups.onDidChangeTabGroups(update),
      documents.onDidChange(update),
    );
    update();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private show(exchange: Exchange | undefined): void {
    if (!exchange) {
      this.item.hide();
      return;
    }
    const { response, operation, connection } = exchange;
    const icon = isSuccess(response) ? 'check' : 'warning';
    const facts = [outcomeWords(response), durationWords(response.timing.totalMs), sizeWords(response.body.byteLength)];
    this.item.text = `$(${icon}) ${facts.join(' · ')}`;
    const title = `${operation.title} on ${plainText(connection.name)}`;
    this.item.tooltip = [title, explainResponse(response), 'Show headers and timing'].filter(Boolean).join('\n');
    this.item.accessibilityInformation = { label: `Response ${facts.join(', ')}. Show headers and timing.` };
    this.item.show();
  }
}

/** The document of the active tab, also where VS Code gives extensions no text editor for it. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}
