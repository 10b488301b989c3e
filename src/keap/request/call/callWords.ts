import type { Operation } from '../../catalog/operation.ts';
import { jsonOfValue } from '../../xmlrpc/xmlRpcJson.ts';
import type { RequestDraft } from '../draft.ts';
import { callArguments } from './methodCall.ts';

/** A part of a call to read: what is written, or the name of an argument that has no value yet. */
export type CallPart = { readonly text: string } | { readonly missing: string };

/** How many characters of an argument are shown. */
const MOST = 200;

/** A call as people write one: `DataService.query("Contact", 10, 0, {"Email":"a%"}, ["Id"])`. */
export function callParts(operation: Operation, draft: RequestDraft): readonly CallPart[] {
  const parts: CallPart[] = [{ text: `${operation.operationId}(` }];
  for (const [index, { parameter, value }] of callArguments(operation, draft).entries()) {
    if (index > 0) parts.push({ text: ', ' });
    if (value === undefined) parts.push({ missing: parameter.name });
    else {
      const json = JSON.stringify(jsonOfValue(value));
      parts.push({ text: json.length > MOST ? `${json.slice(0, MOST)}…` : json });
    }
  }
  return [...parts, { text: ')' }];
}
