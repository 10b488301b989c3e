import * as vscode from 'vscode';
import { LANGUAGES, type LanguageId, requestAsCode } from '../../keap/codegen/languages.ts';
import type { HttpRequest } from '../../keap/request/httpRequest.ts';

const STATE_KEY = 'keap.codeLanguage';

/** A request as composed, and the server it goes to. */
export interface ComposedRequest {
  readonly request: HttpRequest;
  readonly origin: string;
}

/** Gives requests away as code, which reads the key from the environment. */
export class RequestCode {
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  /** Copies in a language that someone picks; the one picked last comes first. @returns whether one was picked */
  async copy(composed: ComposedRequest): Promise<boolean> {
    const last = this.state.get<unknown>(STATE_KEY);
    const items = LANGUAGES.map(({ id, label, detail }) => ({ id, label, description: detail }));
    items.sort((a, b) => Number(b.id === last) - Number(a.id === last));
    const chosen = await vscode.window.showQuickPick(items, {
      title: 'Copy as code',
      placeHolder: 'The code reads the key from the environment variable KEAP_API_KEY',
      matchOnDescription: true,
    });
    if (!chosen) return false;
    await this.state.update(STATE_KEY, chosen.id);
    await this.copyAs(chosen.id, composed);
    return true;
  }

  async copyAs(id: LanguageId, { request, origin }: ComposedRequest): Promise<void> {
    await vscode.env.clipboard.writeText(requestAsCode(id, request, origin));
  }

  /** Opens a document that nobody saved yet. */
  async openHttpFile({ request, origin }: ComposedRequest): Promise<void> {
    const content = requestAsCode('http', request, origin);
    const document = await vscode.workspace.openTextDocument({ content, language: 'http' });
    await vscode.window.showTextDocument(document);
  }
}
