import type { Operation, OperationSummary } from '../catalog/operation.ts';
import { draftOfCall } from '../request/call/callDraft.ts';
import type { RequestDraft } from '../request/draft.ts';
import { readCall } from '../xmlrpc/readXmlRpc.ts';
import { XmlRpcError } from '../xmlrpc/xmlRpcError.ts';
import type { Address } from './address.ts';

/** Whether an address is that of XML-RPC: `/crm/xmlrpc/v1`, or an app's own. */
export function isCallPath({ path }: Pick<Address, 'path'>): boolean {
  return /^\/(?:crm|api)\/xmlrpc(?:\/v1)?$/.test(path);
}

/** The method that a body of XML calls, which is all that tells one from another; undefined where it is none. */
export function matchCall<Summary extends Pick<OperationSummary, 'key'>>(
  operations: readonly Summary[],
  body: string,
): Summary | undefined {
  const name = /<methodName>\s{0,100}([\w.]{1,200})\s{0,100}<\/methodName>/.exec(body)?.[1];
  return name === undefined ? undefined : operations.find(({ key }) => key === `xmlrpc:${name}`);
}

/** How values of variables are written into XML: they become no elements. */
export function xmlWritten(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/**
 * The draft of a call. What stands in the place of the key is read past, as the key of every file is.
 * @returns a sentence for what cannot be read, or has no form of the method
 */
export function callInFile(operation: Operation, body: string): RequestDraft | { readonly refused: string } {
  try {
    const { args } = readCall(body);
    const draft = draftOfCall(operation, operation.call?.keyless ? args : args.slice(1));
    return draft ?? { refused: `The arguments of the call are not those that ${operation.operationId} takes.` };
  } catch (error) {
    if (!(error instanceof XmlRpcError)) throw error;
    return { refused: `The call cannot be read: ${error.message}` };
  }
}
