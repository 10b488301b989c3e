import type { OperationSummary } from '../catalog/operation.ts';
import { type Address, addressOf } from './address.ts';
import { isCallPath, matchCall } from './callInFile.ts';
import { matchOperation } from './matchOperation.ts';
import type { FileRequest, HttpFile } from './readHttpFile.ts';
import { FileVariables } from './variables.ts';

/** A request of a file with what the API offers for it. */
export interface KnownRequest<Summary extends OperationSummary = OperationSummary> {
  readonly request: FileRequest;
  /** Undefined where it goes to no server of Keap's. */
  readonly address?: Address;
  /** Undefined where the API has none. */
  readonly operation?: Summary;
}

/** The requests of a file, each with its operation; no answers are needed to tell. */
export function knownRequests<Summary extends OperationSummary>(
  file: HttpFile,
  operations: readonly Summary[],
): readonly KnownRequest<Summary>[] {
  const variables = new FileVariables(file, () => undefined);
  return file.requests.map((request) => {
    const address = addressOf(request, variables);
    const operation = address && operationAt(operations, request, address);
    return { request, ...(address ? { address } : {}), ...(operation ? { operation } : {}) };
  });
}

function operationAt<Summary extends OperationSummary>(
  operations: readonly Summary[],
  { method, body }: FileRequest,
  address: Address,
): Summary | undefined {
  if (!isCallPath(address)) return matchOperation(operations, method, address);
  return method === 'POST' ? matchCall(operations, body) : undefined;
}

/** Why a request of a file cannot be sent to Keap, as a sentence; undefined where it can. */
export function whyUnknown({ request, address, operation }: KnownRequest): string | undefined {
  if (operation) return undefined;
  if (address && isCallPath(address)) return NO_CALL;
  const words = `${request.method} ${request.url}`;
  return address
    ? `The API has no operation ${request.method} ${address.path.replaceAll(/\uE000\d+\uE001/g, '…')}: look for a slip in method or path.`
    : `${words} is not sent from here: its address is none of Keap's, which begin with https://api.infusionsoft.com/crm/rest/.`;
}

const NO_CALL =
  'The body calls no method that XML-RPC has: look for a slip in its methodName, such as DataService.query; it must stand in this file.';
