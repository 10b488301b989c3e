import { appOfOrigin } from '../../keap/appAddress.ts';
import { XML_RPC_PATH } from '../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import type { Connection } from '../../keap/connection.ts';
import { startOf } from '../../keap/http/body.ts';
import { type HttpResponse, textIn } from '../../keap/http/httpResponse.ts';
import { KEY_PLACE } from '../../keap/request/call/methodCall.ts';
import type { HttpRequest } from '../../keap/request/httpRequest.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { readResponse } from '../../keap/xmlrpc/readXmlRpc.ts';
import { textValue } from '../../keap/xmlrpc/value.ts';
import { writeCall } from '../../keap/xmlrpc/writeXmlRpc.ts';
import type { KeyCheck } from './keyCheck.ts';

/**
 * What a Legacy Key is checked by: the kinds of contact that the app has, which names nobody and changes nothing. The
 * call that tells who one is takes no key, so it proves none.
 */
export const LEGACY_CHECK: HttpRequest = {
  method: 'POST',
  target: XML_RPC_PATH,
  headers: { accept: 'text/xml', 'content-type': 'text/xml' },
  body: {
    mediaType: 'text/xml',
    text: writeCall({
      method: 'DataService.getAppSetting',
      args: [KEY_PLACE, 'Contact', 'optiontypes'].map(textValue),
    }),
  },
};

/** Faults that are about the key: InvalidKey and NoAccess (nateleavitt/infusionsoft, exception_handler.rb). */
const INVALID_KEY = 2;
const NO_ACCESS = 14;

/** What XML-RPC of an app's own server says of a Legacy Key; undefined for what a gateway says of any key. */
export function readLegacyAnswer(response: HttpResponse, { origin }: Pick<Connection, 'origin'>): KeyCheck | undefined {
  const app = appOfOrigin(origin) ?? '';
  const { host } = new URL(origin);
  if (response.status === 404) {
    const message = `${host} has no XML-RPC (404): the app has another name, or XML-RPC has ended, as Keap set it for 31 December 2026.`;
    return { works: false, blame: 'keap', message };
  }
  if (response.status !== 200) return undefined;
  try {
    const answer = readResponse(textIn(response.headers, startOf(response.body)));
    if ('value' in answer) return { works: true, reached: { app } };
    const { code, message } = answer.fault;
    if (code === INVALID_KEY) {
      const refused = `${app} does not accept this key ([InvalidKey], code 2); it may be mistyped, of another app or withdrawn, as Keap does with Legacy Keys.`;
      return { works: false, blame: 'key', message: refused };
    }
    const says = `Keap says: ${plainText(message, 200)} (code ${code}).`;
    return code === NO_ACCESS
      ? { works: false, blame: 'key', message: `${app} knows this key but lets it read nothing. ${says}` }
      : { works: false, blame: 'keap', message: `${app} could not check the key just now. ${says}` };
  } catch {
    const message = `${host} did not answer as XML-RPC does, so the key is not checked; see whether ${app} is the app’s name.`;
    return { works: false, blame: 'keap', message };
  }
}
