import type { Answer } from '../../answer.ts';
import { applicationError, gatewayFault, quotaExceeded, spikeArrested } from '../../errors.ts';
import { refusedAnswer } from '../../xmlrpc/refusedAnswer.ts';
import { isLegacyXmlRpcPath, isXmlRpcPath } from '../../xmlrpc/xmlRpcEndpoint.ts';
import { expiredCredential, wrongCredential } from '../auth.ts';
import { LIMITS } from '../limits/limitSettings.ts';
import { quotaViolated } from '../limits/throttled.ts';
import type { Fault, RequestLine } from './fault.ts';

/** Answers that take the place of Keap's. They spend nothing of the limits. */
export const ANSWER_FAULTS: Readonly<Record<string, Fault>> = {
  '401': { answer: wrongCredential },
  '401-expired': { answer: expiredCredential },
  '401-not-approved': unauthorized('Access Token not approved', 'access_token_not_approved'),
  '401-client': unauthorized('Invalid client identifier', 'invalid_client-client_id_not_approved'),
  '403': refusal(403, 'Access is denied'),
  '409': refusal(409, 'The record was changed by someone else'),
  '429': { answer: quotaExceeded },
  '429-older': { answer: quotaViolated },
  '429-spike': { answer: () => spikeArrested(LIMITS.allowance.second) },
  '500': refusal(500, 'An unexpected error occurred'),
  '500-html': page(500, 'Internal Server Error'),
  '501': refusal(501, 'Not implemented'),
  '502': flowFault(502, 'Unexpected EOF at target', 'UnexpectedEOFAtTarget'),
  '502-html': page(502, 'Bad Gateway'),
  '503': flowFault(503, 'The Service is temporarily unavailable', 'ServiceUnavailable'),
  '503-html': page(503, 'Service Unavailable'),
  '503-text': { answer: () => ({ status: 503, text: 'The service is temporarily unavailable' }) },
  '504': flowFault(504, 'Gateway Timeout', 'GatewayTimeout'),
  '504-html': page(504, 'Gateway Timeout'),
  'not-json': saidToBeJson({ text: 'This is said to be JSON: {' }),
  'html-as-json': saidToBeJson({ html: '<html><body><h1>This is said to be JSON</h1></body></html>' }),
  'stale-token': { answer: staleToken },
};

function unauthorized(faultstring: string, code: string): Fault {
  return { answer: () => gatewayFault(401, faultstring, `keymanagement.service.${code}`) };
}

/** Faults as Apigee words them when the servers behind it fail. */
function flowFault(status: number, faultstring: string, code: string): Fault {
  return { answer: () => gatewayFault(status, faultstring, `messaging.adaptors.http.flow.${code}`) };
}

function page(status: number, title: string): Fault {
  const html = `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { answer: () => ({ status, html }) };
}

function saidToBeJson(body: Pick<Answer, 'text' | 'html'>): Fault {
  return { answer: () => ({ status: 200, headers: { 'content-type': 'application/json' }, ...body }) };
}

/** An error of the application, in the shape of the version in the path. */
function refusal(status: number, message: string): Fault {
  return { answer: (request) => inItsShape(request, status, message) };
}

function inItsShape({ method, path }: RequestLine, status: number, message: string): Answer {
  if (isXmlRpcPath(path) || isLegacyXmlRpcPath(path)) return refusedAnswer(status, message);
  return applicationError(path.startsWith('/crm/rest/v1') ? 'v1' : 'v2', method, path, { status, message });
}

/** Only a request that goes on to a further page has a token that can be stale. */
function staleToken(request: RequestLine): Answer | undefined {
  return request.query.get('page_token') ? inItsShape(request, 400, 'page_token is invalid') : undefined;
}
