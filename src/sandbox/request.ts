import type { IncomingHttpHeaders } from 'node:http';
import type { Catalog, Operation } from '../keap/catalog/operation.ts';
import type { ListQuery } from './query/filter.ts';

/** A request that passed the gateway and was checked against its operation: what handlers see. */
export interface SandboxRequest {
  readonly operation: Operation;
  readonly catalog: Catalog;
  /** Decoded path parameters, by name. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The JSON body or the text fields of a form; undefined where none came. */
  readonly body: unknown;
  /** `filter` and `order_by`, read and checked. */
  readonly list: ListQuery;
  /** As asked for, from `/crm`, without its query. */
  readonly pathname: string;
  /** Scheme and host of the sandbox, for absolute URLs. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The body as an object with named members; empty where it is something else. */
export function bodyObject({ body }: Pick<SandboxRequest, 'body'>): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}

/** The values of a list parameter, whether repeated or joined by comma; undefined where the name is missing. */
export function listParameter(query: URLSearchParams, name: string): string[] | undefined {
  if (!query.has(name)) return undefined;
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
