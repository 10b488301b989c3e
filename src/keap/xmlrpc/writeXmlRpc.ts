import { escapeText } from './characters.ts';
import { SCALARS } from './scalars.ts';
import { XML_RPC_BOUNDS, type XmlRpcBounds, type XmlRpcCall, type XmlRpcFault, type XmlRpcValue } from './value.ts';
import { XmlRpcError } from './xmlRpcError.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** The text of a call, to be sent as UTF-8. @throws XmlRpcError for a name or a value that cannot be sent */
export function writeCall({ method, args }: XmlRpcCall, bounds: XmlRpcBounds = XML_RPC_BOUNDS): string {
  if (!/^[\w.:/]{1,200}$/.test(method)) throw new XmlRpcError('meaning', `“${method}” is no name of a method.`);
  const writer = new Writer(bounds);
  const params = args.map((value) => `<param>${writer.value(value, 1)}</param>`).join('');
  return `${DECLARATION}<methodCall><methodName>${method}</methodName><params>${params}</params></methodCall>`;
}

/** The text of an answer with a value. @throws XmlRpcError for a value that cannot be sent */
export function writeResponse(value: XmlRpcValue, bounds: XmlRpcBounds = XML_RPC_BOUNDS): string {
  const written = new Writer(bounds).value(value, 1);
  return `${DECLARATION}<methodResponse><params><param>${written}</param></params></methodResponse>`;
}

/** The text of an answer with a fault. @throws XmlRpcError for a message that cannot be sent */
export function writeFault({ code, message }: XmlRpcFault): string {
  const members = new Map<string, XmlRpcValue>([
    ['faultCode', { type: 'int', value: code }],
    ['faultString', { type: 'string', text: message }],
  ]);
  const written = new Writer(XML_RPC_BOUNDS).value({ type: 'struct', members }, 1);
  return `${DECLARATION}<methodResponse><fault>${written}</fault></methodResponse>`;
}

/** What a value is as text, and the element it stands in; undefined for those that hold others. */
function scalarText(value: XmlRpcValue): readonly [element: string, text: string] | undefined {
  switch (value.type) {
    case 'string':
      return ['string', value.text];
    case 'int':
      return ['int', String(value.value)];
    case 'i8':
      return ['i8', value.digits];
    case 'boolean':
      return ['boolean', value.value ? '1' : '0'];
    case 'double':
      return ['double', value.text];
    case 'dateTime':
      return ['dateTime.iso8601', value.text];
    case 'base64':
      return ['base64', value.text];
    case 'nil':
      return ['nil', ''];
    default:
      return undefined;
  }
}

class Writer {
  private readonly bounds: XmlRpcBounds;
  private values = 0;

  constructor(bounds: XmlRpcBounds) {
    this.bounds = bounds;
  }

  value(value: XmlRpcValue, depth: number): string {
    if (depth > this.bounds.depth) {
      throw new XmlRpcError('bounds', `Values stand within values more than ${this.bounds.depth} deep.`);
    }
    if (++this.values > this.bounds.values) {
      throw new XmlRpcError('bounds', `There are more than ${this.bounds.values} values, the most that is sent.`);
    }
    return `<value>${this.typed(value, depth)}</value>`;
  }

  private typed(value: XmlRpcValue, depth: number): string {
    if (value.type === 'array') {
      return `<array><data>${value.items.map((item) => this.value(item, depth + 1)).join('')}</data></array>`;
    }
    if (value.type === 'struct') {
      const members = [...value.members].map(
        ([name, member]) => `<member><name>${escapeText(name)}</name>${this.value(member, depth + 1)}</member>`,
      );
      return `<struct>${members.join('')}</struct>`;
    }
    const [element, text] = scalarText(value) ?? ['nil', ''];
    // What is written is what would be read, so nobody sends what its type cannot hold.
    const read = SCALARS[element]?.(text);
    if (read && 'wrong' in read) throw new XmlRpcError('value', read.wrong);
    return text === '' ? `<${element}/>` : `<${element}>${escapeText(text)}</${element}>`;
  }
}
