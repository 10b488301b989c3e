import { SCALARS } from './scalars.ts';
import { XML_RPC_BOUNDS, type XmlRpcBounds, type XmlRpcCall, type XmlRpcResponse, type XmlRpcValue } from './value.ts';
import { XmlRpcError, type XmlRpcProblem } from './xmlRpcError.ts';
import { type XmlToken, XmlTokens } from './xmlTokens.ts';

/** Reads a call. @throws XmlRpcError for anything that is none */
export function readCall(text: string, bounds: XmlRpcBounds = XML_RPC_BOUNDS): XmlRpcCall {
  return new Reader(text, bounds).document((reader) => {
    reader.start('methodCall');
    reader.start('methodName');
    const method = reader.text().trim();
    if (!/^[\w.:/]{1,200}$/.test(method)) reader.fail('meaning', 'The call names no method.');
    reader.end();
    const args = reader.at('params') ? reader.params() : [];
    reader.end();
    return { method, args };
  });
}

/** Reads an answer: its value or its fault. @throws XmlRpcError for anything that is none */
export function readResponse(text: string, bounds: XmlRpcBounds = XML_RPC_BOUNDS): XmlRpcResponse {
  return new Reader(text, bounds).document((reader) => {
    reader.start('methodResponse');
    const response = reader.at('fault') ? reader.fault() : reader.result();
    reader.end();
    return response;
  });
}

/** Goes through a document by its elements. Between them only white space may stand. */
class Reader {
  private readonly tokens: XmlTokens;
  private readonly bounds: XmlRpcBounds;
  private ahead: XmlToken | undefined;
  private last = 0;
  private values = 0;

  constructor(text: string, bounds: XmlRpcBounds) {
    this.bounds = bounds;
    const marked = text.startsWith('\ufeff') ? text.slice(1) : text;
    if (marked.length > bounds.characters) {
      this.fail('bounds', `The XML has more than ${bounds.characters} characters, the most that is read.`);
    }
    this.tokens = new XmlTokens(marked);
  }

  document<T>(read: (reader: Reader) => T): T {
    const result = read(this);
    const rest = this.element();
    if (rest) this.fail('xml', 'More follows where the XML should end.');
    return result;
  }

  fail(problem: XmlRpcProblem, message: string): never {
    throw new XmlRpcError(problem, message, this.last);
  }

  /** Whether an element with this name comes next. */
  at(name: string): boolean {
    const token = this.element();
    this.ahead = token;
    return token?.kind === 'start' && token.name === name;
  }

  start(name: string): void {
    const token = this.element();
    if (token?.kind !== 'start' || token.name !== name) {
      this.fail('meaning', `This is no XML-RPC: <${name}> was expected, ${inWords(token)} stands there.`);
    }
  }

  /** The end of the element that is open; the tokens see to it that it is that one. */
  end(): void {
    const token = this.element();
    if (token?.kind !== 'end') this.fail('meaning', `This is no XML-RPC: ${inWords(token)} has no place here.`);
  }

  /** The text up to the next tag. */
  text(): string {
    let text = '';
    for (let token = this.take(); token; token = this.take()) {
      if (token.kind !== 'text') {
        this.ahead = token;
        break;
      }
      text += token.text;
    }
    return text;
  }

  params(): XmlRpcValue[] {
    const found: XmlRpcValue[] = [];
    this.start('params');
    while (this.at('param')) {
      this.start('param');
      found.push(this.value(1));
      this.end();
    }
    this.end();
    return found;
  }

  result(): XmlRpcResponse {
    const [value, ...more] = this.params();
    if (!value || more.length > 0)
      this.fail('meaning', `The answer holds ${more.length + (value ? 1 : 0)} values, not one.`);
    return { value };
  }

  fault(): XmlRpcResponse {
    this.start('fault');
    const value = this.value(1);
    this.end();
    const members = value.type === 'struct' ? value.members : undefined;
    const code = members?.get('faultCode');
    const message = members?.get('faultString');
    if (code?.type !== 'int' || message?.type !== 'string') {
      this.fail('meaning', 'The answer is a fault without a code and a text.');
    }
    return { fault: { code: code.value, message: message.text } };
  }

  private value(depth: number): XmlRpcValue {
    if (depth > this.bounds.depth) {
      this.fail('bounds', `The XML holds values within values more than ${this.bounds.depth} deep.`);
    }
    if (++this.values > this.bounds.values) {
      this.fail('bounds', `The XML holds more than ${this.bounds.values} values, the most that is read.`);
    }
    this.start('value');
    const text = this.text();
    const token = this.take();
    // A value without a type is a text, and all of it counts.
    if (token?.kind !== 'start') return { type: 'string', text };
    if (text.trim() !== '') this.fail('meaning', 'Text stands beside the type of a value.');
    const value = this.typed(token.name, depth);
    this.end();
    return value;
  }

  private typed(name: string, depth: number): XmlRpcValue {
    if (name === 'array') return this.array(depth);
    if (name === 'struct') return this.struct(depth);
    const read = Object.hasOwn(SCALARS, name) ? SCALARS[name] : undefined;
    if (!read) this.fail('meaning', `<${name}> is no type of XML-RPC.`);
    const { last } = this;
    const text = this.text();
    this.end();
    const scalar = read(text);
    if ('wrong' in scalar) throw new XmlRpcError('value', scalar.wrong, last);
    return scalar;
  }

  private array(depth: number): XmlRpcValue {
    const items: XmlRpcValue[] = [];
    this.start('data');
    while (this.at('value')) items.push(this.value(depth + 1));
    this.end();
    this.end();
    return { type: 'array', items };
  }

  private struct(depth: number): XmlRpcValue {
    const members = new Map<string, XmlRpcValue>();
    while (this.at('member')) {
      this.start('member');
      this.start('name');
      const name = this.text();
      this.end();
      if (members.has(name)) this.fail('meaning', `A struct has the member “${name}” twice.`);
      members.set(name, this.value(depth + 1));
      this.end();
    }
    this.end();
    return { type: 'struct', members };
  }

  /** The next tag, past white space. */
  private element(): XmlToken | undefined {
    const text = this.text();
    if (text.trim() !== '') this.fail('meaning', 'This is no XML-RPC: text stands between its elements.');
    return this.take();
  }

  private take(): XmlToken | undefined {
    const token = this.ahead ?? this.tokens.next();
    this.ahead = undefined;
    if (token) this.last = token.offset;
    return token;
  }
}

function inWords(token: XmlToken | undefined): string {
  if (!token) return 'nothing';
  return token.kind === 'text' ? 'text' : `<${token.kind === 'end' ? '/' : ''}${token.name}>`;
}
