import { readCall } from '../../keap/xmlrpc/readXmlRpc.ts';
import { writeFault } from '../../keap/xmlrpc/writeXmlRpc.ts';
import { textOfXml } from '../../keap/xmlText.ts';
import type { Answer } from '../answer.ts';
import { FaultError } from './faultError.ts';

/**
 * Who calls by a Legacy Key, which is the first argument: 32 hexadecimal digits, any of them but 32 zeros, which tests
 * use for a key that was withdrawn. Else Keap's fault.
 */
export function legacyCaller(
  body: Uint8Array,
  contentType: string | undefined,
): { readonly key: string } | { readonly refusal: Answer } {
  // Without a key in a header this keeps web pages out: they cannot send XML to another host unasked.
  if (!/^(text|application)\/xml\b/i.test(contentType ?? '')) {
    return { refusal: { status: 415, text: 'XML-RPC takes text/xml.' } };
  }
  const key = firstArgument(body, contentType);
  if (key !== undefined && /^[\da-f]{32}$/i.test(key) && !/^0+$/.test(key)) return { key };
  const { code, message } = new FaultError('InvalidKey', 'Invalid Key');
  return { refusal: { status: 200, xml: writeFault({ code, message }) } };
}

function firstArgument(body: Uint8Array, contentType: string | undefined): string | undefined {
  try {
    const [first] = readCall(textOfXml(body, contentType)).args;
    return first?.type === 'string' ? first.text : undefined;
  } catch {
    return undefined;
  }
}
