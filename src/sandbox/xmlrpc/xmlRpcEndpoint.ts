import {
  LEGACY_XML_RPC_PATH,
  XML_RPC_PATH,
  type XmlRpcCatalog,
  type XmlRpcMethod,
} from '../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { XML_RPC_BROWNOUTS, XML_RPC_END } from '../../keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import { readCall } from '../../keap/xmlrpc/readXmlRpc.ts';
import type { XmlRpcCall } from '../../keap/xmlrpc/value.ts';
import { writeFault, writeResponse } from '../../keap/xmlrpc/writeXmlRpc.ts';
import { XmlRpcError } from '../../keap/xmlrpc/xmlRpcError.ts';
import { textOfXml } from '../../keap/xmlText.ts';
import type { Answer } from '../answer.ts';
import { gatewayFault, RefusalError } from '../errors.ts';
import { checkArguments } from './checkArguments.ts';
import type { XmlRpcContext } from './context.ts';
import { FaultError, fault } from './faultError.ts';
import { XML_RPC_HANDLERS } from './methods/methods.ts';
import { wireValue } from './plain.ts';
import { refusedAnswer } from './refusedAnswer.ts';

/** Whether a path is that of XML-RPC, with a key in the header. */
export function isXmlRpcPath(path: string): boolean {
  return path === XML_RPC_PATH || `${path}/v1` === XML_RPC_PATH;
}

/** Whether a path is that of XML-RPC on an app's own host, with a Legacy Key as first argument. */
export function isLegacyXmlRpcPath(path: string): boolean {
  return path === LEGACY_XML_RPC_PATH || path === `${LEGACY_XML_RPC_PATH}/v1`;
}

/** A call as it came. */
interface Posted {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** The XML-RPC API: reads a call, finds its method, checks its arguments and answers it. */
export class XmlRpcEndpoint {
  private readonly catalog: XmlRpcCatalog;
  private readonly methods: ReadonlyMap<string, XmlRpcMethod>;

  constructor(catalog: XmlRpcCatalog) {
    this.catalog = catalog;
    this.methods = new Map(catalog.methods.map((method) => [method.key.replace('xmlrpc:', ''), method]));
  }

  answer(posted: Posted, context: Omit<XmlRpcContext, 'catalog'>): Answer {
    if (posted.method !== 'POST') {
      return { status: 405, headers: { allow: 'POST' }, text: 'XML-RPC takes POST.' };
    }
    try {
      return { status: 200, xml: writeResponse(wireValue(this.call(posted, { ...context, catalog: this.catalog }))) };
    } catch (error) {
      return faultAnswer(error);
    }
  }

  private call({ body, contentType }: Posted, context: XmlRpcContext): unknown {
    const { method: name, args }: XmlRpcCall = readCall(textOfXml(body, contentType));
    const method = this.methods.get(name);
    const handler = Object.hasOwn(XML_RPC_HANDLERS, name) ? XML_RPC_HANDLERS[name] : undefined;
    if (!method || !handler) fault('UnexpectedError', `No such method: ${name}`);
    const [key, ...rest] = args;
    // One method takes no key; who sends one is understood as well.
    const isKeyless = method.keyless === true && args.length === 0;
    if (!isKeyless && key?.type !== 'string')
      fault('InvalidKey', 'The first argument must be the key or a text in its place');
    return handler(checkArguments(method, isKeyless ? [] : rest), context);
  }
}

/** An error as a fault, with status 200. What the sandbox itself did wrong is thrown on. */
function faultAnswer(error: unknown): Answer {
  if (error instanceof FaultError) {
    return { status: 200, xml: writeFault({ code: error.code, message: error.message }) };
  }
  if (error instanceof XmlRpcError) return refusedAnswer(500, error.message);
  if (!(error instanceof RefusalError)) throw error;
  // A body of REST that refers to nothing is bad; a call that names nothing asks for what is not there.
  const isMissing = /does not exist$/.test(error.message);
  return refusedAnswer(isMissing ? 404 : error.status, error.message);
}

/**
 * What answers during a brownout and after the end of XML-RPC; undefined at other times. Nobody says what Keap will
 * answer: these are what its gateway says of servers that are down and of APIs that are not there.
 */
export function retiredAnswer(now: number, path: string): Answer | undefined {
  if (now >= XML_RPC_END) {
    return gatewayFault(404, `No API is deployed at ${path}`, 'messaging.adaptors.http.flow.ApplicationNotFound');
  }
  const isOut = XML_RPC_BROWNOUTS.some(({ from, to }) => now >= from && now < to);
  return isOut
    ? gatewayFault(503, 'The Service is temporarily unavailable', 'messaging.adaptors.http.flow.ServiceUnavailable')
    : undefined;
}
