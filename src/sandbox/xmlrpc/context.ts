import type { XmlRpcCatalog } from '../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import type { Answer } from '../answer.ts';
import type { Account } from '../store/account.ts';

/** What a method works with. */
export interface XmlRpcContext {
  readonly account: Account;
  readonly catalog: XmlRpcCatalog;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Scheme and host of the sandbox. */
  readonly origin: string;
  /**
   * Does what a request to REST would do, by the same handlers, so that both APIs mean one thing.
   * @param path from its version: `/v2/contacts`
   * @throws RefusalError for what REST would refuse
   */
  rest(method: string, path: string, body?: unknown): Answer;
}

/** The arguments of a call by name, checked against its form; those left out are undefined. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a method does. What it returns becomes a value by `wireValue`. @throws FaultError, RefusalError */
export type XmlRpcHandler = (args: Arguments, context: XmlRpcContext) => unknown;

/** Handlers by the method's name: `DataService.query`. */
export type XmlRpcHandlers = Readonly<Record<string, XmlRpcHandler>>;
