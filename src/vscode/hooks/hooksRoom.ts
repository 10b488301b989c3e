import * as vscode from 'vscode';
import type { Commands } from '../commands.ts';
import { isReal } from '../connections/connectionServices.ts';
import { contextKey } from '../contextKey.ts';
import { HookCalls } from './hookCalls.ts';
import { hookCommands } from './hookCommands.ts';
import { HookDocuments } from './hookDocuments.ts';
import { HookLinks } from './hookLinks.ts';
import { HookList } from './hookList.ts';
import { HOOK_SCHEME } from './hookScheme.ts';
import type { HookServices } from './hookServices.ts';
import { HooksView } from './hooksView.ts';
import { Receiver } from './receiver.ts';
import { receiverCommands, startListening } from './receiverCommands.ts';
import { ReceiverStatus } from './receiverStatus.ts';

export type HooksRoomServices = Pick<
  HookServices,
  'catalog' | 'connections' | 'locks' | 'sender' | 'sandbox' | 'responses'
>;

/** Hooks: those of the active account, and a receiver in this window that shows what they send. */
export class HooksRoom implements vscode.Disposable {
  readonly commands: Commands;
  readonly documents: HookDocuments;
  private readonly services: HookServices;
  private readonly disposables: vscode.Disposable[];

  constructor(given: HooksRoomServices) {
    const calls = new HookCalls(given);
    const list = new HookList(calls);
    const receiver = new Receiver();
    this.documents = new HookDocuments(receiver);
    const { documents } = this;
    const startReceiver = () => startListening(receiver, 0);
    this.services = { ...given, calls, list, receiver, documents, startReceiver };
    this.commands = { ...hookCommands(this.services), ...receiverCommands(this.services) };
    const links = vscode.languages.registerDocumentLinkProvider({ scheme: HOOK_SCHEME }, new HookLinks(documents));
    const { connections } = given;
    const onSandbox = contextKey('keap.sandboxHooksContext');
    const tellSandbox = () => onSandbox(!isReal(connections.active));
    const follow = connections.onDidChange(() => {
      list.keepOnly(connections.all);
      tellSandbox();
    });
    void connections.ready.then(tellSandbox);
    this.disposables = [follow, list, receiver, documents, links, new ReceiverStatus(receiver)];
  }

  view(): vscode.TreeDataProvider<unknown> {
    const provider = new HooksView(this.services);
    this.disposables.push(provider);
    return provider as vscode.TreeDataProvider<unknown>;
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
