import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { deliveredReader } from '../../keap/hooks/delivery.ts';
import { type Hook, statusWords } from '../../keap/hooks/hook.ts';
import { hookEvent } from '../../keap/hooks/hookEvents.ts';
import { postAnswer, postObjects, postTitle, type ReadPost } from '../../keap/hooks/receivedPost.ts';
import { RECEIVER_ANSWERS } from '../../keap/hooks/receiverAnswer.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { HookList, ListedHooks } from './hookList.ts';
import type { Receiver } from './receiver.ts';

export type HookNode =
  | { readonly kind: 'receiver' }
  | { readonly kind: 'post'; readonly post: ReadPost }
  | { readonly kind: 'hooks'; readonly connection: Connection }
  | { readonly kind: 'hook'; readonly connection: Connection; readonly hook: Hook }
  | { readonly kind: 'nothing'; readonly of: 'receiver' | 'hooks' };

export interface HooksViewServices {
  readonly connections: ConnectionStore;
  readonly list: HookList;
  readonly receiver: Receiver;
}

/** A shape each, since not every theme has colours, nor everyone's eyes. */
const STATUS_ICONS: Readonly<Record<string, vscode.ThemeIcon>> = {
  Verified: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  Unverified: new vscode.ThemeIcon('circle-large-outline'),
  Inactive: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
};

const POST_ICONS = { handshake: 'shield', delivery: 'mail', other: 'question' } as const;

/** The view *Hooks*: those of the active connection once listed, and what came to the receiver of this window. */
export class HooksView implements vscode.TreeDataProvider<HookNode>, vscode.Disposable {
  private readonly services: HooksViewServices;
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly listener: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(services: HooksViewServices) {
    this.services = services;
    const redraw = () => this.changed.fire(undefined);
    const { connections, list, receiver } = services;
    this.listener = vscode.Disposable.from(
      connections.onDidChange(redraw),
      list.onDidChange(redraw),
      receiver.onDidChange(redraw),
    );
  }

  async getChildren(node?: HookNode): Promise<HookNode[]> {
    const { connections, list, receiver } = this.services;
    await connections.ready;
    if (!node) {
      const connection = connections.active;
      const runs = receiver.port !== undefined || receiver.posts.length > 0;
      if (!runs && !list.of(connection)) return [];
      return [{ kind: 'hooks', connection }, ...(runs ? [{ kind: 'receiver' } as const] : [])];
    }
    if (node.kind === 'receiver') {
      const posts = receiver.posts.map((post) => ({ kind: 'post', post }) as const);
      return posts.length > 0 ? posts : [{ kind: 'nothing', of: 'receiver' }];
    }
    if (node.kind !== 'hooks') return [];
    const { connection } = node;
    const listed = list.of(connection);
    if (!listed) return [];
    const hooks = listed.hooks.map((hook) => ({ kind: 'hook', connection, hook }) as const);
    return hooks.length > 0 ? hooks : [{ kind: 'nothing', of: 'hooks' }];
  }

  getTreeItem(node: HookNode): vscode.TreeItem {
    if (node.kind === 'receiver') return this.receiverItem();
    if (node.kind === 'post') return this.postItem(node.post);
    if (node.kind === 'hook') return this.hookItem(node.connection, node.hook);
    if (node.kind === 'hooks') return hooksItem(node.connection, this.services.list.of(node.connection));
    const item = new vscode.TreeItem(node.of === 'receiver' ? 'Nothing has come yet' : 'No hooks');
    item.id = `nothing/${node.of}`;
    return item;
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private hookItem(connection: Connection, hook: Hook): vscode.TreeItem {
    const { key, eventKey, hookUrl, status } = hook;
    const { words } = hookEvent(eventKey);
    const item = new vscode.TreeItem(plainText(words, 120));
    item.id = `hook/${connection.id}/${key}`;
    const isOwn = this.services.receiver.isOwn(hookUrl, connection.id);
    const address = isOwn ? 'receiver of this window' : plainText(hookUrl.replace(/^https?:\/\//, ''), 80);
    item.description = `${plainText(status, 20)} · ${address}`;
    item.iconPath = STATUS_ICONS[status] ?? new vscode.ThemeIcon('question');
    const facts = [`${eventKey} (hook ${key})`, plainText(hookUrl, 300), `${status}: ${statusWords(status)}`];
    item.tooltip = facts.join('\n');
    item.accessibilityInformation = { label: `${words}, ${item.description}` };
    item.contextValue = `hook ${status.toLowerCase().replaceAll(/\W/g, '')}`;
    return item;
  }

  private receiverItem(): vscode.TreeItem {
    const { connections, receiver } = this.services;
    const { port, answer, posts } = receiver;
    const item = new vscode.TreeItem('Receiver', vscode.TreeItemCollapsibleState.Expanded);
    item.id = 'receiver';
    const { status } = RECEIVER_ANSWERS[answer];
    item.description = `${posts.length} received · ${port === undefined ? 'stopped' : `answers ${status}`}`;
    item.iconPath = new vscode.ThemeIcon(port === undefined ? 'circle-slash' : 'inbox');
    item.contextValue = port === undefined ? 'hookReceiver stopped' : 'hookReceiver running';
    const { id } = connections.active;
    const addresses = [receiver.localAddress(id), receiver.publicAddress(id)].flatMap((each) => each ?? []);
    item.tooltip = ['What hooks send to this window', ...addresses].join('\n');
    item.accessibilityInformation = { label: `Receiver, ${item.description}` };
    return item;
  }

  private postItem(post: ReadPost): vscode.TreeItem {
    const { connections } = this.services;
    const item = new vscode.TreeItem(plainText(postTitle(post), 120));
    item.id = `post/${post.id}`;
    const time = new Date(post.at).toLocaleTimeString('en-GB');
    const other = post.owner === connections.active.id ? undefined : connections.get(post.owner)?.name;
    const facts = [postObjects(post), postAnswer(post), time, other && plainText(other, 40)].filter(Boolean);
    item.description = facts.join(' · ');
    const isRefused = post.answered >= 400;
    item.iconPath = isRefused
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon(POST_ICONS[post.kind]);
    const isOpenable = post.delivery !== undefined && deliveredReader(post.delivery) !== undefined;
    item.contextValue = `hookPost ${post.kind}${isOpenable ? ' openable' : ''}`;
    item.tooltip = `${postTitle(post)}\n${facts.join(' · ')}`;
    item.accessibilityInformation = { label: `${postTitle(post)}, ${facts.join(', ')}` };
    item.command = { command: 'keap.openHookPost', title: 'Open', arguments: [{ post: { id: post.id } }] };
    return item;
  }
}

function hooksItem(connection: Connection, listed: ListedHooks | undefined): vscode.TreeItem {
  const { Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(`Hooks of ${plainText(connection.name, 60)}`, listed ? Expanded : None);
  item.id = `hooks/${connection.id}${listed ? '' : '/unlisted'}`;
  item.iconPath = new vscode.ThemeIcon('plug');
  item.contextValue = 'hooks';
  if (listed) {
    const time = new Date(listed.at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    item.description = `${listed.hooks.length} · ${time}`;
    item.tooltip = `Hooks of ${plainText(connection.name, 60)}, as of ${time}`;
  } else {
    item.description = 'not listed yet';
    item.command = { command: 'keap.listHooks', title: 'List hooks' };
  }
  item.accessibilityInformation = { label: `${item.label}, ${item.description}` };
  return item;
}
