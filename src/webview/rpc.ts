import { asNumber, asObject, asString, type JsonObject } from '../keap/json.ts';
import type { CallMap, CallMessage, EventMap } from '../protocol/messages.ts';

/** The two ends of `postMessage` as a webview sees them. */
export interface MessagePort {
  post(message: unknown): void;
  /** Called once; every message from the host goes to the listener. */
  listen(listener: (message: unknown) => void): void;
}

/** How what arrives is read: each function gives undefined for what it does not understand. */
export interface Readers<Calls extends CallMap, Events extends EventMap> {
  readonly results: { readonly [Method in keyof Calls]: (value: unknown) => Calls[Method]['result'] | undefined };
  readonly events: { readonly [Name in keyof Events]: (value: unknown) => Events[Name] | undefined };
}

interface Waiting {
  readonly method: PropertyKey;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The webview's side of the typed protocol: calls the host answers, and events it sends unasked. */
export class Rpc<Calls extends CallMap, Events extends EventMap> {
  private readonly port: MessagePort;
  private readonly readers: Readers<Calls, Events>;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Map<PropertyKey, Set<(data: never) => void>>();
  private lastId = 0;

  constructor(port: MessagePort, readers: Readers<Calls, Events>) {
    this.port = port;
    this.readers = readers;
    port.listen((message) => this.receive(message));
  }

  /** Asks the host. Rejects with an Error whose message is the host's sentence for the user. */
  call<Method extends keyof Calls & string>(
    method: Method,
    argument: Calls[Method]['argument'],
  ): Promise<Calls[Method]['result']> {
    const id = ++this.lastId;
    const message: CallMessage<Calls, Method> = { kind: 'call', id, method, argument };
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { method, resolve: (result) => resolve(result as Calls[Method]['result']), reject });
      try {
        this.port.post(message);
      } catch (cause) {
        this.waiting.delete(id);
        reject(new Error('The request could not be handed to the extension.', { cause }));
      }
    });
  }

  /** Hears of an event until the returned function is called. */
  on<Name extends keyof Events & string>(name: Name, listener: (data: Events[Name]) => void): () => void {
    const listeners = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  private receive(value: unknown): void {
    const message = asObject(value);
    if (message?.['kind'] === 'answer') this.receiveAnswer(message);
    else if (message?.['kind'] === 'event') this.receiveEvent(message);
  }

  private receiveAnswer(message: JsonObject): void {
    const id = asNumber(message['id']);
    const call = id === undefined ? undefined : this.waiting.get(id);
    if (id === undefined || !call) return;
    if (message['ok'] === true) {
      this.waiting.delete(id);
      const result = this.readers.results[call.method as keyof Calls](message['result']);
      if (result === undefined) call.reject(new Error(MISUNDERSTOOD));
      else call.resolve(result);
    } else if (message['ok'] === false) {
      this.waiting.delete(id);
      call.reject(new Error(asString(message['error']) ?? MISUNDERSTOOD));
    }
  }

  private receiveEvent(message: JsonObject): void {
    const name = asString(message['name']);
    if (name === undefined || !Object.hasOwn(this.readers.events, name)) return;
    const data = this.readers.events[name as keyof Events](message['data']);
    if (data === undefined) return;
    for (const listener of this.listeners.get(name) ?? []) listener(data as never);
  }
}

const MISUNDERSTOOD = 'The extension answered in a way this page does not understand. Reload the window.';
