/** What a handler or the gateway decided to answer; the writer turns it into bytes. At most one body member is set. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly html?: string;
  readonly text?: string;
  readonly xml?: string;
  readonly bytes?: Uint8Array;
}

/** A body in bytes with its media type; undefined for an answer without a body. */
export function bodyOf(answer: Answer): { readonly type: string; readonly bytes: Buffer } | undefined {
  if (answer.json !== undefined) return { type: 'application/json', bytes: Buffer.from(JSON.stringify(answer.json)) };
  if (answer.html !== undefined) return { type: 'text/html;charset=UTF-8', bytes: Buffer.from(answer.html) };
  if (answer.text !== undefined) return { type: 'text/plain;charset=UTF-8', bytes: Buffer.from(answer.text) };
  if (answer.xml !== undefined) return { type: 'text/xml;charset=UTF-8', bytes: Buffer.from(answer.xml) };
  if (answer.bytes !== undefined) return { type: 'application/octet-stream', bytes: Buffer.from(answer.bytes) };
  return undefined;
}
