import { readCall } from './readXmlRpc.ts';
import { textValue } from './value.ts';
import { writeCall } from './writeXmlRpc.ts';
import { XmlRpcError } from './xmlRpcError.ts';

/**
 * The text of a call with a key as its first argument, in the place of the text that stands there for it; all else says
 * what it said.
 * @throws XmlRpcError where another text or none stands there, as in the one call that takes no key
 */
export function withKey(call: string, place: string, key: string): string {
  const { method, args } = readCall(call);
  const [first, ...rest] = args;
  if (first?.type !== 'string' || first.text !== place) {
    throw new XmlRpcError('meaning', `${method} takes no key as its first argument, so no Legacy Key can call it.`);
  }
  return writeCall({ method, args: [textValue(key), ...rest] });
}
