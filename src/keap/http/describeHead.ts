import type { Exchange } from '../exchange.ts';
import { redactKeys } from '../safety/keyShapes.ts';
import { mediaTypeOf } from './httpResponse.ts';

/** All of an exchange but its body, as JSON text. The key was never part of it; what was typed elsewhere is masked. */
export function describeHead({ operation, connection, request, response, sentAt }: Exchange): string {
  const isCall = operation.key.startsWith('xmlrpc:') && mediaTypeOf(response) === 'application/json';
  const { queuedMs, connectMs, firstByteMs, totalMs } = response.timing;
  const head = {
    response: {
      status: response.status,
      statusText: response.statusText,
      bytes: response.body.byteLength,
      headers: Object.fromEntries(mergeHeaders(response.headers)),
      // Its content type says what is shown; all else is as it came.
      ...(isCall && response.status === 200 ? { shown: 'XML-RPC as JSON' } : {}),
    },
    timing: {
      sentAt: new Date(sentAt).toISOString(),
      queuedMs: Math.round(queuedMs),
      ...(connectMs === undefined ? {} : { connectMs: Math.round(connectMs) }),
      firstByteMs: Math.round(firstByteMs),
      downloadMs: Math.round(totalMs - firstByteMs),
      totalMs: Math.round(totalMs),
    },
    request: {
      operation: operation.key,
      connection: connection.name,
      method: request.method,
      url: connection.origin + request.target,
      headers: request.headers,
    },
  };
  return redactKeys(JSON.stringify(head, undefined, 2));
}

function mergeHeaders(headers: Exchange['response']['headers']): Map<string, string> {
  const merged = new Map<string, string>();
  for (const [name, value] of headers) merged.set(name, merged.has(name) ? `${merged.get(name)}, ${value}` : value);
  return merged;
}
