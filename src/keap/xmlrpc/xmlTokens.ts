import { unescapeText } from './characters.ts';
import { XmlRpcError } from './xmlRpcError.ts';

/** A piece of an XML document. An element without content is a start and an end. */
export type XmlToken =
  | { readonly kind: 'start' | 'end'; readonly name: string; readonly offset: number }
  | { readonly kind: 'text'; readonly text: string; readonly offset: number };

const NAME = /[A-Za-z_:][\w.:-]*/y;
const SPACE = /[ \t\r\n]*/y;
const ATTRIBUTE = /[ \t\r\n]+[A-Za-z_:][\w.:-]*[ \t\r\n]*=[ \t\r\n]*(?:"[^<"]*"|'[^<']*')/y;
const DECLARATION = /^<\?xml[ \t\r\n][^?<>]*\?>/;

/**
 * Reads the XML that XML-RPC needs, piece by piece: elements, text, character data and comments. What could read
 * files, call servers or grow without end is refused: document types, entities of their own, instructions.
 * Attributes are read past, XML-RPC has none that mean something.
 */
export class XmlTokens {
  private readonly text: string;
  private place: number;
  private readonly open: string[] = [];
  private waiting: XmlToken | undefined;

  constructor(text: string) {
    this.text = text;
    this.place = DECLARATION.exec(text)?.[0].length ?? 0;
  }

  /** The next piece; undefined at the end. @throws XmlRpcError */
  next(): XmlToken | undefined {
    const { waiting } = this;
    if (waiting) {
      this.waiting = undefined;
      return waiting;
    }
    while (this.place < this.text.length) {
      const offset = this.place;
      if (this.text[offset] !== '<') return this.characters();
      const second = this.text[offset + 1];
      if (second === '/') return this.end();
      if (second === '?') refuse('An instruction stands in the XML; XML-RPC has none, and it is not read.', offset);
      if (second !== '!') return this.start();
      if (this.text.startsWith('<!--', offset)) this.skipComment();
      else if (this.text.startsWith('<![CDATA[', offset)) return this.characterData();
      else refuse('A document type or an entity is declared in the XML; XML-RPC has none, and it is not read.', offset);
    }
    const left = this.open.at(-1);
    if (left !== undefined) throw new XmlRpcError('xml', `The XML ends before </${left}>.`, this.place);
    return undefined;
  }

  private start(): XmlToken {
    const offset = this.place;
    const name = this.name(offset + 1);
    while (this.match(ATTRIBUTE) !== undefined);
    this.match(SPACE);
    const token = { kind: 'start', name, offset } as const;
    if (this.text.startsWith('/>', this.place)) {
      this.place += 2;
      this.waiting = { kind: 'end', name, offset };
      return token;
    }
    this.close(name, offset);
    this.open.push(name);
    return token;
  }

  private end(): XmlToken {
    const offset = this.place;
    const name = this.name(offset + 2);
    this.match(SPACE);
    this.close(name, offset);
    const opened = this.open.pop();
    if (opened === name) return { kind: 'end', name, offset };
    const expected = opened === undefined ? 'nothing is open' : `</${opened}> was expected`;
    throw new XmlRpcError('xml', `</${name}> stands where ${expected}.`, offset);
  }

  private characters(): XmlToken {
    const offset = this.place;
    const next = this.text.indexOf('<', offset);
    this.place = next < 0 ? this.text.length : next;
    const raw = this.text.slice(offset, this.place);
    return { kind: 'text', text: unescapeText(raw, offset), offset };
  }

  private characterData(): XmlToken {
    const offset = this.place;
    const end = this.text.indexOf(']]>', offset);
    if (end < 0) throw new XmlRpcError('xml', 'Character data in the XML has no end.', offset);
    this.place = end + 3;
    // Ampersands mean themselves here; all else is as in other text.
    const raw = this.text.slice(offset + 9, end).replaceAll('&', '&amp;');
    return { kind: 'text', text: unescapeText(raw, offset + 9), offset };
  }

  private skipComment(): void {
    const end = this.text.indexOf('-->', this.place + 4);
    if (end < 0) throw new XmlRpcError('xml', 'A comment in the XML has no end.', this.place);
    this.place = end + 3;
  }

  private name(from: number): string {
    this.place = from;
    return this.match(NAME) ?? raiseTag(from);
  }

  private close(name: string, offset: number): void {
    if (this.text[this.place] !== '>') throw new XmlRpcError('xml', `The tag of ${name} is not closed.`, offset);
    this.place++;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.place;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.place += found.length;
    return found;
  }
}

function refuse(message: string, offset: number): never {
  throw new XmlRpcError('refused', message, offset);
}

function raiseTag(offset: number): never {
  throw new XmlRpcError('xml', 'A “<” begins no tag.', offset);
}
