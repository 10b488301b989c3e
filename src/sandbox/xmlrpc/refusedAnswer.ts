import { writeFault } from '../../keap/xmlrpc/writeXmlRpc.ts';
import type { Answer } from '../answer.ts';
import { FaultError, type FaultWord } from './faultError.ts';

const WORDS: Readonly<Record<number, FaultWord>> = {
  400: 'InvalidParameter',
  403: 'NoAccess',
  404: 'RecordNotFound',
  409: 'DatabaseError',
};

/** What REST refuses with a status, as XML-RPC says it: a fault with status 200. */
export function refusedAnswer(status: number, message: string): Answer {
  const { code, message: text } = new FaultError(WORDS[status] ?? 'UnexpectedError', message);
  return { status: 200, xml: writeFault({ code, message: text }) };
}
