/**
 * What crosses `postMessage` between a webview and the extension host, derived from one interface per direction:
 * `calls` that are answered and `events` that are not.
 */
export type CallMap = { readonly [method: string]: { readonly argument: unknown; readonly result: unknown } };
export type EventMap = { readonly [name: string]: unknown };

export interface CallMessage<Calls extends CallMap, Method extends keyof Calls = keyof Calls> {
  readonly kind: 'call';
  /** Chosen by the caller; its answer carries it back. */
  readonly id: number;
  readonly method: Method;
  readonly argument: Calls[Method]['argument'];
}

export type AnswerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly result: unknown }
  /** `error` is a sentence for the user. */
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly error: string };

export interface EventMessage<Events extends EventMap, Name extends keyof Events = keyof Events> {
  readonly kind: 'event';
  readonly name: Name;
  readonly data: Events[Name];
}
