import type { Reply } from '../reply.ts';

/** A call as an integrator thinks of it; each client puts it on the wire in its own way. */
export interface Call {
  readonly method: string;
  /** Below the sandbox's origin, or a whole address. */
  readonly path: string;
  /** Not encoded. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** The text of a body of JSON, well-formed or not. */
  readonly json?: string;
  readonly form?: Form;
}

export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly field: string; readonly name: string; readonly type: string; readonly bytes: Uint8Array };
}

export interface Client {
  readonly name: string;
  send(origin: string, call: Call): Promise<Reply>;
  /** The same call so many times at once. */
  burst(origin: string, call: Call, times: number): Promise<Reply[]>;
}
