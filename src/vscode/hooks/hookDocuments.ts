import * as vscode from 'vscode';
import { deliveryRulesText } from '../../keap/hooks/deliveryWords.ts';
import { postDocument, postTitle, type ReadPost } from '../../keap/hooks/receivedPost.ts';
import { PlainFiles } from '../plainFiles.ts';
import { HOOK_SCHEME } from './hookScheme.ts';
import type { Receiver } from './receiver.ts';

const RULES = vscode.Uri.from({ scheme: HOOK_SCHEME, authority: 'rules', path: '/How Keap delivers hooks.md' });

const NOT_KEPT = JSON.stringify('What was posted is kept until VS Code closes, the newest 200 of it.');

/** What came to the receiver, each as a read-only document, and the page that explains deliveries. */
export class HookDocuments extends PlainFiles {
  protected readonly refusal = 'What was posted is read-only.';
  private readonly receiver: Receiver;

  constructor(receiver: Receiver) {
    super();
    this.receiver = receiver;
  }

  async open(post: ReadPost): Promise<void> {
    await vscode.commands.executeCommand('vscode.open', uriOf(post), { preview: true });
  }

  async openRules(): Promise<void> {
    await vscode.commands.executeCommand('markdown.showPreview', RULES);
  }

  /** What a document shows; undefined for other documents, and for what is not kept any more. */
  postOf(uri: vscode.Uri | undefined): ReadPost | undefined {
    return uri?.scheme === HOOK_SCHEME ? this.receiver.find(uri.authority) : undefined;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const at = this.postOf(uri)?.at ?? 0;
    return { type: vscode.FileType.File, ctime: at, mtime: at, size: this.readFile(uri).byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    if (uri.authority === RULES.authority) return Buffer.from(deliveryRulesText());
    const post = this.postOf(uri);
    return Buffer.from(post ? postDocument(post).text : NOT_KEPT);
  }
}

/** Named as a person would: `A contact is added 14.05.10.json`. */
function uriOf(post: ReadPost): vscode.Uri {
  const time = new Date(post.at).toLocaleTimeString('en-GB').replaceAll(':', '.');
  const path = `/${postTitle(post).replaceAll(/[\\/:*?"<>|]/g, '-')} ${time}.${postDocument(post).extension}`;
  return vscode.Uri.from({ scheme: HOOK_SCHEME, authority: post.id, path });
}
