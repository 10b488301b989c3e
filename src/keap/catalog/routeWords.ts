import type { OperationSummary } from './operation.ts';

/** The path as people quote it, with its version, `/v2/contacts/{contact_id}`; of XML-RPC the method's name. */
export function shortPath({ key, path }: Pick<OperationSummary, 'key' | 'path'>): string {
  return isCall(key) ? key.slice(CALL.length) : path.replace(/^\/crm\/rest/, '');
}

/** What tells an operation from all others: `GET /v2/contacts`, `DataService.query`. */
export function routeWords({ key, method, path }: Pick<OperationSummary, 'key' | 'method' | 'path'>): string {
  return isCall(key) ? shortPath({ key, path }) : `${method} ${shortPath({ key, path })}`;
}

/** Method and path as the server tells operations apart: what a path calls its parameters does not matter. */
export function routeOf({ method, path }: Pick<OperationSummary, 'method' | 'path'>): string {
  return `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
}

const CALL = 'xmlrpc:';

function isCall(key: string): boolean {
  return key.startsWith(CALL);
}
