import type * as vscode from 'vscode';
import { asNumber, asObject, asString } from '../../keap/json.ts';
import type { AnswerMessage, CallMap, EventMap } from '../../protocol/messages.ts';
import { errorSentence } from '../errors.ts';
import type { Log } from '../log.ts';

/** A call's argument from unknown data, and the work it asks for. */
export type Handlers<Calls extends CallMap> = {
  readonly [Method in keyof Calls]: {
    /** Undefined refuses the call. */
    readonly parse: (argument: unknown) => Calls[Method]['argument'] | undefined;
    readonly work: (argument: Calls[Method]['argument']) => Promise<Calls[Method]['result']> | Calls[Method]['result'];
  };
};

/** The host's side of a webview's protocol: a closed set of calls, each parsed on arrival; the rest is dropped. */
export class WebviewRpc<Calls extends CallMap, Events extends EventMap> implements vscode.Disposable {
  private readonly webview: vscode.Webview;
  private readonly listener: vscode.Disposable;

  /** @param page what the page is called in a sentence: *The request builder* */
  constructor(webview: vscode.Webview, handlers: Handlers<Calls>, log: Log, page: string) {
    this.webview = webview;
    this.listener = webview.onDidReceiveMessage(async (message: unknown) => {
      const call = asObject(message);
      const id = asNumber(call?.['id']);
      const method = asString(call?.['method']);
      if (call?.['kind'] !== 'call' || id === undefined || !method || !Object.hasOwn(handlers, method)) return;
      const handler = handlers[method as keyof Calls];
      const argument = handler.parse(call['argument']);
      if (argument === undefined) {
        this.post({ kind: 'answer', id, ok: false, error: `${page} sent something unreadable.` });
        return;
      }
      try {
        this.post({ kind: 'answer', id, ok: true, result: await handler.work(argument) });
      } catch (error) {
        log.error(`${page} asked for ${method} in vain.`, error);
        this.post({ kind: 'answer', id, ok: false, error: errorSentence(error) });
      }
    });
  }

  emit<Name extends keyof Events>(name: Name, data: Events[Name]): void {
    void this.webview.postMessage({ kind: 'event', name, data });
  }

  dispose(): void {
    this.listener.dispose();
  }

  private post(message: AnswerMessage): void {
    void this.webview.postMessage(message);
  }
}
