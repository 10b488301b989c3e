import { charsetOf, decoderOf, type HttpResponse, mediaTypeOf } from '../http/httpResponse.ts';
import { JsonLayout, LAYOUT_BUFFER } from '../request/jsonLayout.ts';
import type { JsonOutline } from '../request/jsonOutline.ts';

/** What an answer is, by what it says and by what it holds. */
export interface Nature {
  readonly kind: 'json' | 'text' | 'binary' | 'empty';
  /** Of the file it would be, without a dot. */
  readonly extension: string;
  /** Why what calls itself JSON, or begins like it, is shown as it came; what is too large was not read to its end. */
  readonly flaw?: 'broken' | 'tooDeep' | 'tooLarge';
  /** What JSON has at its outermost. */
  readonly outline?: JsonOutline;
}

/** Maps: a server may well call its type `constructor`. */
const TEXT_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['text/html', 'html'],
  ['text/xml', 'xml'],
  ['application/xml', 'xml'],
  ['text/csv', 'csv'],
  ['text/css', 'css'],
  ['application/javascript', 'js'],
]);

const BINARY_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['application/pdf', 'pdf'],
  ['application/zip', 'zip'],
]);

/** So much tells text from other data. */
const LOOKED_AT = 4096;
/** No text that is larger is laid out: VS Code hands extensions no document of that size. */
export const LARGEST_TEXT = 50 * 2 ** 20;

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads an answer's body as it arrives: what it is, and JSON laid out. */
export class AnswerReader {
  private readonly head: Pick<HttpResponse, 'headers'>;
  private readonly decoder: ReturnType<typeof decoderOf> | undefined;
  private readonly give: (part: Uint8Array) => void;
  private layout: JsonLayout<Uint8Array> | undefined;
  private first: Uint8Array = new Uint8Array();
  private bytes = 0;
  private laidOut = 0;
  private isBinary = false;

  /** @param give takes JSON as it is laid out; the part is overwritten later */
  constructor(head: Pick<HttpResponse, 'headers'>, give: (part: Uint8Array) => void) {
    this.head = head;
    this.give = give;
    this.decoder = /^(utf-?8|us-ascii)$/i.test(charsetOf(head)) ? undefined : decoderOf(head);
  }

  take(piece: Uint8Array): void {
    const isBegun = this.bytes >= LOOKED_AT;
    this.bytes += piece.length;
    if (isBegun) this.lay(piece);
    else {
      this.first = Buffer.concat([this.first, piece]);
      if (this.bytes >= LOOKED_AT) this.begin();
    }
  }

  /** Says that this was all of it. */
  end(): Nature {
    if (this.bytes === 0) return { kind: 'empty', extension: 'json' };
    if (this.bytes < LOOKED_AT) this.begin();
    const mediaType = mediaTypeOf(this.head);
    if (this.isBinary) return { kind: 'binary', extension: BINARY_EXTENSIONS.get(mediaType) ?? 'bin' };
    const extension = TEXT_EXTENSIONS.get(mediaType) ?? 'txt';
    if (!this.layout) return { kind: 'text', extension };
    const { outline } = this.layout;
    if (this.laidOut > LARGEST_TEXT) return { kind: 'json', extension: 'json', flaw: 'tooLarge', outline };
    const verdict = this.layout.end();
    if (verdict === 'json') return { kind: 'json', extension: 'json', outline };
    const looksLikeJson = /^application\/(.+\+)?json$/.test(mediaType) || /^[\s\ufeff]*[[{]/.test(this.beginning());
    return { kind: 'text', extension, ...(looksLikeJson ? { flaw: verdict } : {}) };
  }

  private begin(): void {
    const mediaType = mediaTypeOf(this.head);
    this.isBinary = BINARY_EXTENSIONS.has(mediaType) || looksBinary(this.head, this.first.subarray(0, LOOKED_AT));
    if (this.isBinary || TEXT_EXTENSIONS.has(mediaType)) return;
    this.layout = new JsonLayout<Uint8Array>({
      sink: (part) => {
        this.laidOut += part.length;
        if (this.laidOut <= LARGEST_TEXT) this.give(part);
      },
      buffer: new Uint8Array(LAYOUT_BUFFER),
      decode: (units) => Buffer.from(units).toString(),
    });
    const isMarked = !this.decoder && UTF8_MARK.equals(this.first.subarray(0, UTF8_MARK.length));
    this.lay(isMarked ? this.first.subarray(UTF8_MARK.length) : this.first);
  }

  private lay(piece: Uint8Array): void {
    if (!this.layout?.alive || this.laidOut > LARGEST_TEXT) return;
    this.layout.write(this.decoder ? Buffer.from(this.decoder.decode(piece, { stream: true })) : piece);
  }

  private beginning(): string {
    return Buffer.from(this.first.subarray(0, 64)).toString();
  }
}

/** A zero byte near the start, or bytes that are not of the charset they claim. */
function looksBinary(head: Pick<HttpResponse, 'headers'>, start: Uint8Array): boolean {
  if (start.includes(0)) return true;
  try {
    new TextDecoder(charsetOf(head), { fatal: true }).decode(start, { stream: true });
    return false;
  } catch {
    return true;
  }
}
