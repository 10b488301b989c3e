import type { ApiVersion } from '../keap/catalog/operation.ts';
import type { Answer } from './answer.ts';

/** What an application error says; the version decides its shape. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  501: 'Not Implemented',
};

/** Thrown anywhere below the router; answered in the shape of the operation's version. */
export class RefusalError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RefusalError';
    this.status = status;
  }
}

/** @throws RefusalError always: 400 */
export function badRequest(message: string): never {
  throw new RefusalError(400, message);
}

/** @throws RefusalError always: 404 */
export function notFound(what: string, id: string | number): never {
  throw new RefusalError(404, `${what} with id ${id} was not found`);
}

/**
 * An application error: v2's envelope of code, message, status and details, or v1's message alone.
 * @param path as asked for, from `/crm`
 */
export function applicationError(version: ApiVersion, method: string, path: string, refusal: Refusal): Answer {
  const { status, message } = refusal;
  if (version === 'v1') return { status, json: { message } };
  const resource = `${method} ${path.replace(/^\/crm/, '')}`;
  const domain = (path.split('/')[4] ?? '').split(':')[0]?.toLowerCase().replace(/s$/, '') ?? '';
  return {
    status,
    json: { code: status, message, status: STATUS_WORDS[status] ?? 'Error', details: [{ domain, resource }] },
  };
}

/** A fault of the Apigee gateway before Keap. */
export function gatewayFault(status: number, faultstring: string, errorcode: string): Answer {
  return { status, json: { fault: { faultstring, detail: { errorcode } } } };
}

/** The quota's 429 in its newer form, in which `code` is a string. */
export function quotaExceeded(): Answer {
  return {
    status: 429,
    json: { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null },
  };
}

/** The spike arrest's 429, in Apigee's form. */
export function spikeArrested(perSecond: number): Answer {
  return gatewayFault(
    429,
    `Spike arrest violation. Allowed rate : ${perSecond}ps`,
    'policies.ratelimit.SpikeArrestViolation',
  );
}
