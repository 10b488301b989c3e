import * as vscode from 'vscode';
import { isInSdk, KEAP_SDK, type SdkRequest, toKeapSdk } from '../../keap/codegen/keapSdk.ts';
import { LANGUAGES, type LanguageId, requestAsCode } from '../../keap/codegen/languages.ts';
import type { HttpRequest } from '../../keap/request/httpRequest.ts';
import { holdsKey, redactKeys } from '../../keap/safety/keyShapes.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';

const STATE_KEY = 'keap.codeLanguage';

/** A request and the server it goes to. */
export interface AddressedRequest {
  readonly request: HttpRequest;
  readonly origin: string;
}

/** A request as composed, with what it was composed of. */
export type ComposedRequest = AddressedRequest & SdkRequest;

/** Gives requests away as code, which reads the key from the environment. */
export class RequestCode {
  private readonly state: vscode.Memento;
  private readonly legacyKeys: Pick<LegacyKeys, 'mask'>;

  constructor(state: vscode.Memento, legacyKeys: Pick<LegacyKeys, 'mask'>) {
    this.state = state;
    this.legacyKeys = legacyKeys;
  }

  /** Copies in a language that someone picks; the one picked last comes first. @returns whether something was copied */
  async copy(composed: ComposedRequest): Promise<boolean> {
    const last = this.state.get<unknown>(STATE_KEY);
    const languages = [...LANGUAGES, ...(isInSdk(composed.operation) ? [KEAP_SDK] : [])];
    const items = languages.map(({ id, label, detail }) => ({ id, label, description: detail }));
    items.sort((a, b) => Number(b.id === last) - Number(a.id === last));
    const chosen = await vscode.window.showQuickPick(items, {
      title: 'Copy as code',
      placeHolder: 'The code reads the key from the environment variable KEAP_API_KEY',
      matchOnDescription: true,
    });
    if (!chosen) return false;
    await this.state.update(STATE_KEY, chosen.id);
    if (chosen.id !== KEAP_SDK.id) {
      await this.copyAs(chosen.id, composed);
      return true;
    }
    const sdk = toKeapSdk(composed);
    if ('code' in sdk) await vscode.env.clipboard.writeText(await this.legacyKeys.mask(sdk.code));
    else void vscode.window.showInformationMessage(sdk.reason);
    return 'code' in sdk;
  }

  /** Copies an address as it is, unless a key was typed into it. */
  async copyUrl(url: string): Promise<void> {
    const known = await this.legacyKeys.mask(url);
    await vscode.env.clipboard.writeText(holdsKey(known) ? redactKeys(known) : known);
  }

  async copyAs(id: LanguageId, { request, origin }: AddressedRequest): Promise<void> {
    await vscode.env.clipboard.writeText(await this.legacyKeys.mask(requestAsCode(id, request, origin)));
  }

  /** Opens a document that nobody saved yet. */
  async openHttpFile({ request, origin }: AddressedRequest): Promise<void> {
    const content = await this.legacyKeys.mask(requestAsCode('http', request, origin));
    const document = await vscode.workspace.openTextDocument({ content, language: 'http' });
    await vscode.window.showTextDocument(document);
  }
}
