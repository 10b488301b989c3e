/** What came back over HTTP, whichever client fetched it. */
export class Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;

  constructor(status: number, headers: Headers, bytes: Uint8Array) {
    this.status = status;
    this.headers = headers;
    this.bytes = Buffer.from(bytes);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** undefined where the body is no JSON. */
  get json(): unknown {
    try {
      return JSON.parse(this.text) as unknown;
    } catch {
      return undefined;
    }
  }

  /** The media type without its parameters. */
  get mediaType(): string {
    return (this.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  }

  /** For messages: the status and the beginning of the body. */
  get summary(): string {
    return `${this.status} ${this.text.slice(0, 160)}`.trim();
  }
}
