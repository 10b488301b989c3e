import * as vscode from 'vscode';
import { isLoopback, publicBase } from '../../keap/hooks/hookAddress.ts';
import { HookReceiver } from '../../keap/hooks/hookReceiver.ts';
import { type ReadPost, readPost } from '../../keap/hooks/receivedPost.ts';
import type { ReceiverAnswer } from '../../keap/hooks/receiverAnswer.ts';
import { contextKey } from '../contextKey.ts';

/** What is kept of what came: the newest, up to a number of posts and of characters. */
const MOST_POSTS = 200;
const MOST_CHARACTERS = 16_000_000;

/** The receiver of this window: it listens once somebody starts it, until it is stopped or the window closes. */
export class Receiver implements vscode.Disposable {
  private server: HookReceiver | undefined;
  private kept: ReadPost[] = [];
  /** An address on the internet that leads here, where a person said one or VS Code made one. */
  private publicBase: string | undefined;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly came = new vscode.EventEmitter<ReadPost>();
  private readonly running = contextKey('keap.hookReceiverContext');
  private readonly filled = contextKey('keap.hookPostsContext');
  readonly onDidChange = this.changed.event;
  readonly onDidReceive = this.came.event;

  get port(): number | undefined {
    return this.server?.port;
  }

  get answer(): ReceiverAnswer {
    return this.server?.answer ?? 'take';
  }

  /** What came, the newest first. */
  get posts(): readonly ReadPost[] {
    return this.kept;
  }

  /** @throws Error with Node’s `code` where the port cannot be had */
  async start(port: number): Promise<void> {
    if (this.server) return;
    const server = new HookReceiver((post) => this.take(readPost(post)));
    await server.listen(port);
    this.server = server;
    this.running(true);
    this.changed.fire();
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    this.publicBase = undefined;
    this.running(false);
    this.changed.fire();
    await server?.close();
  }

  answerWith(answer: ReceiverAnswer): void {
    if (this.server) this.server.answer = answer;
    this.changed.fire();
  }

  /** Where the sandbox and other programs of this machine reach it; undefined where it does not run. */
  localAddress(owner: string): string | undefined {
    return this.server && `http://127.0.0.1:${this.server.port}${this.server.pathOf(owner)}`;
  }

  /** Where Keap reaches it; undefined where nobody knows such an address. */
  publicAddress(owner: string): string | undefined {
    return this.server && this.publicBase && `${this.publicBase}${this.server.pathOf(owner)}`;
  }

  /** Whether an address is one of this receiver’s for an owner. */
  isOwn(address: string, owner: string): boolean {
    return [this.localAddress(owner), this.publicAddress(owner)].includes(address);
  }

  /**
   * Asks VS Code to forward the port, which leads somewhere in Codespaces and with tunnels alone. @returns whether it
   * leads beyond this machine
   */
  async forward(): Promise<boolean> {
    if (!this.server) return false;
    if (this.publicBase) return true;
    const local = vscode.Uri.parse(`http://127.0.0.1:${this.server.port}/`);
    const url = URL.parse((await vscode.env.asExternalUri(local)).toString(true));
    if (url?.protocol !== 'https:' || isLoopback(url.hostname)) return false;
    this.usePublic(url.href);
    return true;
  }

  /** Takes an address on the internet that leads to the receiver’s port. */
  usePublic(address: string): void {
    this.publicBase = publicBase(address);
    this.changed.fire();
  }

  find(id: string): ReadPost | undefined {
    return this.kept.find((post) => post.id === id);
  }

  /** The secret that came last to an owner’s path, where it was not sent back. */
  openSecret(owner: string): string | undefined {
    const last = this.kept.find((post) => post.owner === owner && post.kind === 'handshake');
    return last?.isEcho === false ? last.secret : undefined;
  }

  clear(): void {
    this.kept = [];
    this.filled(false);
    this.changed.fire();
  }

  dispose(): void {
    void this.server?.close();
    this.changed.dispose();
    this.came.dispose();
  }

  private take(post: ReadPost): void {
    let room = MOST_CHARACTERS;
    this.kept = [post, ...this.kept].slice(0, MOST_POSTS).filter(({ text }, index) => {
      room -= text.length;
      return index === 0 || room >= 0;
    });
    this.filled(true);
    this.changed.fire();
    this.came.fire(post);
  }
}
